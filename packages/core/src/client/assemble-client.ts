import type { SurveyId } from '../model/ids.ts'
import type { SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { makeId } from '../platform/make-id.ts'
import type { Platform } from '../platform/platform.ts'
import type { PassState, Queue } from '../queue/types.ts'
import { type Asking, createAsking } from './asking.ts'
import type { Begun, RunParts, RunsDeps } from './begun.ts'
import type { ConsentState } from './consent.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { Emitter } from './events.ts'
import { type Known, knownSurveys } from './known-surveys.ts'
import { makeWriter } from './make-writer.ts'
import { createMemory, type Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'
import { createRuns, type Runs } from './runs.ts'
import type { SendingDeps } from './sending.ts'
import { createVisitor, type Visitor } from './visitor.ts'

/** What a client is made of. Each part may be code that is still loading. @internal */
export interface ClientParts {
  /** Tells what happens. */
  readonly emitter: Emitter
  /** The survey that stands in the way of others now. Default: the oldest that is open. */
  open?(): SurveyId | undefined
  /** Steps runs on and saves them. */
  readonly runs: {
    /** The parts, if their code is loaded. */
    here(deps: SendingDeps): RunParts | undefined
    load(deps: SendingDeps): Promise<RunParts>
  }
  /** Keeps and sends. */
  queue(textsOf: (surveyId: SurveyId) => Survey | undefined): Queue | Promise<Queue>
  /** The same, if it has been made already. */
  queueHere?(): Queue | undefined
  /** May earlier pages have left something on this device? */
  mayHavePasses(): Promise<boolean>
  /** Writes a pass to the device while the code that applies its acts is still loading. */
  keepActs(pass: PassState): Promise<DeliveryState>
  /** [SV9] Hears of each showing, without anybody's id: for shops that count them. */
  shown?(showing: object): void
  /** The frank door of a project that has written none. */
  door(): Survey | Promise<Survey>
  /** Questions are shown by an interface of Frankly's own. */
  readonly isDrawn: boolean
  /** Runs an immediate save once what the act shows is on its way to the screen; the returned function takes it back. */
  soon?(save: () => void): () => void
}

/** The parts of a client, put together: everything but the face. @internal */
export interface ClientCore {
  /** Tells what happens. */
  readonly emitter: Emitter
  /** Who is here, and in what context. */
  readonly visitor: Visitor
  /** What this browser remembers of the visitor. */
  readonly memory: Memory
  /** Decides what may be shown. */
  readonly asking: Asking
  /** What is before the customer. */
  readonly runs: Runs
  /** Clock, chance, stores and log. */
  readonly platform: Platform
  /** What the customer allows now. */
  consent: ConsentState
  /** Keeps and sends; fetched at the first need, and again when that failed. */
  queue(): Promise<Queue>
  /** May earlier pages have left something on this device? */
  mayHavePasses(): Promise<boolean>
  /** Surveys and rules; fetched at the first need, and again when that failed. */
  known(): Promise<Known>
  /** Whether the surveys could be fetched. */
  readonly isReady: boolean
  /** The frank door: the project's own, else the built-in one. */
  door(): Promise<Survey>
  /** `undefined`: another page has the pass for this order. */
  begin(
    survey: Survey,
    how?: { readonly force?: boolean; readonly context?: Parameters<Visitor['learn']>[0] },
  ): Promise<Begun | undefined>
  /** [P3] Names the visitor. Returns the runs of another visitor, which are put away. */
  identify(subject: SubjectRef | undefined): Promise<readonly Begun[]>
  /** Saves what is open and ends everything. */
  destroy(): Promise<void>
  /** `destroy` was called. */
  readonly isEnded: boolean
  /** A survey is being begun at this moment. */
  readonly isBeginning: boolean
}

/** The only place where the parts of a client are built and put together. @internal */
export function assembleClient(options: ResolvedOptions, parts: ClientParts): ClientCore {
  const { platform, project } = options
  const { clock, random, log, lifecycle } = platform
  const { emitter, mayHavePasses } = parts
  const surveysMet = new Map<SurveyId, Survey>()
  let consent: ConsentState = { feedback: options.consent, analytics: 'denied', records: [] }
  let isEnded = false
  /** Everything that was said is saved. */
  let isOver = false
  let isReady = false
  let loading: Promise<Known> | undefined
  // between the decision and the first page: a second trigger event must not begin a second survey
  let beginning: SurveyId | undefined

  const mayWrite = () => consent.feedback === 'granted'
  const memory = createMemory(platform.cache, project, options.storage, clock.now(), mayWrite)
  const visitor = createVisitor(options, memory, () => makeId(clock, random))
  // [SV9] what happened to surveys on this page, in memory alone: it goes with an answer or not at all
  const counts: Record<string, number> = {}
  const count: RunsDeps['count'] = (what, surveyId, version) => {
    if (visitor.isTest) return
    const name = [what, surveyId, version, options.mode, visitor.locale].join('~')
    counts[name] = (counts[name] ?? 0) + 1
    if (what === 'shown') parts.shown?.({ survey: surveyId, version, mode: options.mode, locale: visitor.locale })
  }
  const withCounts = (queue: Queue): Queue => {
    queue.takeAlong(counts)
    return queue
  }
  const sendingDeps: SendingDeps = {
    queue() {
      const queue = parts.queue((surveyId) => surveysMet.get(surveyId))
      return queue instanceof Promise ? queue.then(withCounts) : withCounts(queue)
    },
    queueHere() {
      const queue = parts.queueHere?.()
      return queue && withCounts(queue)
    },
    emitter,
    sent: (responseId) => memory.sent(responseId, clock.now()),
    isOver: () => isOver,
  }
  const partsHere = () => parts.runs.here(sendingDeps)
  const loadParts = () => parts.runs.load(sendingDeps)
  const runs: Runs = createRuns({
    options,
    memory,
    visitor,
    emitter,
    writer: makeWriter(clock, random),
    isDrawn: parts.isDrawn,
    soon: parts.soon,
    partsHere,
    parts: loadParts,
    mayHavePasses,
    keepActs: parts.keepActs,
    count,
    consent: () => consent,
    met: (survey) => surveysMet.set(survey.id, survey),
  })
  const open = () => beginning ?? (parts.open ? parts.open() : runs.open[0]?.survey.id)
  const asking = createAsking({ options, memory, visitor, emitter, count, known, isRefused: () => !mayWrite(), open })
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
  return {
    emitter,
    visitor,
    memory,
    asking,
    runs,
    platform,
    async queue() {
      const { sending } = partsHere() ?? (await loadParts())
      return sending.load()
    },
    mayHavePasses,
    known,
    door,
    get consent() {
      return consent
    },
    set consent(next) {
      consent = next
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
    async begin(survey, { force = false, context } = {}) {
      beginning = survey.id
      try {
        return await runs.begin({ survey, known: await known(), context, force })
      } finally {
        beginning = undefined
      }
    },
    async identify(subject) {
      const { subject: before } = visitor
      visitor.identify(subject)
      const next = visitor.subject
      const isAnother = before !== undefined && before.id !== next?.id
      const left = isAnother ? await runs.leave((owner) => owner?.id === before.id) : []
      if (next) runs.adopt(next)
      return left
    },
    async destroy() {
      if (isEnded) return
      isEnded = true
      stopLeaving()
      asking.stop()
      await runs.leave()
      isOver = true
      partsHere()?.sending.close()
      emitter.clear()
    },
  }
}
