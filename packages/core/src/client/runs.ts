import { runForDraft } from '../engine/contact-consent.ts'
import { resumeRun } from '../engine/resume-run.ts'
import type { StartOptions } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import { toResponse } from '../engine/to-response.ts'
import { makeId } from '../model/make-id.ts'
import type { Survey } from '../model/survey.ts'
import type { Queue, SubmitResult } from '../queue/types.ts'
import type { LedgerEntry } from '../targeting/ledger.ts'
import { orderMark } from '../targeting/stable-hash.ts'
import type { Delivery } from '../wire/delivery.ts'
import { makeReceiptCode } from '../wire/receipt-code.ts'
import type { ConsentState } from './consent.ts'
import type { FeedbackContext } from './context.ts'
import type { Draft, Drafts } from './drafts.ts'
import type { Emitter } from './events.ts'
import type { Known } from './known-surveys.ts'
import type { Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'
import type { Person } from './person.ts'
import { createRunHandle, hasAnswers, type LiveRun, type RunHandle } from './run-handle.ts'

/** @internal */
export interface RunsDeps {
  readonly options: ResolvedOptions
  readonly queue: Queue
  readonly drafts: Drafts
  readonly memory: Memory
  readonly person: Person
  readonly emitter: Emitter
  consent(): ConsentState
  /** So that a survey is found by the words behind its ids. */
  met(survey: Survey): void
  /** A complaint is on its way as this delivery. */
  complains(deliveryId: string, draft: Draft): void
}

/** The runs that are before somebody now. @internal */
export interface Runs {
  readonly open: readonly RunHandle[]
  begin(survey: Survey, known: Known, context?: FeedbackContext): Promise<RunHandle>
  settle(): Promise<void>
  dismiss(): Promise<void>
}

/** @internal */
export function createRuns(deps: RunsDeps): Runs {
  const { options, queue, drafts, memory, person, emitter } = deps
  const { clock, random, log } = options.platform
  const live = new Set<LiveRun>()

  async function begin(survey: Survey, known: Known, context?: FeedbackContext): Promise<RunHandle> {
    deps.met(survey)
    const { subject } = person
    const surveyId = survey.id
    const isDoor = survey.targeting?.alwaysOpen
    const keepsDrafts = () => options.mode !== 'kiosk' && deps.consent().feedback === 'granted'
    const earlier = keepsDrafts() ? await drafts.read(surveyId, subject?.id, clock.now()) : undefined
    const now = clock.now()
    const responseId = earlier?.responseId ?? makeId(clock, random)
    const fullQuotas = Object.hasOwn(known.fullQuotas, surveyId) && known.fullQuotas[surveyId]
    const startsFrom: StartOptions = {
      seed: earlier?.run.seed ?? responseId,
      locale: person.locale,
      now,
      context: person.occasion(context, deps.consent().analytics === 'granted'),
      ...(fullQuotas && { fullQuotas }),
    }
    const run = earlier ? resumeRun(survey, earlier.run, startsFrom) : startRun(survey, startsFrom)
    const ref = { surveyId, responseId }
    const note = (what: LedgerEntry['what']) => {
      const order = run.context.order && orderMark(run.context.order.orderId)
      // the door is exempt: that it was opened counts nowhere, that somebody spoke does
      if (options.test || (isDoor && what !== 'answered')) return
      memory.note({ what, surveyId, at: clock.now(), ...(order && { order }) })
    }

    async function save(draft: Draft): Promise<SubmitResult | undefined> {
      const isDone = draft.run.at === 'end'
      const consents = deps.consent().records
      if (isDone || !keepsDrafts()) drafts.remove(surveyId, subject?.id)
      else drafts.write(surveyId, subject?.id, { ...draft, run: runForDraft(survey, draft.run, consents) })
      const response = toResponse(survey, draft.run, {
        id: responseId,
        revision: draft.revision,
        mode: options.mode,
        record: known.record,
        test: options.test,
        consents,
        ...(subject && { subject }),
        ...(draft.receiptCode && { receiptCode: draft.receiptCode }),
      })
      // nobody was named and nothing was said: nothing to tell
      if (response.status === 'dismissed' && !subject && !response.context.order) return
      const delivery: Delivery = {
        id: `${responseId}.${draft.revision}`,
        type: response.status === 'completed' ? 'response.completed' : 'answer.saved',
        project: options.project,
        occurredAt: clock.now(),
        lane: response.complaint ? 'urgent' : 'normal',
        attempt: 1,
        data: { response },
      }
      if (response.complaint) deps.complains(delivery.id, draft)
      const result = await queue.submit(delivery)
      const { durable } = result
      if (durable !== 'none') emitter.emit('answer.saved', { ...ref, revision: draft.revision, durable })
      if (response.status === 'completed') emitter.emit('response.completed', { response, durable })
      return result
    }

    const liveRun = createRunHandle({
      survey,
      start: earlier ? { ...earlier, run } : { responseId, revision: 0, run, at: now },
      names: known.names,
      clock,
      saveAfterMs: options.saveAfterMs,
      receiptCode: () => makeReceiptCode(random),
      save,
      answered: () => note('answered'),
      ended(draft) {
        live.delete(liveRun)
        if (draft.run.status !== 'dismissed') return
        const answered = hasAnswers(draft.run)
        if (!answered) note('dismissed')
        emitter.emit('survey.dismissed', { ...ref, answered })
      },
      failed: (error) => log.warn('a subscriber of a run threw', error),
    })
    live.add(liveRun)
    note('shown')
    emitter.emit('survey.shown', { ...ref, run: liveRun.handle })
    return liveRun.handle
  }
  return {
    get open() {
      return [...live].map(({ handle }) => handle)
    },
    begin,
    async settle() {
      await Promise.all([...live].map((run) => run.settle()))
    },
    async dismiss() {
      await Promise.all([...live].map(({ handle }) => handle.dismiss()))
    },
  }
}
