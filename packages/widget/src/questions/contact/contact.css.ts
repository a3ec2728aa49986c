/**
 * Short options as chips, and the smaller questions within a block. A chip is drawn 36 px high in a target of 44: rows of
 * them stay low and none is missed. What is chosen has a ring, so that its place does not move with a mark.
 */
export const css = `
.page:has(.ways)>.q+.q{margin-block-start:calc(-8px*var(--f-space))}
.ways{display:flex;flex-wrap:wrap;gap:0 8px;margin-block:-4px}
.ways .o{min-block-size:44px;padding-block:2px;padding-inline:14px;border:solid transparent;border-width:4px 0;border-radius:var(--f-button);background-clip:padding-box;font-size:calc(14px*var(--f-size,1));line-height:1.3}
.ways input{position:absolute;inset-block:0;inset-inline-start:0;inline-size:14px;block-size:100%;opacity:0}
@media(forced-colors:active){.ways .o{border:1px solid;margin-block:2px}}
.sub{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;min-inline-size:0;margin:0;padding:0;border:0}
.sub>legend{display:block;padding:0;margin-block-end:4px}
.ask{font-weight:600;font-size:calc(14px*var(--f-size,1))}
`
