/** One field of what a page gave, whatever that is. @internal */
export function partOf(given: unknown, name: string): unknown {
  try {
    return (given as Record<string, unknown>)[name]
  } catch {
    // nothing to read from, or a getter of the page that throws
    return undefined
  }
}
