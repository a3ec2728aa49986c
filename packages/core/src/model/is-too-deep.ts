/** Says whether a value has more levels than allowed; stops as soon as it knows. */
export function isTooDeep(value: unknown, deepest: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return deepest === 0 || Object.values(value).some((part) => isTooDeep(part, deepest - 1))
}
