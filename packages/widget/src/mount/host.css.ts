/**
 * Where the interface stands. `!important` in a shadow root beats the page's `!important`, whatever it resets, and
 * `all` what the browser gives to a popover.
 * In quirks mode forms have a margin. The host spans the window, lets every click through; the frame is what takes space.
 * `--frankly-z` counts only where there is no top layer; `--frankly-block`, `--frankly-inline`: distance from the corner.
 * `--frankly-lift` (what the page keeps beneath) and `--frankly-keyboard` are ours. Rising is a transform: nothing of
 * the page or of us is laid out anew.
 */
export const hostCss = `
:host{all:initial!important;display:block!important;direction:inherit!important}
:host([data-layer]){position:fixed!important;inset:0!important;pointer-events:none!important;z-index:var(--frankly-z,2147483000)!important}
:host([hidden]){display:none!important}
form{margin:0}
.frame{position:absolute;pointer-events:auto;box-sizing:border-box;outline:0;--f-up:var(--frankly-keyboard,0px);--f-block:8px;--f-rise:max(0px,var(--frankly-lift,0px) - var(--f-block) - var(--f-up));--f-max:min(640px,100dvh - 32px - var(--f-up) - var(--f-rise));transform:translateY(calc(-1*var(--f-rise)));inset-block-end:calc(var(--f-block) + env(safe-area-inset-bottom) + var(--f-up))}
.frame[data-placement=popover]{--f-block:var(--frankly-block,16px);inline-size:344px;max-inline-size:calc(100% - 32px);inset-inline-end:calc(var(--frankly-inline,16px) + env(safe-area-inset-right))}
.frame[data-placement=popover][data-corner=start]{inset-inline:calc(var(--frankly-inline,16px) + env(safe-area-inset-left)) auto}
.frame[data-placement=sheet]{inset-inline:8px;--f-max:calc(100dvh - 24px - var(--f-up) - var(--f-rise))}
.frame[data-placement=inline],.frame[data-placement=page]{position:static;transform:none;max-inline-size:640px;--f-max:none}
`
