/**
 * Numbers and drawings, which come with the rest of the code (a survey that begins with them waits for it), and hover,
 * of which a finger leaves none behind. Without `.marks` both are a grid of two rows or more, none of them with a single
 * point. Drawings have the colour of their option, which forced colours replace.
 */
export const css = `
.numbers [type=radio],.drawn [type=radio]{position:absolute;inset:0;inline-size:auto;block-size:auto;opacity:0}
.numbers{grid-template-columns:repeat(auto-fit,minmax(max(24px,var(--long)*1ch,100%/var(--half) - 4px),1fr));gap:4px}
.numbers,.thumbs,.drawn:not(.marks),.r+.ends{max-inline-size:460px}
.numbers .o{justify-content:center;padding:0;font-variant-numeric:tabular-nums}
.numbers.marks{grid:auto/auto-flow minmax(24px,1fr);gap:0;padding-inline-start:1px}
.numbers.marks .o{min-inline-size:0;margin-inline-start:-1px;padding:0;border:1px solid var(--f-edge);border-radius:0;color:var(--f-ink)}
.numbers.marks span{font-size:16px;line-height:1.2}
.numbers.marks .o:first-child{border-start-start-radius:var(--f-radius);border-end-start-radius:var(--f-radius)}
.numbers.marks .o:last-child{border-start-end-radius:var(--f-radius);border-end-end-radius:var(--f-radius)}
.numbers.marks .o:has(:checked){background:var(--f-accent);color:var(--f-paper)}
.drawn{grid-template-columns:repeat(auto-fit,minmax(clamp(44px,(var(--least) - 100%)*999,100%/var(--half) - 1px),1fr));gap:0}
.drawn:not(.thumbs){margin-inline:-4px}
.drawn.marks{grid:auto/auto-flow minmax(44px,6em)}
.drawn .o{flex-direction:column;gap:6px;padding:8px 2px;background:0 0;color:var(--f-soft);text-align:center}
.drawn .o:has(:checked){box-shadow:none;color:var(--f-accent);-webkit-text-stroke:.35px}
.drawn:not(.marks,.thumbs) span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.drawn.marks+.ends{display:none}
.r svg{flex:none;inline-size:32px;block-size:32px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;overflow:visible}
.stars .o:has(:checked,~.o :checked){color:var(--f-accent)}
.stars .o:has(:checked,~.o :checked) svg,.thumbs .o:has(:checked) svg{fill:currentColor}
.faces :checked~svg{border-radius:50%;background:var(--f-mark);box-shadow:0 0 0 2px var(--f-paper),0 0 0 4px}
.faces:has(:checked) .o:not(:has(:checked)) svg{opacity:.6}
.thumbs{grid-template-columns:1fr 1fr;gap:8px}
.thumbs .o{justify-content:center;padding:14px 8px;background:var(--f-fill);color:var(--f-ink)}
.thumbs .o:has(:checked){background:var(--f-mark);box-shadow:inset 0 0 0 2px}
.thumbs .o:first-child svg{transform:scaleY(-1)}
.ends{display:flex;justify-content:space-between;gap:24px;font-size:14px;color:var(--f-soft);text-wrap:balance}
.ends>*{min-inline-size:0}.ends>span:last-child{text-align:end}
.drawn+.ends{gap:8px}.drawn+.ends>span{min-inline-size:calc(100%/var(--n) - 4px);text-align:center}
.ends b{margin:auto;color:var(--f-ink)}
.r:is(.marks,.stars,.faces) .o:hover:not(:has(:checked)){box-shadow:none;color:var(--f-accent)}
@media(hover:hover){
.dots.marks .o:hover input,.numbers.marks .o:hover{border-color:var(--f-accent)}
.numbers.marks .o:hover{z-index:1}
.numbers.marks .o:hover:not(:has(:checked)),.dots.marks .o:hover input:not(:checked){background:var(--f-mark)}
.stars:has(.o:hover) .o svg{fill:none}
.stars .o:is(:hover,:has(~.o:hover)) svg{fill:currentColor}
.stars .o:is(:hover,:has(~.o:hover)){color:var(--f-accent)}
.faces .o:hover svg{translate:0 -3px;opacity:1}
}
.faces .o:has(:focus-visible) svg{translate:0 -3px;opacity:1}
@media(forced-colors:active){
.stars .o,.faces .o{border:0}
.drawn:not(.thumbs) .o::after,.r.numbers .o::after{content:none}
.faces :checked~svg{background:none;outline:3px solid Highlight;outline-offset:2px}
.r.numbers .o:has(:checked){forced-color-adjust:none;background:Highlight;color:HighlightText}
}
@media(prefers-reduced-motion:no-preference){.r svg{transition:translate .12s,opacity .12s}}
`
