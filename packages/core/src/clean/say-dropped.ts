const MOST_NAMED = 8
const LONGEST_PATH = 80

/**
 * The one line of the console about facts that were left out: their paths, never a value. `undefined`: nothing was.
 * @public
 */
export function sayDropped(dropped: readonly string[]): string | undefined {
  if (dropped.length === 0) return undefined
  const named = dropped.slice(0, MOST_NAMED).map((path) => `"${path.slice(0, LONGEST_PATH)}"`)
  const more = dropped.length > MOST_NAMED ? ` and ${dropped.length - MOST_NAMED} more` : ''
  return `left out, since not on the list or not of its type: ${named.join(', ')}${more}; the answer is sent without`
}
