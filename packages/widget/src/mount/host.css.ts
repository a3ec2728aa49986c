/**
 * Where the interface stands. `!important` in a shadow root beats the page's `!important`, whatever it resets.
 * In quirks mode forms have a margin. The host spans the window, lets every click through, and is not printed; the frame is what takes space.
 * `--frankly-z` counts only where there is no top layer; `--frankly-block`, `--frankly-inline`: distance from the corner.
 */
export const hostCss = `
:host{all:initial!important;display:block!important;direction:inherit!important}
:host([data-layer]){position:fixed!important;inset:0!important;inline-size:auto!important;block-size:auto!important;max-inline-size:none!important;max-block-size:none!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;pointer-events:none!important;z-index:var(--frankly-z,2147483000)!important}
:host([hidden]){display:none!important}
form{margin:0}
.frame{position:absolute;pointer-events:auto;box-sizing:border-box;outline:0;--f-max:min(640px,100dvh - 32px - var(--frankly-keyboard,0px))}
.frame[data-placement=popover]{inline-size:376px;max-inline-size:calc(100% - 32px);inset-block-end:calc(var(--frankly-block,16px) + env(safe-area-inset-bottom) + var(--frankly-keyboard,0px));inset-inline-end:calc(var(--frankly-inline,16px) + env(safe-area-inset-right))}
.frame[data-placement=popover][data-corner=start]{inset-inline:calc(var(--frankly-inline,16px) + env(safe-area-inset-left)) auto}
.frame[data-placement=sheet]{inset-inline:0;inset-block-end:var(--frankly-keyboard,0px);padding-block-end:env(safe-area-inset-bottom);--f-max:calc(100dvh - 24px - var(--frankly-keyboard,0px))}
.frame[data-placement=inline],.frame[data-placement=page]{position:static;--f-max:none}
dialog.modal{all:unset;position:fixed;inset:0;display:grid;place-items:center;pointer-events:auto;padding:16px;box-sizing:border-box}
dialog.modal::backdrop{background:rgb(20 16 10/.45)}
dialog.modal>.frame{position:static;inline-size:min(460px,100%);--f-max:calc(100dvh - 32px - var(--frankly-keyboard,0px))}
@media print{:host([data-layer]){display:none!important}}
`
