/**
 * Who is asked, when and how often: decisions with their reasons, the governor and the ledger it looks back on.
 * @packageDocumentation
 */

export { checkTargeting } from './check-targeting.ts'
export * from './decide.ts'
export * from './explain.ts'
export { govern } from './governor.ts'
export * from './keep-ledger.ts'
export * from './ledger.ts'
export { mayBeAsked } from './may-be-asked.ts'
export type * from './policy.ts'
export * from './quiet-hours.ts'
export { quietUntil } from './quiet-until.ts'
export type * from './reasons.ts'
export * from './session.ts'
export * from './stable-hash.ts'
export type { TriggerEventKind } from './trigger.ts'
export { trusted } from './trusted.ts'
export * from './url-pattern.ts'
export type * from './visit.ts'
export { offsetsOf, type Whereabouts } from './zone.ts'
