/** The code that comes after the first question. */
export type Rest = typeof import('./entries/full-interface.ts')
