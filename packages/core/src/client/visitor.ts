import { cleanLocale } from '../clean/clean-locale.ts'
import type { Locale } from '../model/ids.ts'
import type { ResponseContext, SubjectRef } from '../model/response.ts'
import type { TriggerEvent, Visit } from '../targeting/visit.ts'
import type { FeedbackContext } from './context.ts'
import type { Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'

const CONTACT_HISTORY_MS = 1500

/** Who is here, in what context, and what the collector knows of them. What it is told was cleaned before. @internal */
export interface Visitor {
  /** Who is known. `undefined`: nobody. */
  readonly subject: SubjectRef | undefined
  /** Language of the customer. */
  readonly locale: Locale
  /** Answers are trials: marked, not governed and not noted. */
  readonly isTest: boolean
  /** Names who is here. */
  identify(subject: SubjectRef | undefined): void
  /** Changes the language; a tag that is not valid is ignored. */
  speak(locale: Locale): void
  /** Adds facts about the context. */
  learn(facts: FeedbackContext): void
  /** A complaint of theirs is open now: nothing else is asked. */
  complained(): void
  /** How often this signal was given, now included. */
  signal(name: string): number
  /** The context of a response that begins now. */
  responseContext(extra: FeedbackContext | undefined, withSignals: boolean): ResponseContext
  /** Everything a decision may know; waits for the collector, not for long. */
  visit(event: TriggerEvent, extra: Partial<Visit>): Promise<Visit>
  /** The visitor leaves. */
  forget(): void
}

/**
 * One closure: `forget` and `identify` take back what every other command here has learned.
 * @internal
 */
export function createVisitor(options: ResolvedOptions, memory: Memory, newKey: () => string): Visitor {
  const { clock, log } = options.platform
  let subject: SubjectRef | undefined
  let locale = cleanLocale(options.locale) ?? 'en'
  let context: FeedbackContext = {}
  let signals = new Map<string, number>()
  let key = newKey()
  /** Rises with each visitor after the first. */
  let visitors = 0
  let caseOpen = false
  let test = options.test
  let history: Promise<void> = Promise.resolve()

  function askForHistory(): void {
    const { order } = context
    if (!options.contactHistory || !(subject || order)) return
    const whose = visitors
    const asked = options
      .contactHistory({ ...(subject && { subject }), ...(order && { order }) })
      .then((known) => {
        if (whose !== visitors || !known) return
        if (known.ledger) memory.learn(known.ledger, clock.now())
        if (known.caseOpen !== undefined) caseOpen = known.caseOpen
      })
      .catch((error: unknown) => log.warn('the contact history could not be asked for; going on without', error))
    const late = new Promise<void>((resolve) => {
      const cancel = clock.after(CONTACT_HISTORY_MS, resolve)
      void asked.then(cancel)
    })
    history = Promise.race([asked, late])
  }

  return {
    get subject() {
      return subject
    },
    get locale() {
      return locale
    },
    get isTest() {
      return test
    },
    identify(named) {
      if (subject && subject.id !== named?.id) {
        // [P3] what is known of one visitor does not apply to the next, nor does a late reply
        caseOpen = false
        visitors++
      }
      subject = named
      askForHistory()
    },
    speak(given) {
      const next = cleanLocale(given)
      if (!next) log.warn('left out, since it is no tag of a language: "locale"; the one before stays')
      locale = next ?? locale
    },
    learn({ test: trial, ...facts }) {
      test = trial ?? test
      context = { ...context, ...facts, ...(facts.tags && { tags: { ...context.tags, ...facts.tags } }) }
      if (facts.order) askForHistory()
    },
    complained() {
      caseOpen = true
    },
    signal(name) {
      const count = (signals.get(name) ?? 0) + 1
      signals.set(name, count)
      return count
    },
    responseContext(extra, withSignals) {
      const { touchpoint: _, test: __, ...facts } = { ...context, ...extra }
      const device = facts.device ?? options.device()
      const path = facts.path ?? options.url().replace(/^\w+:\/\/[^/?#]*|[?#].*$/gs, '')
      const utcOffsetMinutes = facts.utcOffsetMinutes ?? options.utcOffset(clock.now())
      const counts = withSignals ? [...signals].map(([name, count]) => [`signal_${name}`, String(count)]) : []
      return {
        ...facts,
        ...(path && { path }),
        ...(device && { device }),
        ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
        ...(counts.length > 0 && { tags: { ...facts.tags, ...Object.fromEntries(counts) } }),
      }
    },
    async visit(event, extra) {
      await history
      const now = clock.now()
      const { sessionStart } = await memory.recall(now)
      const { order, touchpoint, utcOffsetMinutes } = context
      const device = context.device ?? options.device()
      const offset = utcOffsetMinutes ?? options.utcOffset(now)
      return {
        now,
        url: options.url(),
        locale,
        key: subject?.id ?? order?.orderId ?? key,
        event,
        sessionStart,
        caseOpen,
        test,
        ...(device && { device }),
        ...(touchpoint && { touchpoint }),
        ...(order && { order }),
        ...(subject?.traits && { traits: subject.traits }),
        ...(offset !== undefined && { offsets: [offset] }),
        ...extra,
      }
    },
    forget() {
      visitors++
      subject = undefined
      context = {}
      signals = new Map()
      key = newKey()
      caseOpen = false
      test = options.test
      history = Promise.resolve()
    },
  }
}
