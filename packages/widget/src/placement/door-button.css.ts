/** The door in the page: a small button on paper of its own, since nobody knows what it stands on. */
export const doorCss = `
:host{display:inline-block!important;max-inline-size:100%!important}
.knock{min-block-size:44px;max-inline-size:100%;padding:8px 18px;border:1px solid var(--f-edge);border-radius:44px;background:var(--f-paper);color:var(--f-ink);font:600 14px/1.35 var(--f-font);text-align:start;cursor:pointer}
.knock:hover{background:var(--f-fill)}
@media print{.knock{display:none}}
`
