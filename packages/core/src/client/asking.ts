import type { SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import { choose, decide } from '../targeting/decide.ts'
import { no, type Suppressed } from '../targeting/reasons.ts'
import type { Governor, Happening, Visit } from '../targeting/visit.ts'
import type { ShowResult } from './client.ts'
import type { Emitter } from './events.ts'
import type { Known } from './known-surveys.ts'
import type { Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'
import type { Person } from './person.ts'
import type { Runs } from './runs.ts'

/** @internal */
export interface AskingDeps {
  readonly options: ResolvedOptions
  readonly memory: Memory
  readonly person: Person
  readonly runs: Runs
  readonly emitter: Emitter
  known(): Promise<Known>
  isRefused(): boolean
}

/** Decides on a moment and begins what is to be shown. @internal */
export interface Asking {
  happened(happening: Happening): Promise<ShowResult>
  show(surveyId: SurveyId, force: boolean): Promise<ShowResult>
  moment(happening: Happening): Promise<{ readonly visit: Visit; readonly governor: Governor }>
  /** Lets go of surveys that wait for their delay. */
  stop(): void
}

/** @internal */
export function createAsking(deps: AskingDeps): Asking {
  const { options, memory, person, runs, emitter } = deps
  const { clock } = options.platform
  const waits = new Set<() => void>()
  // between the decision and the first page: a second occasion must not begin a second survey
  let beginning: SurveyId | undefined
  let isStopped = false

  async function moment(happening: Happening, force = false) {
    const known = await deps.known()
    const visit = await person.visit(happening, {})
    const { ledger } = await memory.recall(visit.now)
    const governor: Governor = { policy: known.policy, ledger, fullQuotas: known.fullQuotas }
    return { known, governor, visit: { ...visit, refused: deps.isRefused(), force } }
  }
  // asked without a pause before the decision, so that of two occasions at once the second sees the first
  function opened(visit: Visit): Visit {
    const open = beginning ?? runs.open[0]?.surveyId
    return open === undefined ? visit : { ...visit, open }
  }
  function suppressed(surveyId: SurveyId, { reason, evidence }: Suppressed): ShowResult {
    emitter.emit('suppressed', { surveyId, reason, evidence, at: clock.now() })
    return { shown: false, surveyId, reason, evidence }
  }
  async function begin(survey: Survey, known: Known): Promise<ShowResult> {
    beginning = survey.id
    try {
      return { shown: true, run: await runs.begin(survey, known) }
    } finally {
      beginning = undefined
    }
  }
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
    async moment(happening) {
      const { visit, governor } = await moment(happening)
      return { visit: opened(visit), governor }
    },
    async happened(happening) {
      if (!options.auto) return { shown: false, reason: 'no-trigger', evidence: { auto: false } }
      const { known, visit, governor } = await moment(happening)
      const { survey, decisions } = choose(known.surveys, opened(visit), governor)
      let first: ShowResult = { shown: false, reason: 'no-trigger', evidence: { found: happening } }
      for (const [surveyId, decision] of Object.entries(decisions)) {
        if (decision.show || decision.reason === 'no-trigger') continue
        const result = suppressed(surveyId, decision)
        if (!('surveyId' in first)) first = result
      }
      if (!survey) return first
      const { delayMs = 0 } = survey.targeting ?? {}
      if (delayMs === 0) return begin(survey, known)
      await wait(delayMs)
      // the page, the consent or the ledger may have changed meanwhile
      const later = await moment(happening)
      const again = isStopped
        ? no('no-trigger', { stopped: true })
        : decide(survey, opened(later.visit), later.governor)
      return again.show ? begin(survey, later.known) : suppressed(survey.id, again)
    },
    async show(surveyId, force) {
      const { known, visit, governor } = await moment({ on: 'call' }, force)
      const survey = known.surveys.find(({ id }) => id === surveyId)
      const decision = survey
        ? decide(survey, opened(visit), governor)
        : no('unknown-survey', { wanted: known.surveys.map(({ id }) => id), found: surveyId })
      return survey && decision.show ? begin(survey, known) : suppressed(surveyId, decision as Suppressed)
    },
    stop() {
      isStopped = true
      for (const done of [...waits]) done()
    },
  }
}
