/** Whether two JSON texts say the same: the order of keys does not matter. */
export function sameContent(a: string, b: string): boolean {
  if (a === b) return true
  try {
    return JSON.stringify(inOrder(JSON.parse(a))) === JSON.stringify(inOrder(JSON.parse(b)))
  } catch {
    return false
  }
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  )
}
