import type { SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import { choose, decide } from '../targeting/decide.ts'
import { type Evidence, no, type Suppressed } from '../targeting/reasons.ts'
import type { Governor, TriggerEvent, Visit } from '../targeting/visit.ts'
import type { RunsDeps } from './begun.ts'
import type { NotShown } from './client.ts'
import type { Emitter } from './events.ts'
import type { Known } from './known-surveys.ts'
import type { Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'
import type { ShowRefusal } from './show-refusal.ts'
import type { Visitor } from './visitor.ts'

/** @internal */
export interface AskingDeps {
  readonly options: ResolvedOptions
  readonly memory: Memory
  readonly visitor: Visitor
  readonly emitter: Emitter
  known(): Promise<Known>
  readonly count: RunsDeps['count']
  isRefused(): boolean
  /** The survey that is before the customer now. */
  open(): SurveyId | undefined
}

/** Decides what may be shown, and emits `suppressed` for each refusal. Shows nothing. @internal */
export interface Asking {
  /** [CD1] The best survey for an event, after its delay; else the first refusal. Several calls may wait at once. */
  choose(event: TriggerEvent): Promise<Choice | NotShown>
  /** Why this survey may not be shown now; `undefined`: it may. */
  refusal(survey: Survey, event: TriggerEvent, force?: boolean): Promise<NotShown | undefined>
  /** Emits a refusal with a reason that the interface found. */
  refuse(surveyId: SurveyId, reason: ShowRefusal, evidence?: Evidence): NotShown
  /** What a decision reads at this moment. */
  moment(event: TriggerEvent): Promise<{ readonly visit: Visit; readonly governor: Governor }>
  /** Ends the delays that surveys wait for; those surveys are not shown. */
  stop(): void
}

/** What is to be shown. @internal */
export interface Choice {
  readonly survey: Survey
  readonly known: Known
}

/** @internal */
export function createAsking(deps: AskingDeps): Asking {
  const { options, memory, visitor, emitter } = deps
  const { clock } = options.platform
  const waits = new Set<() => void>()
  let isStopped = false

  async function moment(event: TriggerEvent, force = false) {
    const known = await deps.known()
    const visit = await visitor.visit(event, {})
    const { ledger } = await memory.recall(visit.now)
    const governor: Governor = { policy: known.policy, ledger, fullQuotas: known.fullQuotas }
    return { known, governor, visit: { ...visit, refused: deps.isRefused(), force } }
  }
  // read in the same task as the decision, so that of two trigger events at once the second sees the first
  function opened(visit: Visit): Visit {
    const open = deps.open()
    return open === undefined ? visit : { ...visit, open }
  }
  function refuse(surveyId: SurveyId, reason: ShowRefusal, evidence: Evidence = {}): NotShown {
    deps.count('suppressed', surveyId)
    emitter.emit('suppressed', { surveyId, reason, evidence, at: clock.now() })
    return { shown: false, surveyId, reason, evidence }
  }
  const suppressed = (surveyId: SurveyId, { reason, evidence }: Suppressed) => refuse(surveyId, reason, evidence)

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, done)
      function done() {
        cancel()
        waits.delete(done)
        resolve()
      }
      waits.add(done)
    })
  }

  return {
    async moment(event) {
      const { visit, governor } = await moment(event)
      return { visit: opened(visit), governor }
    },
    async choose(event) {
      const { known, visit, governor } = await moment(event)
      const { survey, decisions } = choose(known.surveys, opened(visit), governor)
      let first: NotShown = { shown: false, reason: 'no-trigger', evidence: { found: event } }
      for (const [surveyId, decision] of Object.entries(decisions)) {
        if (decision.show || decision.reason === 'no-trigger') continue
        const result = suppressed(surveyId, decision)
        if (!first.surveyId) first = result
      }
      if (!survey) return first
      const { delayMs = 0 } = survey.targeting ?? {}
      if (delayMs === 0) return { survey, known }
      await wait(delayMs)
      if (isStopped) return suppressed(survey.id, no('no-trigger', { stopped: true }))
      // [D7] the page, the consent or the ledger may have changed meanwhile
      const later = await moment(event)
      const again = decide(survey, opened(later.visit), later.governor)
      return again.show ? { survey, known: later.known } : suppressed(survey.id, again)
    },
    async refusal(survey, event, force = false) {
      const { visit, governor } = await moment(event, force)
      const decision = decide(survey, opened(visit), governor)
      return decision.show ? undefined : suppressed(survey.id, decision)
    },
    refuse,
    stop() {
      isStopped = true
      for (const done of [...waits]) done()
    },
  }
}
