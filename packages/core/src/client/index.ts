/**
 * The client in its parts, for an interface that loads them one after the other: `@frankly/widget`. An app takes
 * `createClient`.
 * @packageDocumentation
 */
export type { Asking } from './asking.ts'
export { assembleClient, type ClientCore, type ClientParts } from './assemble-client.ts'
export type { Beginning, Begun, RunParts } from './begun.ts'
export { consented } from './consent.ts'
export { createEmitter, type Emitter, EVENT_NAMES } from './events.ts'
export type { PassFound, PassWanted } from './find-pass.ts'
export { complaintOf, type Known } from './known-surveys.ts'
export { createMemory, type Memory } from './memory.ts'
export type { ResolvedOptions } from './options.ts'
export type { Pass } from './pass.ts'
export type { OpenedRun, PassClient } from './pass-of-run.ts'
export { prefill, prefilledOrder } from './prefill.ts'
export type { LiveRun } from './run-handle.ts'
export { createRunParts, type RunPartsDeps } from './run-parts.ts'
export type { Runs } from './runs.ts'
export { type EarlyActsDeps, sendEarlyActs } from './send-early-acts.ts'
export type { Sending, SendingDeps } from './sending.ts'
export { changeConsent, resetClient } from './take-back.ts'
export { toldContext, toldSubject } from './told-facts.ts'
export type { Visitor } from './visitor.ts'
