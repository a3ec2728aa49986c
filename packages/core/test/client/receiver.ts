import type { AnswerValue, Delivery, Response, SendOutcome } from '../../src/index.ts'
import type { Fault } from './device.ts'

/** What the receiver holds of one response. */
export interface Row {
  state: Response
  /** Answers of others that the state no longer has. */
  readonly beside: Response['answers'][]
}

/**
 * A collector as a model: higher revisions count, words of other writers are kept beside, a completed response is never
 * replaced by a partial one, an erased id stays erased. The collector's own tests prove that it does so.
 */
export class Receiver {
  readonly rows = new Map<string, Row>()
  readonly erased = new Set<string>()
  #now = 1_700_000_000_000

  take(delivery: Delivery, fault?: Fault): SendOutcome {
    const now = ++this.#now
    if (!('response' in delivery.data)) {
      const { responseIds = [], subjectId } = delivery.data as { responseIds?: string[]; subjectId?: string }
      // [I16] a subject's id is no proof: the request is noted for a person
      const isProof = fault === 'subject-is-proof' && subjectId !== undefined
      const ofSubject = isProof ? [...this.rows].filter(([, { state }]) => state.subject?.id === subjectId) : []
      for (const id of [...responseIds, ...ofSubject.map(([key]) => key)]) {
        this.erased.add(id)
        this.rows.delete(id)
      }
      return { status: 'delivered', now }
    }
    const item = delivery.data.response as Response
    if (this.erased.has(item.id) || (item.continues && this.erased.has(item.continues)))
      return { status: 'skipped', reason: 'erased' }
    const row = this.rows.get(item.id)
    if (!row) {
      this.rows.set(item.id, { state: item, beside: [] })
      return { status: 'delivered', now }
    }
    const { state, beside } = row
    const isOwn = state.writer === item.writer
    const revision = fault === 'height-is-hidden' ? 0 : Math.max(state.revision, item.revision)
    const overtaken: SendOutcome =
      fault === 'overtaken-is-delivered' ? { status: 'delivered', now } : { status: 'overtaken', revision, now }
    const drops = fault === 'words-are-dropped'
    if (item.revision > state.revision) {
      if (state.status === 'completed' && item.status !== 'completed') {
        if (!drops) beside.push(item.answers)
        return { status: 'delivered', now }
      }
      if (!isOwn && !drops) beside.push(state.answers)
      row.state = item
      return { status: 'delivered', now }
    }
    if (item.revision === state.revision) return same(item, state) ? { status: 'delivered', now } : overtaken
    return isOwn ? { status: 'delivered', now } : overtaken
  }

  heightOf(id: string): number {
    return this.rows.get(id)?.state.revision ?? 0
  }

  /** Answers under a response and under those that go on with it, as state or beside it. */
  answers(): { row: Response; answers: Response['answers'] }[] {
    return [...this.rows.values()].flatMap(({ state, beside }) =>
      [state.answers, ...beside].map((answers) => ({ row: state, answers })),
    )
  }
}

function same(one: Response, other: Response): boolean {
  return JSON.stringify({ ...one, writer: 0 }) === JSON.stringify({ ...other, writer: 0 })
}

/** The words of an answer. */
export function wordsOf(answer: AnswerValue | undefined): string {
  return answer && 'text' in answer ? (answer.text ?? '') : ''
}
