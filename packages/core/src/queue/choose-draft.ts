import type { QueueRecord } from './record.ts'
import { revisionOf, writerOf } from './same-pass.ts'
import type { PassState } from './types.ts'

/** A stored record that holds a draft. */
export interface Draft {
  readonly record: QueueRecord
  readonly pass: PassState
}

/**
 * [Q31] Of the drafts of one response the one to go on with: acts, since nobody else has their words, else the latest.
 * `held`: those whose words it holds, itself among them. At least one must be given.
 */
export function chooseDraft(drafts: readonly Draft[]): { readonly pass: PassState; readonly held: readonly Draft[] } {
  const [best] = drafts.filter((one) => !drafts.some((other) => isIn(one, other))).sort(byRank)
  const held = drafts.filter((draft) => draft === best || isIn(draft, best!) || !(draft.pass.acts || draft.record.body))
  return { pass: { ...best!.pass, revision: Math.max(...drafts.map(({ record }) => revisionOf(record))) }, held }
}

/** Whether `later` holds all words of `one`. */
function isIn(one: Draft, later: Draft): boolean {
  if (writerOf(one.record) !== writerOf(later.record)) return false
  const [before, after] = [revisionOf(one.record), revisionOf(later.record)]
  // of one line of acts the longer holds the shorter, whichever a store took last
  return before < after || (before === after && actsOf(one) > 0 && actsOf(one) < actsOf(later))
}

function actsOf({ pass }: Draft): number {
  return pass.acts?.length ?? 0
}

function byRank({ pass: a }: Draft, { pass: b }: Draft): number {
  return Number(!!b.acts) - Number(!!a.acts) || b.revision - a.revision || b.at - a.at
}
