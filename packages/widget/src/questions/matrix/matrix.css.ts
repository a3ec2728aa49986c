/** Rows of chips on narrow cards, a table with column heads on wide ones. */
export const css = `
.rows{display:grid;grid-template-columns:minmax(0,1fr);overflow-wrap:anywhere;gap:calc(16px*var(--f-space))}
.row{display:grid;gap:8px;min-inline-size:0;margin:0;padding:0;border:0}
.row legend{display:block;padding:0;margin-block-end:8px;font-weight:600}
.cells{display:flex;flex-wrap:wrap;gap:6px}
.cells .o{gap:8px;padding:8px 14px;font-size:14px}
.heads{display:none}
@container(min-width:560px){
.rows{gap:4px}
.row,.heads{display:grid;grid-template-columns:minmax(120px,1.2fr) 3fr;align-items:center;padding:6px 12px;border-radius:var(--f-radius)}
.row:nth-child(even){background:var(--f-fill)}
.row legend{float:inline-start;margin:0;font-weight:400}
.cells,.heads>span{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:4px;justify-items:center}
.heads{font-size:13px;color:var(--f-soft);text-align:center}
.cells .o{justify-content:center;inline-size:44px;min-block-size:44px;padding:0;background:0 0}
.cells .o span{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
}`
