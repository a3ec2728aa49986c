/** Short options as chips, and the smaller questions within a block. */
export const css = `
.ways{display:flex;flex-wrap:wrap;gap:8px}
.ways .o{min-block-size:44px;gap:9px;padding-block:6px;padding-inline:13px 16px;border-radius:44px;font-size:14px}
.sub{display:grid;gap:8px;min-inline-size:0;margin:8px 0 0;padding:0;border:0}
.sub>legend{display:block;padding:0;margin-block-end:8px}
.ask{font-weight:600;font-size:16px}
`
