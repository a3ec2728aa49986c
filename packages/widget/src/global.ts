/**
 * What a script tag puts on the page, for pages that are written in TypeScript: the type of `window.frankly`, and the stub
 * that queues calls before the script has come.
 * @packageDocumentation
 */

import type { FeedbackEventName, Listener } from '@frankly/core'
import type { Feedback } from './feedback.ts'

export { STUB } from './stub.ts'

/** Names of the commands. @public */
export type FeedbackCommand = keyof Feedback

/**
 * `window.frankly`: a function that takes the name of a command and what the command takes. While the script is on its way
 * the stub queues calls and gives `undefined`; afterwards a call gives what the command gives, and each command is a method
 * too.
 * @example
 * ```ts
 * import type {} from '@frankly/widget/global'
 * window.frankly?.('purchase', { orderId: 'A-1', value: 1990, currency: 'RUB' })
 * window.frankly?.('on', 'complaint.sent', ({ receiptCode }) => console.log(receiptCode))
 * ```
 * @public
 */
export interface FranklyGlobal extends Partial<Feedback> {
  /** Calls back on each event of that name; the result ends it. */
  <Name extends FeedbackEventName>(command: 'on', name: Name, listener: Listener<Name>): (() => void) | undefined
  /** Ends one listener, or all of that name. */
  <Name extends FeedbackEventName>(command: 'off', name: Name, listener?: Listener<Name>): void
  /** Runs a command. */
  <Command extends Exclude<FeedbackCommand, 'on' | 'off'>>(
    command: Command,
    ...args: Parameters<Feedback[Command]>
  ): ReturnType<Feedback[Command]> | undefined
}

declare global {
  interface Window {
    /** Absent on a page without the script tag and its stub. */
    frankly?: FranklyGlobal
  }
}
