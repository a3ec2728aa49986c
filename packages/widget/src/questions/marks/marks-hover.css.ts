/** What the first frame can do without: hover. A finger leaves none behind. */
export const css = `
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
