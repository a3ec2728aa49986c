/** Pictures stand two by two, more where there is room; each keeps its words. */
export const css = `
.list{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(8px*var(--f-space))}
.pics{grid-template-columns:repeat(auto-fill,minmax(120px,1fr))}
.pics .o:has(img){flex-direction:column;padding:0 0 12px;overflow:hidden;text-align:center}
.pics img{inline-size:100%;aspect-ratio:4/3;object-fit:cover;background:var(--f-line)}
.pics .o:has(img):has(:checked)::after{content:"";position:absolute;inset:0;border:2px solid var(--f-accent);border-radius:inherit}
.pics .o:has(img) input{position:absolute;inset-block-start:10px;inset-inline-start:10px}
@container(min-width:480px){.two{grid-template-columns:repeat(2,minmax(0,1fr))}}
`
