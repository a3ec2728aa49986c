import type { Run } from './run-state.ts'

/** All words that a customer wrote in a run, also on pages of a branch that was left again. @public */
export function writtenIn({ answers }: Run): string {
  return Object.values(answers)
    .flatMap((answer) => {
      const fields: Partial<Record<string, unknown>> = { ...answer }
      return ['text', 'remedyText', 'other', 'who'].flatMap((name) => (fields[name] ? [`${fields[name]}`] : []))
    })
    .join('\n\n')
}
