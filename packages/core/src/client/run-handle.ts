import type { Run, RunEvent } from '../engine/run-state.ts'
import type { RunView } from '../engine/view.ts'
import { viewOf } from '../engine/view-of.ts'
import { nextPage, wayOf } from '../engine/way.ts'
import type { AnswerValue } from '../model/answer.ts'
import { FeedbackError } from '../model/errors.ts'
import type { QuestionId, ResponseId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { Clock } from '../platform/platform.ts'
import type { SubmitResult } from '../queue/types.ts'
import type { DeliveryState } from './delivery-state.ts'
import { createEarlyActs } from './early-acts.ts'
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
  /** It is closed or came to its end; may be called again. */
  over(): void
  /** [P8] Its customer went back from its end. */
  reopened(): void
  /** Nothing can change about it any more, unless its customer goes back from its end. */
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
  /** What an interface holds. */
  readonly handle: RunHandle
  /** The survey that it goes through. */
  readonly survey: Survey
  /** As it is now. */
  readonly run: Run
  /** It was put away: acts are ignored. */
  readonly isGone: boolean
  /** Fetches what the first act will need. */
  ready(): Promise<void>
  /** Saves what is not saved yet. */
  settle(): Promise<SubmitResult | undefined>
  /** [P3] Its visitor is known now. */
  named(): void
  /** [W1] The customer took everything back. */
  withdraw(): void
}

/**
 * The handle of a run. Acts wait in their order until the code is here that steps the run on, so that nothing a customer
 * did is lost.
 * @internal
 */
export function createRunHandle(deps: RunHandleDeps): LiveRun {
  const { survey, responseId, clock } = deps
  const run = createSteps(deps)
  const { act, ready, settle, leave, early } = run
  const here = () => (run.view.screen === 'page' ? { page: run.view.pageId } : {})
  const now = () => clock.now()
  const known = (questionId: QuestionId): QuestionId => knownIn(survey, questionId)

  const handle: RunHandle = {
    surveyId: survey.id,
    responseId,
    get current() {
      return run.view
    },
    get delivery() {
      return run.pass?.delivery ?? early.delivery
    },
    get receiptCode() {
      return run.pass?.receiptCode
    },
    get touched() {
      return run.touched
    },
    get waits() {
      return early.isLate
    },
    latest(questionId) {
      const isAbout = (event: RunEvent): boolean => 'questionId' in event && event.questionId === questionId
      const waiting = run.pass ? undefined : early.line.filter(isAbout).at(-1)
      if (waiting) return waiting.type === 'answered' ? waiting.value : undefined
      return run.now.answers[questionId]
    },
    answer: (questionId, value) => act({ type: 'answered', questionId: known(questionId), value, at: now() }),
    skip: (questionId) => act({ type: 'skipped', questionId: known(questionId), at: now() }),
    // two presses before the first one turned the page turn one page
    next: () => act({ type: 'next', ...here(), at: now() }),
    back: () => act({ type: 'back', ...here(), at: now() }),
    more: (yes) => act({ type: 'more', yes, at: now() }),
    setLocale: (locale) => act({ type: 'locale', locale }),
    async submit() {
      if (!run.pass) await ready()
      const mayStep = !run.isGone && !run.isWithdrawn
      const { at, faults } = run.now
      return run.pass && (mayStep || at === 'end') ? run.pass.submit() : { completed: false, faults }
    },
    async dismiss() {
      if (run.isGone) return
      // [P8] what is completed is not dismissed by closing it while an answer is being changed
      if (run.now.at !== 'end' && run.now.status !== 'completed') {
        if (run.touched) await ready()
        act({ type: 'dismissed', at: now() })
        deps.dismissed(run.touched)
      }
      await leave()
    },
    leave,
    async retry() {
      if (run.isWithdrawn) return
      if (run.pass) await run.pass.retry()
      else await ready()
    },
    saved: settle,
    written: () => run.pass?.written() ?? '',
    subscribe: run.subscribe,
  }
  return {
    handle,
    survey,
    get run() {
      return run.now
    },
    get isGone() {
      return run.isGone
    },
    ready,
    settle,
    named: () => (run.pass ? run.pass.named() : void early.write()),
    withdraw: run.withdraw,
  }
}

/** Who is told of each change: one that throws harms nobody. */
function createSubscribers(failed: (error: unknown) => void) {
  const listeners = new Set<(view: RunView) => void>()
  return {
    listeners,
    tell(view: RunView): void {
      for (const listener of [...listeners]) {
        try {
          listener(view)
        } catch (error) {
          failed(error)
        }
      }
    },
  }
}

/**
 * Before its code is here a run stands at its start, and its acts wait; then they are acts of its pass. One closure over
 * both halves: each act, the coming of the code and each way to end it ask which half it is in.
 */
function createSteps(deps: RunHandleDeps) {
  const { survey, start, clock } = deps
  const { listeners, tell } = createSubscribers(deps.failed)
  let view = viewOf(survey, start, deps.names)
  let touched = hasAnswers(start)
  let pass: Pass | undefined
  let loading: Promise<void> | undefined
  let isForgotten = false
  let isGone = false
  let isWithdrawn = false
  const early = createEarlyActs({ clock, keep: deps.keepActs, hasWords: () => touched, changed })

  function changed(): void {
    if (pass) view = pass.view
    tell(view)
    tidy()
  }
  /** Ends what is done and has no subscriber. */
  function tidy(): void {
    if (!pass?.isSettled || listeners.size > 0 || isForgotten) return
    isForgotten = true
    deps.forgotten()
    void pass.end()
  }
  function take(found: Pass): void {
    early.end()
    pass = found
    touched ||= hasAnswers(found.run)
    for (const event of early.line) found.act(event)
    // who has waited for the code need not wait for a frame
    found.saveSoon()
    if (isWithdrawn) found.withdraw()
    if (isGone) {
      deps.forgotten()
      void found.end()
    }
    changed()
  }
  async function load(): Promise<void> {
    const found = deps.pass({ changed })
    if (!(found instanceof Promise)) return take(found)
    return found.then(take, (error: unknown) => {
      // the acts stay in line: the next one, or `retry`, tries again
      loading = undefined
      deps.missing(error)
      early.failed()
    })
  }
  const ready = (): Promise<void> => {
    loading ??= load()
    return loading
  }

  return {
    early,
    get view() {
      return view
    },
    get now() {
      return pass?.run ?? start
    },
    get pass() {
      return pass
    },
    get touched() {
      return touched
    },
    get isGone() {
      return isGone
    },
    get isWithdrawn() {
      return isWithdrawn
    },
    ready,
    act(event: RunEvent): void {
      if (isGone || isWithdrawn) return
      if (event.type === 'answered') touched = true
      if (pass) {
        const wasOver = pass.run.at === 'end'
        pass.act(event)
        if (wasOver && pass.run.at !== 'end') {
          isForgotten = false
          deps.reopened()
        }
        return
      }
      if (event.type === 'answered') view = marked(survey, start, view, event)
      early.add(event)
      void ready()
      changed()
    },
    async settle(): Promise<SubmitResult | undefined> {
      if (!pass) await early.write()
      return pass?.settle()
    },
    async leave(): Promise<void> {
      if (isGone) return
      isGone = isForgotten = true
      deps.over()
      // [W1] what waits for code can still be taken back
      if (pass || !early.line.length) deps.forgotten()
      else await early.write()
      early.end()
      await pass?.end()
    },
    withdraw(): void {
      isWithdrawn = true
      early.drop()
      // answers from now on do not belong to what was taken back
      deps.over()
      if (pass) pass.withdraw()
      else changed()
    },
    subscribe(listener: (view: RunView) => void): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        tidy()
      }
    },
  }
}

function knownIn(survey: Survey, questionId: QuestionId): QuestionId {
  const questions = survey.pages.flatMap((page) => page.questions.map(({ id }) => id))
  if (questions.includes(questionId)) return questionId
  const wanted = `one of ${questions.join(', ')}`
  throw new FeedbackError('run-invalid', { surveyId: survey.id, path: 'questionId', found: questionId, wanted })
}

/** The page as it was drawn, with this answer marked, which may have made the page the last or not the last. */
function marked(
  survey: Survey,
  start: Run,
  view: RunView,
  { questionId, value }: { questionId: QuestionId; value: AnswerValue },
): RunView {
  if (view.screen !== 'page') return view
  const questions = view.questions.map((each) => (each.id === questionId ? { ...each, answer: value } : each))
  const said = Object.fromEntries(questions.map(({ id, answer }) => [id, answer]))
  const run = { ...start, answers: { ...start.answers, ...said } as Run['answers'] }
  return { ...view, questions, isLast: nextPage(survey, run, wayOf(survey, run).facts) === undefined }
}
