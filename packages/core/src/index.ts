/**
 * Headless survey engine, targeting, send queue and client.
 * @packageDocumentation
 */
export * from './errors.ts'
export type * from './model/answer.ts'
export type * from './model/ids.ts'
export * from './model/localized.ts'
export { makeId } from './model/make-id.ts'
export type * from './model/question.ts'
export type * from './model/response.ts'
export * from './model/survey.ts'
export type * from './model/targeting.ts'
export * from './model/touchpoint.ts'
export type * from './engine/run.ts'
export type * from './engine/view.ts'
export type * from './platform/platform.ts'
export type * from './targeting/policy.ts'
export type * from './transport/transport.ts'
export type * from './wire/config.ts'
export type * from './wire/delivery.ts'
export type * from './wire/envelope.ts'
export type * from './wire/problem.ts'
export type * from './wire/receipt.ts'
