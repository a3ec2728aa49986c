/** Styles of the later screens. */
export const css = `
.thanks{justify-items:center;text-align:center;padding-block-start:8px}
.thanks .foot{inline-size:100%}
.tick{inline-size:64px;block-size:64px;fill:var(--f-mark);stroke:var(--f-accent);stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.tick circle{stroke:none}.tick path{fill:none;stroke-dasharray:1}
@media(prefers-reduced-motion:no-preference){.tick path{animation:draw .5s .1s backwards ease-out}@keyframes draw{from{stroke-dashoffset:1}}}
.mine{margin:0;padding:12px 16px;border-radius:var(--f-radius);background:var(--f-fill);white-space:pre-wrap;user-select:all}
.line{border:1.5px solid var(--f-edge)}
.receipt{display:grid;gap:10px;justify-items:center;inline-size:100%;padding:18px;border-radius:var(--f-radius);background:var(--f-fill)}
.code{font:600 24px/1.2 ui-monospace,"SF Mono",Menlo,Consolas,monospace;letter-spacing:.06em;user-select:all;direction:ltr}
`
