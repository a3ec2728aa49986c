import { FeedbackError } from '../errors.ts'
import type { SurveyId } from '../model/ids.ts'
import { makeId } from '../model/make-id.ts'
import type { SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { PassState, Queue } from '../queue/types.ts'
import { type Asking, createAsking } from './asking.ts'
import type { ConsentChange, ConsentState } from './consent.ts'
import { consented } from './consent.ts'
import type { DeliveryState } from './delivery-state.ts'
import { createEmitter, type Emitter } from './events.ts'
import { type Known, knownSurveys } from './known-surveys.ts'
import { makeWriter } from './make-writer.ts'
import { createMemory, type Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'
import { createPerson, type Person } from './person.ts'
import { type Begun, createRuns, type RunParts, type Runs } from './runs.ts'
import { createSending, type Sending } from './sending.ts'

/** What a client is put together from; each may be code that is still on its way. @internal */
export interface ClientParts {
  /** Tells what happens. Default: one of its own. */
  readonly emitter?: Emitter
  /** The survey that stands in the way of others now. Default: the one that was begun last. */
  open?(): SurveyId | undefined
  /** Steps runs on and saves them. */
  readonly runs: {
    /** If the code is here. */
    here(sending: Sending): RunParts | undefined
    load(sending: Sending): Promise<RunParts>
  }
  /** Keeps and sends. */
  queue(textsOf: (surveyId: SurveyId) => Survey | undefined): Queue | Promise<Queue>
  /** May earlier pages have left something on this device? */
  mayHavePasses(): Promise<boolean>
  /** Writes a pass down whose acts no code can step on yet. */
  keepActs(pass: PassState): Promise<DeliveryState>
  /** The frank door of a project that has written none. */
  door(): Survey | Promise<Survey>
  /** Questions are shown by an interface of Frankly's own. */
  readonly isDrawn: boolean
  /** Saves that are due at once wait so long, ms: an interface paints first. */
  readonly soonMs: number
}

/** The parts of a client, put together: everything but the face. @internal */
export interface ClientCore {
  readonly emitter: Emitter
  readonly person: Person
  readonly memory: Memory
  readonly asking: Asking
  readonly runs: Runs
  readonly sending: Sending
  readonly consent: ConsentState
  /** Surveys and rules; fetched at the first need, and again when that failed. */
  known(): Promise<Known>
  /** Whether the surveys could be fetched. */
  readonly isReady: boolean
  /** @throws FeedbackError `survey-unknown` */
  find(surveyId: SurveyId): Promise<Survey>
  door(): Promise<Survey>
  /** `undefined`: another page has the pass for this order. */
  begin(
    survey: Survey,
    how?: { readonly force?: boolean; readonly context?: Parameters<Person['learn']>[0] },
  ): Promise<Begun | undefined>
  /** [P3] Names the person; runs of another are put away: these. */
  identify(subject: SubjectRef | undefined): Promise<readonly Begun[]>
  setConsent(change: ConsentChange): Promise<ConsentState>
  reset(): Promise<void>
  destroy(): Promise<void>
  readonly isEnded: boolean
  /** A survey is being begun at this moment. */
  readonly isBeginning: boolean
}

/** The only place where the parts of a client are built and put together. @internal */
export function assembleClient(options: ResolvedOptions, parts: ClientParts): ClientCore {
  const { platform, project } = options
  const { clock, random, log, lifecycle } = platform
  const emitter = parts.emitter ?? createEmitter(log)
  const surveysMet = new Map<SurveyId, Survey>()
  let consent: ConsentState = { feedback: options.consent, analytics: 'denied', records: [] }
  let isEnded = false
  let isReady = false
  let loading: Promise<Known> | undefined
  // between the decision and the first page: a second occasion must not begin a second survey
  let beginning: SurveyId | undefined

  const mayWrite = () => consent.feedback === 'granted'
  const memory = createMemory(platform.cache, project, options.storage, clock.now(), mayWrite)
  const person = createPerson(options, memory, () => makeId(clock, random))
  const sending = createSending(
    () => parts.queue((surveyId) => surveysMet.get(surveyId)),
    emitter,
    (responseId) => memory.sent(responseId, clock.now()),
  )
  const runs: Runs = createRuns({
    options,
    memory,
    person,
    emitter,
    writer: makeWriter(clock, random),
    isDrawn: parts.isDrawn,
    soonMs: parts.soonMs,
    partsHere: () => parts.runs.here(sending),
    parts: () => parts.runs.load(sending),
    mayHavePasses: parts.mayHavePasses,
    keepActs: parts.keepActs,
    consent: () => consent,
    met: (survey) => surveysMet.set(survey.id, survey),
  })
  const open = () => beginning ?? (parts.open ? parts.open() : runs.open[0]?.survey.id)
  const asking = createAsking({ options, memory, person, emitter, known, isRefused: () => !mayWrite(), open })
  const stopLeaving = lifecycle.on('leaving', () => void runs.settle())

  function known(): Promise<Known> {
    loading ??= load().catch((error: unknown) => {
      log.warn('the surveys could not be fetched; the next command tries again', error)
      loading = undefined
      return knownSurveys(options, undefined, log)
    })
    return loading
  }
  async function load(): Promise<Known> {
    const { config } = options
    const found = knownSurveys(options, typeof config === 'function' ? await config() : config, log)
    isReady = true
    return found
  }
  async function door(): Promise<Survey> {
    return (await known()).door ?? (await parts.door())
  }
  async function takeBack(): Promise<void> {
    const responseIds = [
      ...new Set([...runs.open.map(({ responseId }) => responseId), ...(await memory.allSent(clock.now()))]),
    ]
    runs.withdraw()
    memory.erase()
    const queue = await sending.load()
    await queue.withdraw({ responseIds, ...(person.subject && { subjectId: person.subject.id }) })
  }
  /** Drafts of one who leaves are nobody's. */
  async function dropPasses(): Promise<void> {
    if (!(await parts.mayHavePasses())) return
    const queue = await sending.load()
    for (const { responseId } of await queue.passes()) await queue.release(responseId)
  }

  return {
    emitter,
    person,
    memory,
    asking,
    runs,
    sending,
    known,
    door,
    get consent() {
      return consent
    },
    get isReady() {
      return isReady
    },
    get isEnded() {
      return isEnded
    },
    get isBeginning() {
      return beginning !== undefined
    },
    async find(surveyId) {
      const { surveys } = await known()
      const survey = surveys.find(({ id }) => id === surveyId)
      if (survey) return survey
      const doorSurvey = await door()
      if (doorSurvey.id === surveyId) return doorSurvey
      const wanted = `one of ${surveys.map(({ id }) => id).join(', ') || 'none'}`
      throw new FeedbackError('survey-unknown', { surveyId, path: 'surveyId', found: surveyId, wanted })
    },
    async begin(survey, { force = false, context } = {}) {
      beginning = survey.id
      try {
        return await runs.begin({ survey, known: await known(), context, force })
      } finally {
        beginning = undefined
      }
    },
    async identify(subject) {
      const { subject: before } = person
      person.identify(subject)
      const next = person.subject
      const isAnother = before !== undefined && before.id !== next?.id
      const left = isAnother ? await runs.leave((owner) => owner?.id === before.id) : []
      if (next) runs.adopt(next)
      return left
    },
    async setConsent(change) {
      consent = consented(consent, change)
      if (mayWrite()) return consent
      if (consent.feedback === 'withdrawn') await takeBack()
      else {
        memory.erase()
        await dropPasses().catch((error: unknown) => log.warn('drafts could not be removed now', error))
      }
      return consent
    },
    async reset() {
      await runs.settle()
      await runs.dismiss()
      memory.forget(clock.now())
      person.forget()
      await dropPasses().catch((error: unknown) => log.warn('drafts could not be removed now', error))
    },
    async destroy() {
      if (isEnded) return
      isEnded = true
      stopLeaving()
      asking.stop()
      await runs.leave()
      sending.close()
      emitter.clear()
    },
  }
}
