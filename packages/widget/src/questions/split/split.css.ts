/** A row for each option: words, less, number, more. */
export const css = `
.share{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:4px 12px;padding:6px 6px 6px 16px;border-radius:var(--f-radius);background:var(--f-fill)}
.share label{flex:1 1 80px;min-inline-size:0;overflow-wrap:anywhere}
.step{display:flex;margin-inline-start:auto;align-items:center;gap:2px}
.step button{inline-size:44px;padding:0}
.step .in{inline-size:calc(40px + 16px*var(--f-size));padding-inline:6px;text-align:center;font-variant-numeric:tabular-nums}
`
