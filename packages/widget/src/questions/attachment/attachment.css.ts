/**
 * Two ways to add, beside the question where there is room, then the pictures. The camera is offered where there is a
 * finger. In a narrow place the ways are their signs; the fields have the words as their names.
 */
export const css = `
.q:has(>.add){grid-template-columns:minmax(0,1fr) auto;align-items:center}
.q:has(>.add)>:not(legend,.add){grid-column:1/-1}
.q>.add{grid-area:1/2}
.top:has(.x)~.page>.q:first-child>.add{margin-inline-end:32px}
.top:has(.x)~.page>.q:first-child:has(>.add) :is(h2,legend){padding-inline-end:0}
.add,.shots{display:flex;flex-wrap:wrap;gap:8px}
.add .o{justify-content:center;gap:8px;min-inline-size:44px;padding-inline:12px;border:1.5px dashed var(--f-edge);background:0 0;font-size:calc(14px*var(--f-size,1))}
.add input{position:absolute;inset:0;inline-size:100%;opacity:0;cursor:pointer}
.add svg{flex:none;inline-size:20px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
@container(max-width:440px){.add .o{padding:0}.add span{display:none}}
@media(pointer:fine){.add .cam{display:none}}
.shots{margin:0;padding:0;list-style:none}
.shots li{display:grid;gap:2px;inline-size:112px;font-size:calc(14px*var(--f-size,1));overflow-wrap:anywhere}
.shots canvas,.shots i{inline-size:112px;block-size:112px;border-radius:var(--f-radius);background:var(--f-line)}
`
