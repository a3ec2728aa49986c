/** The modal dialog and the frame in it. */
export const modalCss = `
dialog.modal{all:unset;position:fixed;inset:0;display:grid;place-items:center;pointer-events:auto;padding:16px;box-sizing:border-box}
dialog.modal::backdrop{background:rgb(20 16 10/.45)}
dialog.modal>.frame{position:static;outline:0;inline-size:min(460px,100%);max-block-size:100%;--f-max:calc(100dvh - 32px - var(--frankly-keyboard,0px))}
`
