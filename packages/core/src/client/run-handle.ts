import type { Run, RunEvent } from '../engine/run-state.ts'
import type { RunView } from '../engine/view.ts'
import { viewOf } from '../engine/view-of.ts'
import { writtenIn } from '../engine/written-in.ts'
import { FeedbackError } from '../errors.ts'
import type { AnswerValue } from '../model/answer.ts'
import type { QuestionId, ResponseId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { Clock } from '../platform/platform.ts'
import type { SubmitResult } from '../queue/types.ts'
import { type DeliveryState, PATIENCE_MS } from './delivery-state.ts'
import type { RunHandle } from './handle.ts'
import type { Pass, PassNews } from './pass.ts'
import { hasAnswers } from './what-was-said.ts'

/** @internal */
export interface RunHandleDeps {
  readonly survey: Survey
  readonly responseId: ResponseId
  readonly start: Run
  /** For `{shop}` and the like. */
  readonly names: Readonly<Record<string, string>>
  readonly clock: Clock
  /** The code that steps a run on and saves it: here at once, or on its way. Rejects when it cannot be fetched now. */
  pass(news: Pick<PassNews, 'changed'>): Pass | Promise<Pass>
  /** Writes acts down that no code can step on yet; resolves to what may be told of them. */
  keepActs(acts: readonly RunEvent[]): Promise<DeliveryState>
  /** It is not before anybody any more, or came to its end; may be called again. */
  over(): void
  /** Nothing can change about it any more. */
  forgotten(): void
  /** The customer closed it before its end. */
  dismissed(answered: boolean): void
  /** A subscriber threw. */
  failed(error: unknown): void
  /** The code that steps a run on cannot be fetched now. */
  missing(error: unknown): void
}

/** A run before somebody. @internal */
export interface LiveRun {
  readonly handle: RunHandle
  readonly survey: Survey
  /** As it is now. */
  readonly run: Run
  /** Fetches what the first act will need. */
  ready(): Promise<void>
  /** Saves what is not saved yet. */
  settle(): Promise<SubmitResult | undefined>
  /** [W1] The customer took everything back. */
  withdraw(): void
}

/**
 * The handle of a run. Acts wait in their order until the code is here that steps the run on, so that nothing a customer
 * did is lost.
 * @internal
 */
export function createRunHandle(deps: RunHandleDeps): LiveRun {
  const { survey, start, responseId, clock } = deps
  const listeners = new Set<(view: RunView) => void>()
  const questions = survey.pages.flatMap((page) => page.questions.map(({ id }) => id))
  const waiting: RunEvent[] = []
  let view = viewOf(survey, start, deps.names)
  let touched = hasAnswers(start)
  /** What is told of acts that wait for code. */
  let early: DeliveryState = { is: 'idle' }
  let pass: Pass | undefined
  let loading: Promise<void> | undefined
  let writing: Promise<void> | undefined
  let cancelPatience: (() => void) | undefined
  let isGone = false
  let isForgotten = false
  /** Acts have waited too long for code for the one who waits. */
  let isStuck = false
  let isWithdrawn = false
  let isSubmitting = false

  function changed(): void {
    if (isSubmitting) return
    if (pass) view = pass.view
    for (const listener of [...listeners]) {
      try {
        listener(view)
      } catch (error) {
        deps.failed(error)
      }
    }
    tidy()
  }
  /** What is done and watched by nobody is let go. */
  function tidy(): void {
    if (!pass?.isSettled || listeners.size > 0 || isForgotten) return
    isForgotten = true
    deps.forgotten()
    void pass.end()
  }

  function take(found: Pass): void {
    cancelPatience?.()
    isStuck = false
    pass = found
    touched ||= hasAnswers(found.run)
    for (let event = waiting.shift(); event; event = waiting.shift()) found.act(event)
    if (isWithdrawn) found.withdraw()
    if (isGone) {
      deps.forgotten()
      void found.end()
    }
    changed()
  }

  function load(): Promise<void> {
    if (pass) return Promise.resolve()
    const found = deps.pass({ changed })
    if (!(found instanceof Promise)) {
      take(found)
      return Promise.resolve()
    }
    return found.then(take, (error: unknown) => {
      // the acts stay in line: the next one, or `retry`, tries again
      loading = undefined
      deps.missing(error)
      if (waiting.length) void keepActs().then(stuck)
    })
  }
  const ready = (): Promise<void> => {
    loading ??= load()
    return loading
  }

  /** [S4] Writes down what no code can step on yet. */
  async function keepActs(): Promise<void> {
    if (!touched || pass || isWithdrawn) return
    const { length } = waiting
    const told = await deps.keepActs([...waiting])
    // the code has come meanwhile, all was taken back, or a later act is being written
    if (pass || isWithdrawn || length !== waiting.length) return
    early = told
    if (isStuck) changed()
  }
  /** [S4] Tells what became of acts that wait too long: a store that has not answered by now may never do. */
  function stuck(): void {
    if (pass || isWithdrawn || isGone) return
    isStuck = true
    if (early.is === 'saving') early = { is: touched ? 'not_saved' : 'idle' }
    changed()
  }
  /**
   * Writes at once: a page may be closed in the next moment, and one that is closing is not sure to write. Patience counts
   * from the first act that waits, however many follow: its customer waits since then.
   */
  function hurry(): void {
    // all that was done in one task is one record
    writing ??= Promise.resolve().then(() => {
      writing = undefined
      return keepActs()
    })
    cancelPatience ??= clock.after(PATIENCE_MS, () => {
      cancelPatience = undefined
      stuck()
    })
  }

  function act(event: RunEvent): void {
    if (isGone || isWithdrawn) return
    if (event.type === 'answered') touched = true
    if (pass) {
      pass.act(event, !isSubmitting)
      return
    }
    waiting.push(event)
    if (event.type === 'answered') view = marked(view, event)
    early = { is: 'saving' }
    hurry()
    void ready()
    changed()
  }

  function known(questionId: QuestionId): QuestionId {
    if (questions.includes(questionId)) return questionId
    const wanted = `one of ${questions.join(', ')}`
    throw new FeedbackError('run-invalid', { surveyId: survey.id, path: 'questionId', found: questionId, wanted })
  }
  const now = () => clock.now()
  const runNow = (): Run => pass?.run ?? start

  function latest(questionId: QuestionId): AnswerValue | undefined {
    const isAbout = (event: RunEvent): boolean => 'questionId' in event && event.questionId === questionId
    const act = waiting.filter(isAbout).at(-1)
    if (act) return act.type === 'answered' ? act.value : undefined
    return runNow().answers[questionId]
  }
  /** Two presses before the first one turned the page turn one page. */
  const here = () => (view.screen === 'page' ? { page: view.pageId } : {})

  async function settle(): Promise<SubmitResult | undefined> {
    if (!pass && waiting.length) await keepActs()
    return pass?.settle()
  }
  async function leave(): Promise<void> {
    if (isGone) return
    isGone = true
    isForgotten = true
    deps.over()
    // [W1] what waits for code can still be taken back
    if (pass || !waiting.length) deps.forgotten()
    else await keepActs()
    cancelPatience?.()
    await pass?.end()
  }

  const handle: RunHandle = {
    surveyId: survey.id,
    responseId,
    get current() {
      return view
    },
    get delivery() {
      return pass?.delivery ?? early
    },
    get receiptCode() {
      return pass?.receiptCode
    },
    get touched() {
      return touched
    },
    get waits() {
      return isStuck
    },
    latest,
    answer: (questionId, value) => act({ type: 'answered', questionId: known(questionId), value, at: now() }),
    skip: (questionId) => act({ type: 'skipped', questionId: known(questionId), at: now() }),
    next: () => act({ type: 'next', ...here(), at: now() }),
    back: () => act({ type: 'back', ...here(), at: now() }),
    more: (yes) => act({ type: 'more', yes, at: now() }),
    setLocale: (locale) => act({ type: 'locale', locale }),
    async submit() {
      if (!pass) await ready()
      if (!pass) return { completed: false, faults: {} }
      isSubmitting = true
      // a survey that passed the checks ends; one that did not must not hang the page
      for (let steps = 2 * survey.pages.length + 2; runNow().at !== 'end' && steps > 0; steps--) {
        act(runNow().at === 'more' ? { type: 'more', yes: false, at: now() } : { type: 'next', at: now() })
        if (Object.keys(runNow().faults).length > 0) break
      }
      isSubmitting = false
      changed()
      const { status, faults } = runNow()
      if (status !== 'completed') {
        void pass.settle()
        return { completed: false, faults }
      }
      const saved = (await pass.settle()) ?? { durable: 'none', reason: 'closed' }
      return { completed: true, saved, ...(pass.receiptCode && { receiptCode: pass.receiptCode }) }
    },
    async dismiss() {
      if (isGone) return
      if (runNow().at !== 'end') {
        if (touched) await ready()
        act({ type: 'dismissed', at: now() })
        deps.dismissed(touched)
      }
      await leave()
    },
    leave,
    async retry() {
      if (isWithdrawn) return
      if (pass) await pass.retry()
      else await ready()
    },
    saved: settle,
    written: () => writtenIn(runNow()),
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        tidy()
      }
    },
  }
  return {
    handle,
    survey,
    get run() {
      return runNow()
    },
    ready,
    settle,
    withdraw() {
      waiting.length = 0
      isWithdrawn = true
      cancelPatience?.()
      early = { is: 'withdrawn' }
      // what is said from now on is no part of what was taken back
      deps.over()
      if (pass) pass.withdraw()
      else changed()
    },
  }
}

/** The page as it was drawn, with this answer marked. */
function marked(view: RunView, { questionId, value }: Extract<RunEvent, { type: 'answered' }>): RunView {
  if (view.screen !== 'page') return view
  return {
    ...view,
    questions: view.questions.map((each) => (each.id === questionId ? { ...each, answer: value } : each)),
  }
}
