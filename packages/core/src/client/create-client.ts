import { FeedbackError } from '../errors.ts'
import type { SurveyId } from '../model/ids.ts'
import { makeId } from '../model/make-id.ts'
import type { Survey } from '../model/survey.ts'
import { createQueue } from '../queue/queue.ts'
import { explain } from '../targeting/explain.ts'
import { textsOf } from '../wire/texts-of.ts'
import { createAsking } from './asking.ts'
import type { Client } from './client.ts'
import { type ConsentState, consented } from './consent.ts'
import { createDrafts } from './drafts.ts'
import { createEmitter } from './events.ts'
import { complaintOf, type Known, knownSurveys } from './known-surveys.ts'
import { createMemory } from './memory.ts'
import { type FeedbackOptions, resolveOptions } from './options.ts'
import { createPerson } from './person.ts'
import { createRuns } from './runs.ts'
import { tellDeliveries } from './tell-deliveries.ts'

const DAY = 86_400_000

/**
 * Makes a client: surveys, targeting, saving and sending, without a user interface. The only place where the
 * parts are built and put together.
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
export function createClient(given: FeedbackOptions): Client {
  const options = resolveOptions(given)
  const { platform, project } = options
  const { clock, random, log, lifecycle } = platform
  const emitter = createEmitter(log)
  const surveysMet = new Map<SurveyId, Survey>()
  let consent: ConsentState = { feedback: options.consent, analytics: 'denied', records: [] }
  let ended = false

  const queue = createQueue({
    project,
    transport: options.transport,
    platform,
    textsFor: ({ surveyId, locale }) => {
      const survey = surveysMet.get(surveyId)
      return survey && textsOf(survey, locale)
    },
  })
  const mayWrite = () => consent.feedback === 'granted'
  const memory = createMemory(platform.cache, project, options.storage, clock.now(), mayWrite)
  const drafts = createDrafts(platform.cache, project, options.draftDays * DAY)
  const person = createPerson(options, memory, () => makeId(clock, random))
  const complaints = tellDeliveries(queue, emitter)
  const runs = createRuns({
    options,
    queue,
    drafts,
    memory,
    person,
    emitter,
    consent: () => consent,
    met: (survey) => surveysMet.set(survey.id, survey),
    complains(deliveryId, draft) {
      complaints.set(deliveryId, draft)
      if (!options.test) person.complained()
    },
  })
  const asking = createAsking({ options, memory, person, runs, emitter, known, isRefused: () => !mayWrite() })
  const stopLeaving = lifecycle.on('leaving', () => void runs.settle())
  queue.resume()

  let loading: Promise<Known> | undefined
  let isReady = false
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
    emitter.emit('ready', { surveys: found.surveys.map(({ id }) => id) })
    return found
  }
  function alive(): void {
    if (ended) throw new FeedbackError('destroyed', { wanted: 'a client before destroy()', hint: 'make a new one' })
  }
  async function find(surveyId: SurveyId): Promise<readonly [Survey, Known]> {
    const all = await known()
    const survey = all.surveys.find(({ id }) => id === surveyId) ?? (all.door.id === surveyId ? all.door : undefined)
    if (survey) return [survey, all]
    const wanted = `one of ${all.surveys.map(({ id }) => id).join(', ') || 'none'}`
    throw new FeedbackError('survey-unknown', { surveyId, path: 'surveyId', found: surveyId, wanted })
  }

  return {
    identify(subject) {
      alive()
      person.identify(subject)
    },
    context(facts) {
      alive()
      person.learn(facts)
    },
    async track(name, properties = {}) {
      alive()
      return asking.happened({ on: 'event', name, properties })
    },
    async purchase(order) {
      alive()
      person.learn({ order })
      return asking.happened({ on: 'purchase' })
    },
    async signal(name) {
      alive()
      return asking.happened({ on: 'event', name, properties: { count: person.signal(name) } })
    },
    async notice(happening) {
      alive()
      return asking.happened(happening)
    },
    async show(surveyId, how) {
      alive()
      return asking.show(surveyId, how?.force ?? false)
    },
    async complain(prefill = {}) {
      alive()
      const { text, category, order } = prefill
      const all = await known()
      const run = await runs.begin(all.door, all, order && { order })
      const question = complaintOf(all.door)
      if (question && (text || category))
        run.answer(question, { kind: 'complaint', text: text ?? '', ...(category && { category }) })
      return run
    },
    async start(surveyId, context) {
      alive()
      return runs.begin(...(await find(surveyId)), context)
    },
    async close() {
      alive()
      await runs.dismiss()
    },
    async consent(change) {
      alive()
      consent = consented(consent, change)
      if (mayWrite()) return consent
      memory.erase()
      for (const surveyId of surveysMet.keys()) drafts.remove(surveyId, person.subject?.id)
      if (consent.feedback === 'withdrawn') await queue.withdraw(person.subject && { subjectId: person.subject.id })
      return consent
    },
    locale(locale) {
      alive()
      person.speak(locale)
      for (const run of runs.open) run.setLocale(locale)
    },
    on: (name, listener) => {
      alive()
      return emitter.on(name, listener)
    },
    off: (name, listener) => emitter.off(name, listener),
    async explain(surveyId, when = { on: 'call' }) {
      alive()
      const { surveys } = await known()
      const { visit, governor } = await asking.moment(when)
      return explain(surveys, visit, governor, surveyId)
    },
    async flush() {
      alive()
      await runs.settle()
      return queue.flush()
    },
    async status() {
      alive()
      const { subject, locale } = person
      const open = runs.open.map((run) => run.surveyId)
      const { test, storage } = options
      const state = { isReady, test, storage, consent, locale, open, ...(subject && { subject }) }
      return { ...state, queue: await queue.status() }
    },
    async reset() {
      alive()
      await runs.settle()
      await runs.dismiss()
      for (const { id } of (await known()).surveys) drafts.remove(id, person.subject?.id)
      memory.forget(clock.now())
      person.forget()
    },
    async destroy() {
      if (ended) return
      ended = true
      await runs.settle()
      asking.stop()
      stopLeaving()
      queue.close()
      emitter.clear()
    },
  }
}
