/**
 * Puts items in an order decided by `seed` alone: the same run shows the same order after a reload and in
 * another language. Fisher-Yates over mulberry32, seeded by FNV-1a.
 */
export function randomOrder<Item>(items: readonly Item[], seed: string): Item[] {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    const j = ((mixed ^ (mixed >>> 14)) >>> 0) % (i + 1)
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}
