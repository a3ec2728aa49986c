/** One large field, the list of categories as one chip more, and what is folded. */
export const css = `
textarea.tale{min-block-size:148px}
.ways select{flex:1 1 96px;min-inline-size:0;max-inline-size:max-content;color:inherit;font-family:inherit;text-overflow:ellipsis}
.ways select.o{font-size:16px}
.ways select:not([data-chosen=true]){background-color:var(--f-fill);box-shadow:none}
.fold summary{min-block-size:44px;padding-block:11px;border-radius:4px;font-size:calc(14px*var(--f-size,1));cursor:pointer}
.fold[open]{padding-block-end:4px}
`
