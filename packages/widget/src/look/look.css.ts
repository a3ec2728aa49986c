/**
 * Shared rules of every screen. Colours and shape come from `look.ts`; what is mixed of them stands here. Only logical
 * properties, only px: the host page's direction and root font size have no say. Three sizes (17, 15, 13 px) and two
 * weights (400, 600): each pair that is on the first page is one more font to be made ready before its frame. Parts:
 * tokens, frame, words, buttons, options. What is read is there from the first frame: rising starts from nearly full ink.
 */
export const css = `
[data-theme]{--f-shade:#000;--f-soft:color-mix(in oklab,var(--f-ink) 76%,var(--f-paper));--f-edge:color-mix(in oklab,var(--f-ink) 60%,var(--f-paper));--f-line:color-mix(in oklab,var(--f-ink) 13%,var(--f-paper));--f-fill:color-mix(in oklab,var(--f-ink) 5%,var(--f-paper));--f-mark:color-mix(in oklab,var(--f-accent) 13%,var(--f-paper))}
*,::before,::after{box-sizing:border-box}
.card{display:flex;flex-direction:column;max-block-size:var(--f-max,none);container-type:inline-size;overflow:hidden;background:var(--f-paper);color:var(--f-ink);font:400 calc(15px*var(--f-size))/1.467 var(--f-font);text-align:start;white-space:pre-line;overflow-wrap:break-word;border:1px solid var(--f-line);border-radius:calc(var(--f-radius)*1.6);box-shadow:var(--f-shadow)}
.card>*{--f-pad:clamp(16px,6cqi,20px)}
.card[data-at=inline],.card[data-at=page]{box-shadow:none}
@media(prefers-reduced-motion:no-preference){:host([data-layer]) .card{animation:enter var(--f-move) ease-out}}
@keyframes enter{from{opacity:.9;clip-path:inset(12px -48px -48px)}to{clip-path:inset(-48px)}}
.top{position:relative;flex:none;block-size:16px;z-index:1}
.x{position:absolute;inset-block-start:4px;inset-inline-end:4px;inline-size:44px;padding:0;color:var(--f-soft)}
.i{display:block;inline-size:16px;block-size:16px;margin:auto;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.page{flex:1;overflow:auto;padding:0 var(--f-pad) calc(12px*var(--f-space));display:grid;gap:calc(20px*var(--f-space))}
h2{margin:0;font:inherit;font-size:calc(17px*var(--f-size));font-weight:600;line-height:1.412;text-wrap:balance}
h2:focus{outline:0}
p{margin:0;text-wrap:pretty}
:lang(ko){word-break:keep-all}
:lang(ja){word-break:auto-phrase}
.soft{color:var(--f-soft)}
.hint{font-size:calc(13px*var(--f-size));text-wrap:balance}
.top:has(.x)~.page>:first-child :is(h2,legend),.top:has(.x)~.page>:is(h2,.soft):first-child{padding-inline-end:24px}
h2+p,.note>*+*{margin-block-start:4px}
.note{margin-block-start:calc(-8px*var(--f-space))}
.long{font-size:calc(15px*var(--f-size))}
.q{display:grid;grid-template-columns:minmax(0,1fr);gap:calc(12px*var(--f-space));min-inline-size:0;margin:0 -13px;padding:0 13px;border:0}
legend{display:contents}
.told .i{display:inline-block;margin-inline-end:6px;vertical-align:-3px}
.bad{color:var(--f-bad);font-weight:600}
.foot{position:relative;z-index:2;display:flex;flex-wrap:wrap;align-items:center;gap:8px;margin:calc(-8px*var(--f-space)) calc(-1*var(--f-pad)) calc(-4px*var(--f-space));padding:0 var(--f-pad);background:var(--f-paper)}
.end{margin-inline-start:auto;display:flex;gap:8px}
.fine{min-block-size:45px;display:flex;flex-wrap:wrap;align-items:center;padding-inline:var(--f-pad) calc(var(--f-pad) - 14px);border-block-start:1px solid var(--f-line);font-size:calc(13px*var(--f-size));line-height:1.385;color:var(--f-soft);text-wrap:balance}
.fine>:first-child{flex:1;padding-block:4px}
.end button:not(.go){padding-inline:8px}
.fine p{flex-basis:100%;padding-block-end:12px}
.fine .go{padding-inline:16px;border:solid transparent;border-width:5px 0;background-clip:padding-box}
.tools{display:flex;margin-inline-start:auto}
.tools>*{position:relative;inline-size:44px;block-size:44px;padding:14px}
button,input{margin:0;font:inherit;color:inherit}
button{min-block-size:44px;padding:8px 16px;border:0;border-radius:var(--f-radius);background:0 0;cursor:pointer}
.go{padding-inline:24px;border-radius:var(--f-button);font-weight:600;background:var(--f-accent);color:var(--f-paper)}
.link{min-block-size:28px;padding:2px 0;text-align:start}
.link,a{border-radius:4px;color:var(--f-ink);text-decoration:underline;text-underline-offset:3px;text-decoration-color:var(--f-edge)}
:focus-visible{outline:2.5px solid var(--f-accent);outline-offset:2px}
.o{position:relative;display:flex;align-items:center;gap:12px;min-block-size:44px;padding:8px 16px;border-radius:var(--f-radius);background:var(--f-fill);cursor:pointer}
.o span{min-inline-size:0;overflow-wrap:anywhere}
.o:has(:checked){background:var(--f-mark);box-shadow:inset 0 0 0 2px var(--f-accent)}
.o:has(:focus-visible){outline:2.5px solid var(--f-accent);outline-offset:2px}
.o input:focus-visible{outline:0}
[type=radio],[type=checkbox]{appearance:none;flex:none;inline-size:20px;block-size:20px;border:1.5px solid var(--f-edge);border-radius:50%;background:var(--f-paper);cursor:inherit}
:checked{border:6px solid var(--f-accent)}
@container(max-width:340px){.fine{padding-inline-end:calc(var(--f-pad) - 10px)}.tools>*{inline-size:36px;padding-inline:10px}.fine .go{padding-inline:12px}}
@media(forced-colors:active){[type=radio],[type=checkbox],progress{appearance:auto}.card,.o,.go,.fine .go{border:1px solid}.fine .go{margin-block:4px}.o:has(:checked)::after{content:"";position:absolute;inset:-1px;border:3px solid Highlight;border-radius:inherit}}
`
