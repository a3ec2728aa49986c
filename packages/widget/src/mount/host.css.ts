/**
 * Where the interface stands. `!important` in a shadow root beats the page's `!important`, whatever it resets, and
 * `all` what the browser gives to a popover.
 * In quirks mode forms have a margin. The host spans the window, lets every click through; the frame is what takes space.
 * `--frankly-z` counts only where there is no top layer; `--frankly-block`, `--frankly-inline`: distance from the corner.
 */
export const hostCss = `
:host{all:initial!important;display:block!important;direction:inherit!important}
:host([data-layer]){position:fixed!important;inset:0!important;pointer-events:none!important;z-index:var(--frankly-z,2147483000)!important}
:host([hidden]){display:none!important}
form{margin:0}
.frame{position:absolute;pointer-events:auto;box-sizing:border-box;outline:0;--f-max:min(640px,100dvh - 32px - var(--frankly-keyboard,0px))}
.frame[data-placement=popover]{inline-size:376px;max-inline-size:calc(100% - 32px);inset-block-end:calc(var(--frankly-block,16px) + env(safe-area-inset-bottom) + var(--frankly-keyboard,0px));inset-inline-end:calc(var(--frankly-inline,16px) + env(safe-area-inset-right))}
.frame[data-placement=popover][data-corner=start]{inset-inline:calc(var(--frankly-inline,16px) + env(safe-area-inset-left)) auto}
.frame[data-placement=sheet]{inset-inline:0;inset-block-end:var(--frankly-keyboard,0px);padding-block-end:env(safe-area-inset-bottom);--f-max:calc(100dvh - 24px - var(--frankly-keyboard,0px))}
.frame[data-placement=inline],.frame[data-placement=page]{position:static;--f-max:none}
`
