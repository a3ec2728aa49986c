/** `Date.now`, also on pages that have taken it away: then by the page's other clock. */
export function now(): number {
  try {
    return globalThis.Date.now()
  } catch {
    return performance.timeOrigin + performance.now()
  }
}

/** `Object.values`, by what our code needs anyway. */
export const values = (of: object): unknown[] => Object.keys(of).map((name) => (of as Record<string, unknown>)[name])

/** `Math.imul`: no step of it leaves the whole numbers that a double holds. */
export const imul = (a: number, b: number): number => ((a & 0xffff) * (b | 0) + (((a >>> 16) * (b | 0)) << 16)) | 0

/** `Object.hasOwn`, by what our code needs anyway; not by `hasOwnProperty`, for which the linter puts `Object.hasOwn`. */
export const hasOwn = (of: object, name: PropertyKey): boolean => !!Object.getOwnPropertyDescriptor(of, name)
