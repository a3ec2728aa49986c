/**
 * `.r` alone is the list, or the grid of numbers and drawings in two rows; `.marks` is one row, on as long as nothing in it
 * overflows (`keepFit`): its columns have their least width, its words two lines (three with a reader's own spacing).
 * A choice changes what is painted, never a width or a height. Drawings have the colour of their option, which forced
 * colours replace.
 */
export const css = `
.r{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(8px*var(--f-space))}
.r .o{z-index:0}
.r .o:has(:focus-visible){z-index:1}
.marks .o,.drawn .o{flex-direction:column;gap:6px;min-inline-size:0;padding:8px 2px;background:0 0;color:var(--f-soft);text-align:center}
.marks .o:has(:checked),.drawn .o:has(:checked){box-shadow:none;color:var(--f-accent);-webkit-text-stroke:.35px}
.marks span{inline-size:100%;max-block-size:3em;font-size:12px;line-height:1.34;overflow-wrap:normal}
.dots.marks [type=radio]{inline-size:28px;block-size:28px}
.dots.marks :checked{border-width:2px;background:var(--f-accent);box-shadow:inset 0 0 0 4px var(--f-paper)}
.dots.marks .o+.o::before{content:"";position:absolute;inset-block-start:21px;inset-inline:calc(19px - 50%) calc(50% + 19px);block-size:2px;background:var(--f-line)}
.numbers [type=radio],.drawn [type=radio]{position:absolute;inset:0;inline-size:auto;block-size:auto;opacity:0}
.numbers{grid-template-columns:repeat(auto-fill,minmax(44px,1fr));gap:4px}
.numbers .o{justify-content:center;padding:0;font-variant-numeric:tabular-nums}
.numbers.marks .o{margin-inline-start:-1px;border:1px solid var(--f-edge);border-radius:0;color:var(--f-ink)}
.numbers.marks span{font-size:16px;line-height:1.2}
.numbers.marks .o:first-child{border-start-start-radius:var(--f-radius);border-end-start-radius:var(--f-radius)}
.numbers.marks .o:last-child{border-start-end-radius:var(--f-radius);border-end-end-radius:var(--f-radius)}
.numbers.marks .o:has(:checked){background:var(--f-accent);color:var(--f-paper)}
.drawn{grid-template-columns:repeat(auto-fit,minmax(clamp(44px,(var(--least) - 100%)*999,100%/var(--half) - 1px),1fr));gap:0}
.drawn:not(.marks,.thumbs) span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.drawn.marks+.ends{display:none}
.r.marks{grid:auto/auto-flow minmax(44px,1fr);gap:0}
.r.numbers.marks{grid-auto-columns:minmax(24px,1fr);padding-inline-start:1px}
.r svg{flex:none;inline-size:32px;block-size:32px}
.thumbs{grid-template-columns:1fr 1fr;gap:8px}
.thumbs .o{padding:14px 8px;background:var(--f-fill);color:var(--f-ink)}
.thumbs .o:has(:checked){background:var(--f-mark);box-shadow:inset 0 0 0 2px}
.ends{display:flex;justify-content:space-between;gap:24px;font-size:14px;color:var(--f-soft)}
.ends b{margin:auto;color:var(--f-ink)}
`
