/** A statement is only its words, which stand in the block around it. */
export function Kind(): null {
  return null
}

export const css = ''
