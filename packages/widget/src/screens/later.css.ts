import { css as marks } from '../questions/marks/marks-hover.css.ts'

/**
 * What the first question can do without while it appears: hover, faults, and the later screens. The frame's
 * height is a part of the host's too: on a page with `zoom` the window is lower than `dvh` says.
 */
export const css: string = `
button:hover{background:var(--f-fill)}
.go:hover{background:color-mix(in srgb,var(--f-accent) 88%,var(--f-ink))}
.link:hover,a:hover{background:0 0;text-decoration-color:currentColor}
.o:hover:not(:has(:checked)){box-shadow:inset 0 0 0 1.5px var(--f-edge)}
.mine{unicode-bidi:plaintext}
@media(prefers-reduced-motion:no-preference){.o,button{transition:background-color .12s,box-shadow .12s}}
progress{display:block;appearance:none;border:0;block-size:4px;inline-size:100%;border-radius:4px;overflow:hidden;background:var(--f-line);color:var(--f-accent)}
::-webkit-progress-bar{background:var(--f-line)}::-webkit-progress-value{background:var(--f-accent);border-radius:4px}::-moz-progress-bar{background:var(--f-accent)}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-height:420px){.card{display:block;overflow:auto}.page{overflow:visible}.foot{position:static}}
.frame{display:flex;flex-direction:column;max-block-size:calc(100% - 24px - var(--frankly-keyboard,0px))}
@media print{:host([data-layer]){display:none!important}}
p:empty{display:none}
.lang{border:0;padding:2px 0;background:0 0;min-block-size:28px;cursor:pointer}
[type=checkbox]{border-radius:6px}
.top:has(.x)~.page>.q:first-child>.o:first-child{margin-inline-end:36px}
[type=checkbox]:checked{display:grid;border-width:0;background:var(--f-accent)}
[type=checkbox]:checked::before{content:"";place-self:center;inline-size:12px;block-size:10px;background:var(--f-paper);clip-path:polygon(12% 45%,0 60%,40% 100%,100% 14%,86% 0,38% 70%)}
.thanks{justify-items:center;text-align:center;padding-block-start:8px}
.thanks .end{margin-inline:auto}.thanks .foot{inline-size:100%}
.tick{inline-size:64px;block-size:64px;fill:var(--f-mark);stroke:var(--f-accent);stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.tick circle{stroke:none}.tick path{fill:none;stroke-dasharray:1}
@media(prefers-reduced-motion:no-preference){.tick path{animation:draw .5s .1s backwards ease-out}@keyframes draw{from{stroke-dashoffset:1}}}
.mine{margin:0;padding:12px 16px;border-radius:var(--f-radius);background:var(--f-fill);white-space:pre-wrap;user-select:all}
.line{border:1.5px solid var(--f-edge);border-radius:44px}
.receipt{display:grid;gap:10px;justify-items:center;inline-size:100%;padding:18px;border-radius:var(--f-radius);background:var(--f-fill)}
.code{font:600 24px/1.2 ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.06em;user-select:all;direction:ltr}
${marks}`
