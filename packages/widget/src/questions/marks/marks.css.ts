/**
 * `.r` alone is the list; `.marks` is one row, on as long as nothing in it overflows (`keepFit`): its columns have their
 * least width, its words two lines (three with a reader's own spacing), and on wide places they stay together. A choice
 * changes what is painted, never a width or a height. Forced colours draw a device's own radios, without boxes around
 * them. Numbers and drawings have theirs in `drawn-marks.css.ts`.
 */
export const css = `
.r{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(8px*var(--f-space))}
.r .o{z-index:0}
.r .o:has(:focus-visible){z-index:1}
.marks{grid:auto/auto-flow minmax(44px,6em);gap:0}
.marks .o{flex-direction:column;gap:6px;padding:8px 2px;background:0 0;color:var(--f-soft);text-align:center}
.marks .o:has(:checked){box-shadow:none;color:var(--f-accent);-webkit-text-stroke:.35px}
.marks span{inline-size:100%;max-block-size:3em;font-size:12px;line-height:1.34;overflow-wrap:normal;word-break:keep-all}
.marks span:lang(ja){word-break:auto-phrase}
.dots.marks [type=radio]{inline-size:28px;block-size:28px}
.dots.marks :checked{border-width:2px;background:var(--f-accent);box-shadow:inset 0 0 0 4px var(--f-paper)}
.dots.marks .o+.o::before{content:"";position:absolute;inset-block-start:21px;inset-inline:calc(19px - 50%) calc(50% + 19px);border-block-start:2px solid var(--f-line)}
@media(forced-colors:active){.dots.marks .o{border:0}.dots.marks .o::after{content:none}}
`
