/**
 * The engine in pieces, for interfaces that weigh every byte: the walk itself takes its parts by parameter.
 * `PLAIN_PARTS` come along; `FULL_PARTS` are loaded from `@frankly/core` for surveys that are not plain.
 * @packageDocumentation
 */
export { advanceWith } from './advance-with.ts'
export { checkPlain, DEFAULT_MAX_LENGTH } from './check-plain.ts'
export type { EngineParts, Facts, Scene } from './facts.ts'
export { FULL_PARTS } from './full-parts.ts'
export { isPlain } from './is-plain.ts'
export { PLAIN_PARTS } from './plain-parts.ts'
export { rangeOf } from './range-of.ts'
export type * from './run-state.ts'
export { startWith } from './start-with.ts'
export type * from './view.ts'
export { viewWith } from './view-with.ts'
