import { cleanLocale } from '../model/clean-locale.ts'
import type { Locale } from '../model/ids.ts'
import type { ResponseContext, SubjectRef } from '../model/response.ts'
import type { Happening, Visit } from '../targeting/visit.ts'
import type { FeedbackContext } from './context.ts'
import type { Memory } from './memory.ts'
import type { ResolvedOptions } from './options.ts'

const STANDING_MS = 1500

/** Who is here, on what occasion, and what the collector knows of them. What it is told was cleaned before. @internal */
export interface Person {
  readonly subject: SubjectRef | undefined
  readonly locale: Locale
  /** Answers are trials: marked, not governed and not noted. */
  readonly isTest: boolean
  identify(subject: SubjectRef | undefined): void
  speak(locale: Locale): void
  learn(facts: FeedbackContext): void
  complained(): void
  /** How often this sign was seen, now included. */
  signal(name: string): number
  /** The context of a response that begins now. */
  occasion(extra: FeedbackContext | undefined, withSignals: boolean): ResponseContext
  /** Everything a decision may know; waits for the collector, not for long. */
  visit(happening: Happening, extra: Partial<Visit>): Promise<Visit>
  forget(): void
}

/** @internal */
export function createPerson(options: ResolvedOptions, memory: Memory, newKey: () => string): Person {
  const { clock, log } = options.platform
  let subject: SubjectRef | undefined
  let locale = cleanLocale(options.locale) ?? 'en'
  let context: FeedbackContext = {}
  let signals = new Map<string, number>()
  let key = newKey()
  /** Rises with each person after the first. */
  let persons = 0
  let caseOpen = false
  let test = options.test
  let standing: Promise<void> = Promise.resolve()

  function askStanding(): void {
    const { order } = context
    if (!options.standing || !(subject || order)) return
    const whose = persons
    const asked = options
      .standing({ ...(subject && { subject }), ...(order && { order }) })
      .then((known) => {
        if (whose !== persons || !known) return
        if (known.ledger) memory.learn(known.ledger, clock.now())
        if (known.caseOpen !== undefined) caseOpen = known.caseOpen
      })
      .catch((error: unknown) => log.warn('the standing could not be asked; going on without', error))
    const late = new Promise<void>((resolve) => {
      const cancel = clock.after(STANDING_MS, resolve)
      void asked.then(cancel)
    })
    standing = Promise.race([asked, late])
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
        // [P3] what is known of one person says nothing about the next, nor does what comes late
        caseOpen = false
        persons++
      }
      subject = named
      askStanding()
    },
    speak(given) {
      const next = cleanLocale(given)
      if (!next) log.warn('left out, since it is no tag of a language: "locale"; the one before stays')
      locale = next ?? locale
    },
    learn({ test: trial, ...facts }) {
      test = trial ?? test
      context = { ...context, ...facts, ...(facts.tags && { tags: { ...context.tags, ...facts.tags } }) }
      if (facts.order) askStanding()
    },
    complained() {
      caseOpen = true
    },
    signal(name) {
      const count = (signals.get(name) ?? 0) + 1
      signals.set(name, count)
      return count
    },
    occasion(extra, withSignals) {
      const { touchpoint: _, test: __, ...facts } = { ...context, ...extra }
      const device = facts.device ?? options.device()
      const path = facts.path ?? options.url().replace(/^\w+:\/\/[^/?#]*|[?#].*$/gs, '')
      const utcOffsetMinutes = facts.utcOffsetMinutes ?? options.utcOffset(clock.now())
      const signs = withSignals ? [...signals].map(([name, count]) => [`signal_${name}`, String(count)]) : []
      return {
        ...facts,
        ...(path && { path }),
        ...(device && { device }),
        ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
        ...(signs.length > 0 && { tags: { ...facts.tags, ...Object.fromEntries(signs) } }),
      }
    },
    async visit(happening, extra) {
      await standing
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
        happening,
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
      persons++
      subject = undefined
      context = {}
      signals = new Map()
      key = newKey()
      caseOpen = false
      test = options.test
      standing = Promise.resolve()
    },
  }
}
