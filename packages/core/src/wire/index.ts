/**
 * What travels between page, collector and destinations: deliveries, envelopes and replies, the configuration of a
 * project, receipts.
 * @packageDocumentation
 */

export * from './config.ts'
export * from './delivery.ts'
export type * from './envelope.ts'
export type * from './problem.ts'
export type * from './receipt.ts'
export { checkReceiptCode, makeReceiptCode } from './receipt-code.ts'
export { textsOf } from './texts-of.ts'
