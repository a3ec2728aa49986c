/**
 * `.r` alone is the list; `.marks` is one row, on as long as nothing in it overflows (`keepFit`): its columns have their
 * least width, its words two lines (three with a reader's own spacing), and on wide places they stay together. With
 * `.apart` words stand below and above the row by turns and are as wide as two columns; each is part of its own option
 * alone, so that a press on it is a press on its mark. A choice changes what is painted, never a width or a height. Forced colours draw a device's own radios, without boxes around
 * them. Numbers and drawings have theirs in `drawn-marks.css.ts`.
 */
export const css = `
.r{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(8px*var(--f-space))}
.r .o{z-index:0}
.r .o:has(:focus-visible){z-index:1}
.marks{grid:auto/auto-flow minmax(44px,6em);gap:0}
.marks .o{flex-direction:column;gap:6px;padding:8px 2px;background:0 0;color:var(--f-soft);text-align:center}
.marks .o:has(:checked){box-shadow:none;color:var(--f-accent);-webkit-text-stroke:.35px}
.marks span{inline-size:100%;max-block-size:3em;font-size:12px;line-height:1.34;overflow-wrap:normal;word-break:keep-all;text-wrap:balance}
.marks span:lang(ja){word-break:auto-phrase}
.dots.marks{margin-inline:-4px}
.dots.marks [type=radio]{inline-size:28px;block-size:28px}
.dots.marks :checked{border-width:2px;background:var(--f-accent);box-shadow:inset 0 0 0 4px var(--f-paper)}
.dots.marks .o+.o::before{content:"";position:absolute;inset-block-start:21px;inset-inline:calc(19px - 50%) calc(50% + 19px);border-block-start:2px solid var(--f-line)}
@supports(grid-template-rows:subgrid){
.dots.apart{grid-template-rows:repeat(3,auto);margin-inline:-13px;padding-inline:9px}
.apart .o{display:grid;grid:subgrid/minmax(0,1fr);grid-row:2/4;gap:0;justify-items:center;padding:0}
.apart .o:nth-child(2n){grid-row:1/3}
.apart .o:has(:focus-visible){outline:0}
.apart .o input:focus-visible{outline:2.5px solid var(--f-accent)}
.dots.apart input{margin:8px}
.dots.apart span{inline-size:calc(200% - 4px);margin-block-end:8px}
.apart .o:nth-child(2n) input{grid-row:2}
.apart .o:nth-child(2n) span{grid-row:1;align-self:end;margin:0}
.apart .o:is(:first-child,:last-child) span{inline-size:calc(150% + 8px)}
.apart .o:first-child span{justify-self:start;margin-inline-start:-9px}
.apart .o:last-child span{justify-self:end;margin-inline-end:-9px}
.dots.apart .o:nth-child(2n)::before{inset-block:auto 21px}
}
.na{justify-self:start;padding-inline-end:20px}
.dots:not(.marks)~.na{justify-self:stretch}
@media(forced-colors:active){.dots.marks .o{border:0}.dots.marks .o::after{content:none}}
`
