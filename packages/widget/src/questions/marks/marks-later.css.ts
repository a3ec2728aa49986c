/**
 * What comes after the first chunk: the drawings, whose room is kept before, and hover, of which a finger leaves none
 * behind.
 */
export const css = `
.r svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;overflow:visible}
.stars .o:has(:checked,~.o :checked){color:var(--f-accent)}
.stars .o:has(:checked,~.o :checked) svg,.thumbs .o:has(:checked) svg{fill:currentColor}
.thumbs .o:first-child svg{transform:scaleY(-1)}
.faces :checked~svg{border-radius:50%;background:var(--f-mark);box-shadow:0 0 0 2px var(--f-paper),0 0 0 4px}
.faces:has(:checked) .o:not(:has(:checked)) svg{opacity:.6}
.marks .o:hover:not(:has(:checked)){box-shadow:none;color:var(--f-ink)}
@media(hover:hover){
.dots.marks .o:hover input,.numbers.marks .o:hover{border-color:var(--f-accent)}
.numbers.marks .o:hover{z-index:1}
.stars:has(.o:hover) .o svg{fill:none}
.stars .o:is(:hover,:has(~.o:hover)) svg{fill:currentColor}
.stars .o:is(:hover,:has(~.o:hover)){color:var(--f-accent)}
.faces .o:hover svg{translate:0 -3px;opacity:1}
}
@media(prefers-reduced-motion:no-preference){.r svg{transition:translate .12s,opacity .12s}}
`
