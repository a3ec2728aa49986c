/** A number that is one. Reads no global: a page may have taken `Number` and `isFinite` away. */
export const isNumber = (value: unknown): value is number => typeof value === 'number' && value - value === 0

/** A whole number, by the same rule. */
export const isWhole = (value: unknown): value is number => isNumber(value) && value % 1 === 0
