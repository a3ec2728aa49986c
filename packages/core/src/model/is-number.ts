/** A number that is one. Reads no global: a page may have taken `Number` and `isFinite` away. */
export const isNumber = (value: unknown): value is number => typeof value === 'number' && value - value === 0
