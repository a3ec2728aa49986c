import type { Run } from '../engine/run-state.ts'
import type { ResponseId } from '../model/ids.ts'
import type { SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { PassState } from '../queue/types.ts'
import type { LedgerEntry } from '../targeting/ledger.ts'
import { makeReceiptCode } from '../wire/receipt-code.ts'
import type { ConsentState } from './consent.ts'
import type { Emitter } from './events.ts'
import type { Known } from './known-surveys.ts'
import type { ResolvedOptions } from './options.ts'
import { createPass, type Pass, type PassNews } from './pass.ts'
import type { Saver } from './saver.ts'
import type { Visitor } from './visitor.ts'

/** What all passes of a client have in common. @internal */
export interface PassClient {
  /** Options of the client. */
  readonly options: ResolvedOptions
  /** Who is here. */
  readonly visitor: Visitor
  /** Tells what happens. */
  readonly emitter: Emitter
  /** Random mark of this client. */
  readonly writer: string
  /** An interface of Frankly's own shows the questions. */
  readonly isDrawn: boolean
  /** Runs an immediate save a little later; the returned function takes it back. Absent: at once. */
  readonly soon: ((save: () => void) => () => void) | undefined
  /** What the customer allows now. */
  consent(): ConsentState
}

/** A run that was begun, of which a pass is to be made. @internal */
export interface OpenedRun {
  /** The survey. */
  readonly survey: Survey
  /** The response that it makes. */
  readonly responseId: ResponseId
  /** The run to go on from. */
  readonly start: Run
  /** As it was kept on this device, when it is taken up again. */
  readonly earlier: PassState | undefined
  /** Mark of the order that it is about. */
  readonly order: string | undefined
  /** It is a trial. */
  readonly test: boolean
  /** What was known of the project when it began. */
  readonly known: Known
  /** Acts that are being written down without this code. */
  keptActs(): Promise<unknown> | undefined
  /** Whose it is now. */
  subject(): SubjectRef | undefined
  /** May it be taken up again? */
  keepsDrafts(): boolean
  /** Notes it for the governor. */
  note(what: LedgerEntry['what']): void
  /** View, delivery or receipt code are others now. */
  changed(): void
  /** It came to its end. */
  over(): void
}

/** Makes the pass of a run, which tells the client's events. @internal */
export function passOfRun(client: PassClient, opened: OpenedRun, saver: Saver): Pass {
  const { options, consent } = client
  const { clock, random } = options.platform
  const { responseId, known } = opened
  const keptActs = opened.keptActs()
  if (keptActs) saver.wrote(responseId, keptActs)
  return createPass({
    survey: opened.survey,
    responseId,
    run: opened.start,
    earlier: opened.earlier,
    order: opened.order,
    project: options.project,
    mode: options.mode,
    isDrawn: client.isDrawn,
    test: opened.test,
    record: known.record,
    writer: client.writer,
    names: known.names,
    clock,
    saveAfterMs: options.saveAfterMs,
    soon: client.soon,
    saver,
    subject: opened.subject,
    consents: () => consent().records,
    keepsDrafts: opened.keepsDrafts,
    marksEnd: () => options.storage === 'local' && !opened.test,
    receiptCode: () => makeReceiptCode(random),
    tell: newsOf(client, opened),
  })
}

function newsOf({ visitor, emitter }: PassClient, opened: OpenedRun): PassNews {
  const { survey, responseId, test } = opened
  const ref = { surveyId: survey.id, responseId }
  let complaintTold = false
  return {
    changed: opened.changed,
    answered: () => opened.note('answered'),
    ended: opened.over,
    saved(response, { durable }, isOver) {
      if (response.complaint && !test) visitor.complained()
      if (durable !== 'none' && durable !== 'memory')
        emitter.emit('answer.saved', { ...ref, revision: response.revision, durable })
      // [P8] while an answer is being changed nothing is completed
      if (isOver && response.status === 'completed') emitter.emit('response.completed', { ...ref, response, durable })
    },
    sent(response, { receipt }) {
      const { complaint, receiptCode, status } = response
      if (!complaint || !receiptCode || status !== 'completed' || complaintTold) return
      complaintTold = true
      emitter.emit('complaint.sent', { ...ref, receiptCode, ...(receipt && { receipt }) })
    },
  }
}
