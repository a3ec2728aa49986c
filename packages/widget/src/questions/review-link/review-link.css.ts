/** A link that looks like a quiet button. */
export const css = `
.out{display:inline-flex;align-items:center;min-block-size:44px;padding:8px 18px;border:1.5px solid var(--f-edge);border-radius:var(--f-button);color:inherit;font-weight:600;text-decoration:none;justify-self:start}
.out:hover{background:var(--f-fill)}
`
