/** Words stand in a list on narrow cards and in a row on wide ones; numbers in a grid of six, then one row. */
export const css = `
.r{display:grid;gap:calc(8px*var(--f-space))}
.r .o{gap:12px}
.glyph{flex:none;order:1;margin-inline-start:auto;font-size:19px;white-space:nowrap}
.num{grid-template-columns:repeat(6,1fr);gap:4px}
.num .o{justify-content:center;padding:0;font-variant-numeric:tabular-nums}
.num input{position:absolute;inset:0;inline-size:auto;block-size:auto;opacity:0}
.ends{display:flex;justify-content:space-between;gap:24px;font-size:14px;color:var(--f-soft)}
@container(max-width:311px){.num{grid-template-columns:repeat(4,1fr)}}
@container(min-width:480px){
.words{grid-auto-flow:column;grid-auto-columns:1fr}
.words .o{flex-direction:column;gap:8px;padding:14px 6px;text-align:center;font-size:15px;line-height:1.25}
.words .glyph{order:0;margin:0}
.words .na{grid-row:2;grid-column:1/-1;flex-direction:row;justify-content:center;padding-block:8px}
.num{grid-template-columns:repeat(11,1fr)}
.num .na{grid-column:1/-1}
}`
