/** Ways to answer side by side where there is room. */
export const css = `
.ways{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:8px}
.sub{display:grid;gap:8px;min-inline-size:0;margin:0;padding:0;border:0}
.sub>legend{display:block;padding:0;margin-block-end:8px}
.ask{font-weight:600;font-size:16px}
`
