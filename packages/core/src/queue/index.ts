/**
 * The send queue: write ahead, bad news first, delete only what was acknowledged. Loaded after the first answer.
 * @packageDocumentation
 */

export type { Priority } from './priority.ts'
export { assembleQueue, createQueue } from './queue.ts'
export { type QueueRules, soundRules } from './rules.ts'
export type * from './types.ts'
export { type PassRecord, type WrittenAhead, writeAhead } from './write-ahead.ts'
