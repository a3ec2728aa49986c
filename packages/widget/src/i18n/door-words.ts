import type { Texts } from './texts.ts'

/** The label of the door where there is room for one line: its text up to the question mark. */
export function doorWords({ door }: Texts): string {
  return /^[^?？؟;]+[?？؟;]?/.exec(door)![0]
}
