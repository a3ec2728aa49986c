/** The code that comes after the first question. */
export type Rest = typeof import('./rest.ts')
