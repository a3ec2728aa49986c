import type { Texts } from './texts.ts'

/** The door in few words, where one line is all there is: what stands before its question mark. */
export function doorWords({ door }: Texts): string {
  return /^[^?？؟;]+[?？؟;]?/.exec(door)![0]
}
