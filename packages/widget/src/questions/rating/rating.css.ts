/** Words stand in a list on narrow cards and in a row on wide ones, seven always in a list; numbers in a grid of six, then one row. */
export const css = `
.r{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(8px*var(--f-space))}
.r .o{gap:12px}
.glyph{flex:none;order:1;margin-inline-start:auto;font-size:19px;white-space:nowrap}
.num{grid-template-columns:repeat(6,1fr);gap:4px}
.num .o{justify-content:center;padding:0;font-variant-numeric:tabular-nums}
.num input{position:absolute;inset:0;inline-size:auto;block-size:auto;opacity:0}
.ends{display:flex;justify-content:space-between;gap:24px;font-size:14px;color:var(--f-soft)}
@container(max-width:311px){.num{grid-template-columns:repeat(4,1fr)}}
@container(min-width:480px){
.few{display:flex;flex-wrap:wrap}
.few .o{flex:1 1 0;flex-direction:column;gap:8px;padding:14px 6px;text-align:center;font-size:14px;line-height:1.25}
.few .glyph{order:0;margin:0}
.few .na{flex:1 0 100%;flex-direction:row;justify-content:center;padding-block:8px}
.num{grid-template-columns:repeat(11,1fr)}
.num .na{grid-column:1/-1}
}`
