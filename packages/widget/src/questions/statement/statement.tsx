/** A statement is only its words, which stand in the block around it. */
export function Kind(): null {
  return null
}

/** Its heading is one of a notice: smaller than a question's, beside a line. */
export const css = `
.say{gap:calc(6px*var(--f-space));margin:0;padding-inline:14px 0;border-inline-start:3px solid var(--f-edge)}
.say .note{margin-block-start:0}
.say h2{font-size:inherit;line-height:inherit}
.say .soft{color:inherit}
`
