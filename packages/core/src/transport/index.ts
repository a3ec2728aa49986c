/**
 * Ways to a destination: the port that an adapter fills, and wrappers around it.
 * @packageDocumentation
 */

export * from './fan-out.ts'
export * from './filter.ts'
export * from './first-of.ts'
export * from './map-fields.ts'
export type * from './transport.ts'
export * from './with-signature.ts'
export * from './with-timeout.ts'
