/**
 * One run of one survey as pure functions: begin, answer, go on, what to show, and the response that it makes.
 * @packageDocumentation
 */

export { advance } from './advance.ts'
export { DEFAULT_MAX_LENGTH, LONGEST_WHO, longestAddress } from './answer-limits.ts'
export { checkAnswer } from './check-answer.ts'
export { contactTakenBack, withoutContact, withoutUnconsentedContact } from './contact-consent.ts'
export { quotasOf } from './quotas-of.ts'
export { resumeRun } from './resume-run.ts'
export type * from './run-state.ts'
export { startRun } from './start-run.ts'
export { type ResponseBase, toResponse } from './to-response.ts'
export type * from './view.ts'
export { viewOf } from './view-of.ts'
export { writtenIn } from './written-in.ts'
