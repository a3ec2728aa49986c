import { css as marks } from '../questions/marks/drawn-marks.css.ts'
import { css as text } from '../questions/text/text.css.ts'

/**
 * What the first question can do without while it appears: hover, faults, and the later screens. The frame's
 * height is a part of the host's too: on a page with `zoom` the window is lower than `dvh` says.
 */
export const css: string = `${text}
button:hover{background:var(--f-fill)}
.foot button:not(.go,.line):hover,.fine .end button:not(.go):hover{background:0 0;text-decoration:underline;text-underline-offset:3px}
.go:hover{background:color-mix(in srgb,var(--f-accent) 88%,var(--f-ink))}
.link:hover,a:hover{background:0 0;text-decoration-color:currentColor}
.o:hover:not(:has(:checked)){box-shadow:inset 0 0 0 1.5px var(--f-edge)}
.mine{unicode-bidi:plaintext}
@media(prefers-reduced-motion:no-preference){.o,button{transition:background-color .12s,box-shadow .12s}
.frame{transition:transform var(--f-move)}
:host([data-layer]) [data-goes] .card{animation:leave var(--f-move) ease-in forwards}@keyframes leave{to{opacity:0;translate:0 8px}}
[data-turn]{animation:page var(--f-move) ease-out;--f-from:12px}[data-turn=back]{--f-from:-12px}.card[dir=rtl] [data-turn]{--f-from:-12px}.card[dir=rtl] [data-turn=back]{--f-from:12px}@keyframes page{from{opacity:.7;translate:var(--f-from)}}
}
progress{position:absolute;inset:0;appearance:none;border:0;block-size:4px;inline-size:100%;background:var(--f-line);color:var(--f-accent)}
::-webkit-progress-bar{background:var(--f-line)}::-webkit-progress-value{background:var(--f-accent);border-start-end-radius:4px;border-end-end-radius:4px}::-moz-progress-bar{background:var(--f-accent)}
@media(forced-colors:active){progress{forced-color-adjust:none;background:Canvas}::-webkit-progress-bar{background:Canvas}::-webkit-progress-value{background:Highlight}::-moz-progress-bar{background:Highlight}}
.unseen{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-height:420px){.card{display:block;overflow:auto}.page{overflow:visible}}
.frame{display:flex;flex-direction:column;max-block-size:calc(100% - 24px - var(--f-up) - var(--f-rise))}
@media print{:host([data-layer]){display:none!important}}
p:empty{display:none}
.rich>*+*,.note>:has(.rich)+*,h2+.rich,h2+div,.rich+.further{margin-block-start:8px}
.rich :is(ul,ol){margin-block-end:0;padding-inline-start:22px}.rich>:is(ul,ol):first-child{margin-block-start:0}
.rich li+li{margin-block-start:4px}.thanks :is(ul,ol){text-align:start}
.items{display:block;padding-inline-start:22px}.items>span{display:list-item;list-style:disc}.numbers>span{list-style:decimal}
h2 strong{background:linear-gradient(transparent 60%,var(--f-mark) 0)}
.lang{position:absolute;inset:0;inline-size:100%;block-size:100%;opacity:0;cursor:pointer}
.tools>:has(:focus-visible){border-radius:var(--f-radius);outline:2.5px solid var(--f-accent)}
.below{position:sticky;inset-block-end:20px;block-size:0;margin-inline:calc(-1*var(--f-pad));z-index:1;pointer-events:none}
.below::after{content:"";display:block;block-size:20px;background:linear-gradient(transparent,color-mix(in srgb,var(--f-shade) 16%,transparent))}
.foot>button:first-child:not(.line){margin-inline-start:-16px}
.below+.foot{margin-block-start:calc(-32px*var(--f-space))}
@media(forced-colors:active){.below::after{border-block-end:2px solid}}
[type=checkbox]{border-radius:6px}
.q>.note:first-child{margin-block-start:0}
[type=checkbox]:checked{display:grid;border-width:0;background:var(--f-accent)}
[type=checkbox]:checked::before{content:"";place-self:center;inline-size:12px;block-size:10px;background:var(--f-paper);clip-path:polygon(12% 45%,0 60%,40% 100%,100% 14%,86% 0,38% 70%)}
.thanks{display:flex;flex-direction:column;align-items:center;gap:12px;min-block-size:236px;text-align:center;padding-block-start:24px}
@container(max-width:340px){.thanks{min-block-size:266px}.thanks .go{padding-inline:16px}}
.thanks .soft{font-size:calc(13px*var(--f-size));text-wrap:balance}
.thanks .foot{align-self:stretch;margin-block-start:auto}
.thanks .foot>button{flex:1 1 calc(96px*var(--f-size));max-inline-size:max-content;padding-block:2px;line-height:1.3;text-align:start}
.face{flex:none;inline-size:56px;block-size:56px;fill:var(--f-mark);stroke:var(--f-accent);stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.face circle{stroke:none}.face path{fill:none}
[data-fate=not_saved] .face{stroke:var(--f-bad)}
[data-fate=sent] .face path{stroke-dasharray:1}
@media(prefers-reduced-motion:no-preference){[data-fate=sent] .face path{animation:draw var(--f-move) .06s backwards ease-out}[data-fate=saving] .face path{transform-origin:center;animation:turn 1.6s .3s linear infinite}.receipt{animation:rise var(--f-move) ease-out}@keyframes draw{from{stroke-dashoffset:1}}@keyframes turn{to{rotate:1turn}}@keyframes rise{from{translate:0 8px;opacity:0}}}
@media(forced-colors:active){.face{fill:none;stroke:CanvasText}.face circle{stroke:CanvasText;stroke-width:2}}
.mine{margin:0;padding:12px 16px;border:1px solid transparent;border-radius:var(--f-radius);background:var(--f-fill);white-space:pre-wrap;user-select:all}
.thanks:has(.mine){display:grid;grid-template:auto 1fr auto/auto minmax(0,1fr);align-items:center;text-align:start;padding-block-start:4px}
.thanks:has(.mine)>:is(.mine,.foot){grid-column:1/-1;align-self:start}
.thanks:has(.mine)>.face{inline-size:44px;block-size:44px}
.thanks:has(.mine) .soft{text-wrap:pretty}
.top:has(.x)~.thanks:has(.mine) h2{padding-inline-end:28px}
.line{border:1.5px solid var(--f-edge);border-radius:var(--f-button)}
.receipt{display:grid;gap:10px;justify-items:center;inline-size:100%;padding:18px;border:1.5px dashed var(--f-edge);border-radius:var(--f-radius);background:var(--f-fill)}
.coded{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px 14px}
.code{font:600 24px/1.2 ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.06em;user-select:all;direction:ltr}
${marks}`
