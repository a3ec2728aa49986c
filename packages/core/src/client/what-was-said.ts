import type { Run } from '../engine/run-state.ts'

/** Has the customer given anything? @internal */
export function hasAnswers({ answers }: Run): boolean {
  return Object.keys(answers).length > 0
}

/** Is a complaint among it? @internal */
export function complains({ answers }: Run): boolean {
  return Object.values(answers).some(({ kind }) => kind === 'complaint')
}
