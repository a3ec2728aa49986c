/** Fields to write in, of every kind that has some. */
export const css = `
select,textarea{font:inherit;color:inherit;margin:0}
.in{inline-size:100%;font-size:max(16px,1em);min-block-size:48px;padding:11px 14px;border:1.5px solid var(--f-edge);border-radius:var(--f-radius);background:var(--f-paper);line-height:1.45;unicode-bidi:plaintext}
.in:focus-visible{outline-offset:0}
.in[aria-invalid]{border-color:var(--f-bad)}
.in::placeholder{color:var(--f-soft);opacity:1}
select.in,.ways select.o{appearance:none;padding-inline-end:36px;background-image:linear-gradient(45deg,#0000 50%,currentColor 0),linear-gradient(-45deg,#0000 50%,currentColor 0);background-position:calc(100% - 19px) 54%,calc(100% - 14px) 54%;background-size:5px 5px;background-repeat:no-repeat}
.card[dir=rtl] select:is(.in,.o){background-position:14px 54%,19px 54%}
@media(forced-colors:active){select.in,.ways select.o{appearance:auto}}
textarea.in{min-block-size:96px;resize:vertical;field-sizing:content;max-block-size:40vh}
`
