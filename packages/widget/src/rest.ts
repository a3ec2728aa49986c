/**
 * What is not needed until the first question stands before the customer: one chunk, fetched while it is read, or
 * at once for whatever is more than a plain question in the corner.
 */
export { orderMark } from '@frankly/core'
export { createCommands } from './app/commands.ts'
export { chooseNow, decideNow } from './app/decide-now.ts'
export { orderOfVisit } from './app/visit.ts'
export { makeModal } from './placement/modal.ts'
export { settle } from './placement/settle.ts'
export { whenPageIsFree } from './placement/wait-for-page.ts'
export { createStepper } from './state/create-stepper.ts'
export { keepLedger } from './state/keep-ledger.ts'
export { sense } from './triggers/sense.ts'
