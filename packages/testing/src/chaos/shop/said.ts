import type { StoredPass } from '../stored-pass.ts'
import type { CardMark } from './card-mark.ts'
import type { Heard, Ledger } from './heard.ts'
import { DOOR } from './surveys.ts'

/** What became of one told unit. */
export interface Finding {
  readonly order: string
  readonly survey: string
  readonly unit: string
  readonly detail: string
  /** Marks of all words on that card. */
  readonly marks: readonly string[]
}

/** The comparison of what screens said with what the store has. */
export interface Said {
  /** Cards whose customer was told sent or kept. */
  readonly told: number
  /** Of them: told kept, and never sent while somebody looked. */
  readonly keptOnly: number
  readonly units: number
  readonly missing: readonly Finding[]
  /** Chosen long before the browser died, never called "not saved", and gone. */
  readonly silent: readonly Finding[]
  readonly doubled: readonly Finding[]
  /** Answered to the end, then the browser died before its note of that was on the disk: asked and answered once more. */
  readonly askedAgain: number
  readonly wrong: readonly Finding[]
  readonly hung: readonly Finding[]
}

interface Promised {
  readonly unit: string
  readonly value: string
  readonly by: Heard
  /** What the same customer made of it afterwards, on a screen that had shown it. */
  readonly later: Set<string>
}

/** Compares unit by unit. `ignore`: browsers whose promises ended with them (a private window that was closed). */
export function judge(ledger: Ledger, stored: readonly StoredPass[], ignore: ReadonlySet<string> = new Set()): Said {
  const heard = ledger.heard.filter(({ order, survey }) => order && survey)
  const promised = promisesOf(ledger, heard, ignore)
  const missing = promised
    .filter((each) => !has(stored, each))
    .map(({ by, unit, value }) => finding(by, unit, `told ${by.says}: "${value}"`))
  const silent = ledger.quiet
    .filter((each) => !ignore.has(each.browser) && !ledger.withdrawn.some(({ browser }) => browser === each.browser))
    .flatMap((each) =>
      sayable(each).flatMap(([unit, value]) =>
        has(stored, { unit, value, by: each, later: laterOf(heard, each, unit, value) })
          ? []
          : [finding(each, unit, `chosen: "${value}"`)],
      ),
    )
  const told = heard.filter(({ says }) => says === 'sent' || says === 'kept')
  return {
    told: cardsOf(told).size,
    keptOnly: cardsOf(told).size - cardsOf(told.filter(({ says }) => says === 'sent')).size,
    units: promised.length,
    missing,
    silent,
    ...doubledOf(ledger, heard, stored),
    wrong: wrongOf(ledger, heard, stored),
    hung: heard.flatMap((each) => (each.hung ? [finding(each, '', `${each.hung}: ${each.words}`)] : [])),
  }
}

const cardsOf = (heard: readonly Heard[]) => new Set(heard.map(({ order, survey }) => `${order} ${survey}`))

/** What the store has at this moment of a card that just said "sent". */
export function missingNow(said: Heard, stored: readonly StoredPass[]): readonly Finding[] {
  return sayable(said).flatMap(([unit, value]) =>
    has(stored, { unit, value, by: said, later: new Set() })
      ? []
      : [finding(said, unit, `said sent before it was: "${value}"`)],
  )
}

/** A contact without a consent may be kept on the device, and never sent. */
function sayable({ units }: Heard): [string, string][] {
  return Object.entries(units).filter(([unit]) => unit !== 'reply.text' || units['reply_consent.granted'] === 'true')
}

function promisesOf(ledger: Ledger, heard: readonly Heard[], ignore: ReadonlySet<string>): readonly Promised[] {
  const promised = new Map<string, Promised[]>()
  const shown = new Map<string, Set<string>>()
  for (const each of heard) {
    const about = `${each.order} ${each.survey}`
    const before = promised.get(about) ?? []
    promised.set(about, before)
    for (const { unit, value, later } of before) {
      const now = each.units[unit] ?? ''
      // the customer changed it on a screen that had shown it
      if (now !== value && shown.get(`${each.place} ${unit}`)?.has(value)) later.add(now)
    }
    for (const [unit, value] of Object.entries(each.units)) {
      const place = `${each.place} ${unit}`
      shown.set(place, (shown.get(place) ?? new Set()).add(value))
    }
    const tells = (each.says === 'sent' || each.says === 'kept') && !ignore.has(each.browser)
    if (!tells || ledger.withdrawn.some(({ browser, at }) => browser === each.browser && at >= each.at)) continue
    for (const [unit, value] of sayable(each))
      if (!before.some((known) => known.unit === unit && known.value === value))
        before.push({ unit, value, by: each, later: new Set() })
  }
  return [...promised.values()].flat()
}

/** What the customer made of it afterwards, on a screen that had shown it. */
function laterOf(heard: readonly Heard[], from: Heard, unit: string, value: string): Set<string> {
  const later = new Set<string>()
  const shown = new Set<string>()
  for (const each of heard) {
    if (each.order !== from.order || each.survey !== from.survey) continue
    const now = each.units[unit] ?? ''
    if (now === value) shown.add(each.place)
    else if (each.at > from.at && shown.has(each.place)) later.add(now)
  }
  return later
}

function has(stored: readonly StoredPass[], { unit, value, by: { order, survey }, later }: Promised): boolean {
  return stored.some(
    (pass) =>
      pass.order === order &&
      pass.survey === survey &&
      pass.states.some((state) => {
        const found = state[unit] ?? ''
        // nothing at all is right only when the customer emptied it
        if (found === '') return later.has('')
        return (
          found === value ||
          holds(unit, found, value) ||
          [...later].some((each) => each.startsWith(found) || found.startsWith(each))
        )
      }),
  )
}

/** Who wrote on in the same field still says what stood there before; so does who ticked more. */
function holds(unit: string, found: string, value: string): boolean {
  if (unit.endsWith('.text')) return found.includes(value)
  return value.includes(',') && value.split(',').every((each) => found.split(',').includes(each))
}

/** One order, one response to a survey. What goes on from another response is that one. */
function doubledOf(
  ledger: Ledger,
  heard: readonly Heard[],
  stored: readonly StoredPass[],
): Pick<Said, 'doubled' | 'askedAgain'> {
  const byOrder = new Map<string, StoredPass[]>()
  for (const pass of stored) {
    if (pass.continues || !pass.order) continue
    // a new version asks anew
    const about = `${pass.order} ${pass.survey} ${pass.version}`
    byOrder.set(about, [...(byOrder.get(about) ?? []), pass])
  }
  const doubled: Finding[] = []
  let askedAgain = 0
  for (const [about, [first, ...more]] of byOrder) {
    if (!first) continue
    const cards = heard.filter(({ order, survey, version }) => `${order} ${survey} ${version}` === about)
    // [P4] the door opens wherever its customer asks for it: each of its cards may be an answer of its own
    if (first.survey === DOOR && more.length < new Set(cards.map(({ place }) => place)).size) continue
    const again = askedAgainOf(ledger, cards)
    askedAgain += Math.min(again, more.length)
    for (const pass of more.slice(again))
      doubled.push({
        order: pass.order,
        survey: pass.survey,
        unit: '',
        detail: `${first.id} (${first.status}) and ${pass.id} (${pass.status})`,
        marks: [],
      })
  }
  return { doubled, askedAgain }
}

/** How often these cards of one order began anew in a browser that had died after the last screen of the one before. */
function askedAgainOf(ledger: Ledger, cards: readonly Heard[]): number {
  const ended = cards.filter(({ says }) => says === 'sent' || says === 'kept')
  const begins = [...new Map([...cards].reverse().map((each) => [each.place, each])).values()]
  return begins.filter((begin) =>
    ledger.deaths.some(
      (death) =>
        death.browser === begin.browser &&
        death.at < begin.at &&
        ended.some((end) => end.browser === begin.browser && end.at < death.at),
    ),
  ).length
}

/** Whole ones only: one that was cut short names another. */
const MARK = /w-[a-z\d]+-\d+_/g

/** Words under another order, person, survey or version than the card they were written in, or changed on the way. */
function wrongOf(ledger: Ledger, heard: readonly Heard[], stored: readonly StoredPass[]): readonly Finding[] {
  const written = new Map<string, Heard[]>()
  for (const each of heard)
    for (const value of Object.values(each.units))
      for (const mark of value.match(MARK) ?? []) written.set(mark, [...(written.get(mark) ?? []), each])
  const wrong: Finding[] = []
  for (const pass of stored) {
    const complain = (unit: string, detail: string) =>
      wrong.push({ order: pass.order, survey: pass.survey, unit, detail, marks: [] })
    for (const state of pass.states) {
      for (const [unit, value] of Object.entries(state)) {
        if (unit === 'reply.text' && state['reply_consent.granted'] !== 'true')
          complain(unit, 'an address without a consent')
        for (const mark of value.match(MARK) ?? []) {
          const cards = written.get(mark) ?? []
          const isOf = (card: CardMark): boolean =>
            card.order === pass.order &&
            card.survey === pass.survey &&
            card.version === pass.version &&
            (!card.person || card.person === pass.person)
          const right = cards.filter(isOf)
          // a browser that was killed may have kept more than it came to show
          const meant = ledger.written.filter((each) => each.text.includes(mark) && isOf(each))
          if (right.length === 0 && meant.length === 0)
            complain(
              unit,
              `${mark} was written by ${describe(cards[0])}, stored as ${pass.order} ${pass.survey}.${pass.version} of "${pass.person}"`,
            )
          else if (
            !right.some((card) => (card.units[unit] ?? '').startsWith(value)) &&
            !meant.some((each) => each.unit === unit && each.text.startsWith(value))
          )
            complain(unit, `changed: stored "${value}", written "${right.at(-1)?.units[unit] ?? meant.at(-1)?.text}"`)
        }
      }
    }
    for (const { browser, at } of ledger.withdrawn) {
      const said = Object.entries(pass.states[0] ?? {})
      // it stood on the screen as it is stored, whole, when all was taken back
      const isOld = heard.some(
        (each) =>
          each.browser === browser &&
          each.order === pass.order &&
          each.survey === pass.survey &&
          each.at < at &&
          said.every(([unit, value]) => each.units[unit] === value),
      )
      if (said.length > 0 && isOld) complain('', 'stored although it was taken back')
    }
  }
  return wrong
}

const describe = (card: Heard | undefined) =>
  card ? `${card.order} ${card.survey}.${card.version} of "${card.person}"` : 'nobody'

function finding({ order, survey, units }: Heard, unit: string, detail: string): Finding {
  return { order, survey, unit, detail, marks: Object.values(units).flatMap((value) => value.match(MARK) ?? []) }
}
