/** What is folded, and the list of categories as one chip more. */
export const css = `
.fold{border-block-start:1px solid var(--f-line)}
.fold summary{min-block-size:44px;padding-block:11px;font-size:14px;font-weight:600;cursor:pointer;border-radius:4px}
.fold summary .soft{font-weight:400}
.ways select{min-inline-size:0;max-inline-size:100%;border:0;color:inherit;font-family:inherit;text-overflow:ellipsis}
.ways select[data-chosen=true]{background:var(--f-mark);box-shadow:inset 0 0 0 2px var(--f-accent)}
`
