/** A value as an issue shows it: long texts cut, lists and objects by their size. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 79)}…` : value
  if (Array.isArray(value)) return `list of ${value.length}`
  if (typeof value === 'object' && value !== null) return `object with ${Object.keys(value).join(', ').slice(0, 80)}`
  return value
}
