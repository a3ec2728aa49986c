/** The side tab: a thumb's width, never over the middle of the page. */
export const tabCss = `
.tab{position:absolute;pointer-events:auto;writing-mode:vertical-rl;min-inline-size:44px;max-block-size:60vh;padding:16px 10px;background:var(--f-paper);color:var(--f-ink);font:600 14px/1.3 var(--f-font);box-shadow:var(--f-shadow);cursor:pointer}
.tab{inset:auto 0 28% auto;border:1px solid var(--f-line);border-right:0;border-radius:12px 0 0 12px}
.tab[data-corner=start]{inset:auto auto 28% 0;border:1px solid var(--f-line);border-left:0;border-radius:0 12px 12px 0}
.tab:hover{background:var(--f-fill)}
@media print{.tab{display:none}}
`
