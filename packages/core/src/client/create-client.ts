import { FeedbackError } from '../model/errors.ts'
import type { Survey } from '../model/survey.ts'
import { createQueue } from '../queue/queue.ts'
import { explain } from '../targeting/explain.ts'
import { textsOf } from '../wire/texts-of.ts'
import { assembleClient, type ClientCore } from './assemble-client.ts'
import type { Begun, RunParts } from './begun.ts'
import type { Client, NotShown, ShowResult } from './client.ts'
import { DOOR_SURVEY } from './door-survey.ts'
import { createEmitter } from './events.ts'
import { findSurvey } from './find-survey.ts'
import { type ClientOptions, resolveOptions } from './options.ts'
import { prefill, prefilledOrder } from './prefill.ts'
import { createRunParts } from './run-parts.ts'
import type { SendingDeps } from './sending.ts'
import { changeConsent, resetClient } from './take-back.ts'
import { toldContext, toldSubject } from './told-facts.ts'

/**
 * Makes a client: surveys, targeting, saving and sending, without a user interface.
 * @throws FeedbackError `option-invalid`, with every bad value named
 * @example
 * ```ts
 * const client = createClient({ project: 'pk_demo', transport: createConsoleAdapter(), surveys: [survey] })
 * const run = await client.start('after-purchase')
 * run.answer('score', { kind: 'rating', value: 9 })
 * const finish = await run.submit()
 * ```
 * @public
 */
export function createClient(given: ClientOptions): Client {
  const options = resolveOptions(given)
  const { platform, project, transport } = options
  let runParts: RunParts | undefined
  const runsOf = (deps: SendingDeps): RunParts => (runParts ??= createRunParts({ project, platform, ...deps }))
  const core = assembleClient(options, {
    emitter: createEmitter(platform.log),
    runs: { here: runsOf, load: async (deps) => runsOf(deps) },
    queue: (surveyOf) =>
      createQueue({
        project,
        transport,
        platform,
        textsFor: ({ surveyId, locale }) => {
          const survey = surveyOf(surveyId)
          return survey && textsOf(survey, locale)
        },
      }),
    mayHavePasses: async () => true,
    // the code that applies acts is always loaded
    keepActs: async () => ({ is: 'not_saved' }),
    door: () => DOOR_SURVEY,
    isDrawn: false,
  })
  void core.queue()
  // the caller can add listeners first
  void Promise.resolve().then(() => core.isEnded || core.emitter.emit('ready', {}))
  return faceOf(core, options.storage, options.auto)
}

const DESTROYED: NotShown = { shown: false, reason: 'destroyed' }

/** A list of the commands, each of a few lines: it is read from top to bottom. */
function faceOf(core: ClientCore, storage: 'none' | 'session' | 'local', auto: boolean): Client {
  const { emitter, visitor, asking, runs } = core
  const { log } = core.platform

  function shown(begun: Begun): ShowResult {
    begun.shown()
    return { shown: true, run: begun.handle, close: () => void begun.handle.leave() }
  }
  async function begin(survey: Survey): Promise<ShowResult> {
    // [C12] when two were decided at once, the first has begun by now
    const begun = core.isBeginning ? undefined : await core.begin(survey)
    return begun ? shown(begun) : asking.refuse(survey.id, 'another-open')
  }
  async function happened(event: Parameters<typeof asking.choose>[0]): Promise<ShowResult> {
    if (core.isEnded) return DESTROYED
    if (!auto) return { shown: false, reason: 'no-trigger', evidence: { auto: false } }
    const choice = await asking.choose(event)
    if ('shown' in choice) return choice
    // [P4] records of earlier pages may say that this order was answered, even if the ledger was lost
    const goesOn = await runs.hasPass(choice.survey)
    const no = goesOn ? undefined : await asking.refusal(choice.survey, event)
    return no ?? begin(choice.survey)
  }
  return {
    identify: (subject) => void (core.isEnded || core.identify(toldSubject(subject, log))),
    context: (facts) => void (core.isEnded || visitor.learn(toldContext(facts, log))),
    track: (name, properties = {}) => happened({ on: 'event', name, properties }),
    async purchase(order) {
      if (!core.isEnded) visitor.learn(toldContext({ order }, log))
      return happened({ on: 'purchase' })
    },
    async signal(name) {
      return happened({ on: 'event', name, properties: { count: visitor.signal(name) } })
    },
    notice: happened,
    async show(surveyId, how) {
      if (core.isEnded) return DESTROYED
      const { surveys } = await core.known()
      const survey = surveys.find(({ id }) => id === surveyId)
      if (!survey)
        return asking.refuse(surveyId, core.isReady ? 'unknown-survey' : 'not-loaded', {
          wanted: surveys.map(({ id }) => id),
          found: surveyId,
        })
      // [P5] called by name it goes on with what was begun: nobody is asked a second time
      const goesOn = runs.open.length === 0 && (await runs.hasPass(survey))
      const no = goesOn ? undefined : await asking.refusal(survey, { on: 'call' }, how?.force)
      return no ?? begin(survey)
    },
    async complain(given) {
      if (core.isEnded) return DESTROYED
      const survey = await core.door()
      const order = prefilledOrder(given, log)
      const begun = await core.begin(survey, { force: true, ...(order && { context: { order } }) })
      if (!begun) return asking.refuse(survey.id, 'another-open')
      prefill(begun.handle, survey, given)
      return shown(begun)
    },
    async start(surveyId, context) {
      if (core.isEnded)
        throw new FeedbackError('destroyed', { wanted: 'a client before destroy()', hint: 'make a new one' })
      const survey = await findSurvey(core, surveyId)
      const begun = (await core.begin(survey, { force: true, ...(context && { context: toldContext(context, log) }) }))!
      begun.shown()
      return begun.handle
    },
    async close() {
      await runs.dismiss()
    },
    async consent(change) {
      return core.isEnded ? core.consent : changeConsent(core, change)
    },
    locale(locale) {
      visitor.speak(locale)
      for (const { handle } of runs.open) handle.setLocale(visitor.locale)
    },
    on: (name, listener) => (core.isEnded ? () => {} : emitter.on(name, listener)),
    off: (name, listener) => emitter.off(name, listener),
    async explain(surveyId, when = { on: 'call' }) {
      const { surveys } = await core.known()
      const { visit, governor } = await asking.moment(when)
      return explain(surveys, visit, governor, surveyId)
    },
    async flush() {
      await runs.settle()
      return (await core.queue()).flush()
    },
    async status() {
      const { subject, locale, isTest } = visitor
      const open = runs.open.map(({ survey }) => survey.id)
      const { isReady, consent } = core
      const queue = await (await core.queue()).status()
      return { isReady, test: isTest, storage, consent, locale, open, ...(subject && { subject }), queue }
    },
    reset: async () => (core.isEnded ? undefined : resetClient(core)),
    destroy: () => core.destroy(),
  }
}
