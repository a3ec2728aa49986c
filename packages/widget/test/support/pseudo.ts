import { door, first, later } from '../../src/i18n/en.ts'

/** Marks every string of the English catalogue with brackets, so that a word from elsewhere stands out. */
export function pseudo(): () => void {
  const catalogues = [first, later, door] as unknown as Record<string, unknown>[]
  const before = catalogues.map((words) => structuredClone(words))
  for (const words of catalogues) for (const key of Object.keys(words)) words[key] = mark(words[key])
  return () => {
    for (const [i, words] of catalogues.entries()) Object.assign(words, before[i])
  }
}

function mark(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`
  if (Array.isArray(value)) return value.map(mark)
  return Object.fromEntries(Object.entries(value as object).map(([key, part]) => [key, mark(part)]))
}
