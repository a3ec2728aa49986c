import type { Run } from '../engine/run-state.ts'

/** Has the customer given anything? @internal */
export function hasAnswers({ answers }: Run): boolean {
  return Object.keys(answers).length > 0
}

/** The same without a word of it, and without what is known of the context: that it was gone through. @internal */
export function wordless(run: Run): Run {
  return { ...run, answers: {}, context: {}, faults: {}, questionMs: {}, skipped: [], trail: [] }
}

/** Is a complaint among it? @internal */
export function complains({ answers }: Run): boolean {
  return Object.values(answers).some(({ kind }) => kind === 'complaint')
}
