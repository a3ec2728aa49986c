import type { Issue } from '../model/errors.ts'
import { isOfKind } from '../model/is-of-kind.ts'
import type { LocalizedText } from '../model/localized.ts'
import type { Condition, Operand, Question, QuestionKind, QuestionOf } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import { checkEndings, endsOf } from './sense/check-endings.ts'
import { temptsIn } from './sense/links-in.ts'
import { createNotes, type Note } from './sense/notes.ts'
import { apart, arrival, departure, type PageGraph, pageGraph } from './sense/page-graph.ts'
import { decidesLinks, type OperandReader, possibleLink } from './sense/piped-links.ts'
import { comparisonsOf, isOperand, type PlacedText, questionsOf, textsIn } from './sense/walk.ts'

/** Our own events that tell what somebody answered. */
const TELLING = /^(answer\.|response\.|complaint\.|case\.|praise\.)/
/** Of those, the ones that only the happy or only the unhappy cause. */
const ONE_SIDED = /^(complaint|case|praise)\./

/**
 * Something that is offered to everybody alike, whatever was answered: a link, a reward, a way to be answered, the
 * frank door. Choosing by score who may praise in public or complain is gating, which platforms and consumer law
 * forbid (16 CFR 465 in the USA, Directive 2005/29/EC Annex I 23b and 23c in the EU) and which makes frankness unsafe.
 */
interface Carrier {
  /** What it is, in words: `"review"`, `the link www.shop.example in pages[0].title`. */
  readonly name: string
  /** The node of the page graph at which the customer meets it. */
  readonly place: number
  /** What else decides whether it is shown there. */
  readonly conditions: readonly { readonly condition: Condition; readonly path: string }[]
  /** A consent stands beside the address that it is about: whether somebody left one does not depend on a score. */
  readonly ofConsent: boolean
  /** Leads out of the survey: a public page, a gift. */
  readonly leadsOut: boolean
}

/**
 * [S8] Finds every way in which an answer decides who meets a link, a reward or a way to be answered: a condition
 * that reads an answer, directly or through a variable, a fork in the way after which only one of the ways holds
 * it, and a text that is filled differently. Facts of the context may decide, answers may not.
 */
export function checkFairness(survey: Survey, graph: PageGraph, note: Note): void {
  const unfair: Unfair = (path, found, name, hint) =>
    note('gated-by-answer', path, found, `${name} for everybody, whatever they answered`, hint)
  const reads = readerOf(survey, (operand) => ('answer' in operand ? `answer ${operand.answer}` : undefined))
  const carriers = carriersOf(survey, graph)
  checkGates(survey, graph, carriers, reads, unfair)
  checkPiping(survey, reads, unfair)
  checkEndings(survey, graph, note)
  if (carriers.length === 0) return
  checkBounds(survey, graph, carriers, note)
  for (const [i, trigger] of (survey.targeting?.triggers ?? []).entries())
    if (trigger.on === 'event' && TELLING.test(trigger.name) && (trigger.where || ONE_SIDED.test(trigger.name)))
      unfair(`targeting.triggers[${i}]`, `what was said (${trigger.name})`, carriers[0]!.name, 'ask everybody')
}

/**
 * Names what may be a gate, though the survey alone cannot show it: a link, a reward or a way to be answered that
 * depends on traits, tags or events, which may be set by score outside; a required consent before it; words that
 * promise a gift or ask for a review only after some answers. Code `may-gate`. `frankly lint` and the start of the
 * collector print them; the survey runs.
 * @public
 */
export function fairnessWarnings(survey: Survey): Issue[] {
  const { note, issues } = createNotes()
  const graph = pageGraph(survey)
  const warn: Unfair = (path, found, name, hint) =>
    note('may-gate', path, found, `${name} for everybody, whatever they answered`, hint)
  const carriers = carriersOf(survey, graph)
  const tags = readerOf(survey, (operand) =>
    'context' in operand && operand.context.startsWith('tags.') ? operand.context : undefined,
  )
  const advice = 'make sure that it is not set by score'
  const again: Unfair = (path, found, name) => warn(path, found, name, advice)
  checkGates(survey, graph, carriers, tags, again)
  checkPiping(survey, tags, again)
  const answers = readerOf(survey, (operand) => ('answer' in operand ? `answer ${operand.answer}` : undefined))
  checkGates(survey, graph, temptationsOf(survey, graph), answers, (path, found, name) =>
    warn(path, found, name, 'praise in public and gifts are offered to all or to none'),
  )
  warnTargeting(survey, carriers, again)
  for (const { part, page, path } of questionsOf(survey)) {
    const held = part.kind === 'consent' && part.required && carriers.find(({ place }) => follows(graph, page, place))
    if (held)
      warn(path, 'a required consent on the way', held.name, 'let it be left out, unless it is about the address')
  }
  return issues
}

/** Writes a gate down. */
type Unfair = (path: string, found: string, name: string, hint: string) => void
/** Names what a condition or an operand reads of what is asked about, directly or through variables. */
interface Reader {
  condition(condition: Condition, spares?: (operand: Operand) => boolean): string | undefined
  readonly operand: OperandReader
}

function checkGates(
  survey: Survey,
  graph: PageGraph,
  carriers: readonly Carrier[],
  reads: Reader,
  unfair: Unfair,
): void {
  if (carriers.length === 0) return
  const said = new Set<string>()
  const once: Unfair = (path, found, name, hint) => {
    if (!said.has(path + name)) unfair(path, found, name, hint)
    said.add(path + name)
  }
  const spares = sparesOf(survey)
  for (const { conditions, name, ofConsent } of carriers)
    for (const { condition, path } of conditions) {
      const read = reads.condition(condition, ofConsent ? spares : undefined)
      if (read) once(path, read, name, 'read the context, or show it to everybody')
    }
  for (const { place, path, condition } of forksOf(survey, graph)) {
    const between = apart(graph.next, place, graph.meeting[place])
    for (const carrier of carriers) {
      const read = between.has(carrier.place) && reads.condition(condition, carrier.ofConsent ? spares : undefined)
      if (read) once(path, read, carrier.name, 'put it where the ways have met again')
    }
  }
}

/** Whoever left an address may be asked for the consent to use it: this does not depend on a score. */
function sparesOf(survey: Survey): (operand: Operand) => boolean {
  const contacts = new Set(questionsOf(survey).flatMap(({ part }) => (part.kind === 'contact' ? [part.id] : [])))
  return (operand) => 'answer' in operand && contacts.has(operand.answer)
}

/** A text that is filled by what was answered holds the same links for everybody. */
function checkPiping(survey: Survey, reads: Reader, unfair: Unfair): void {
  for (const { part, path } of textsIn(survey))
    for (const [words, at] of versionsOf(part, path)) {
      const read = decidesLinks(words, survey, reads.operand)
      if (read) unfair(at, read, 'the same links', 'write the link into the text itself, or take the place out of it')
    }
}

/** Everything that has to be met by all or by none. */
function carriersOf(survey: Survey, graph: PageGraph): Carrier[] {
  const blocks = questionsOf(survey).flatMap(({ part, page, path }): Carrier[] => {
    const { id, kind } = part
    if (!isGuarded(kind, part)) return []
    return [
      {
        name: `"${id}"`,
        place: arrival(page),
        conditions: conditionsOn(survey, page, part, path),
        ofConsent: kind === 'consent',
        leadsOut: kind === 'review_link' || kind === 'reward',
      },
    ]
  })
  // all endings hold the same links (`checkEndings`): they are met by everybody at the end of every way
  const texts = textsIn(survey).flatMap((text) =>
    textCarrier(survey, graph, text, (words) => possibleLink(words, survey)),
  )
  const goesOn: Carrier[] = survey.redirect
    ? [{ name: 'the redirect', place: graph.end, conditions: [], ofConsent: false, leadsOut: true }]
    : []
  return [...blocks, ...texts, ...goesOn]
}

const yes = (): boolean => true
const no = (): boolean => false

/** Blocks that are a link, a reward or a way to be answered by themselves. */
const GUARDED: { readonly [Kind in QuestionKind]: (block: QuestionOf<Kind>) => boolean } = {
  rating: no,
  scale: no,
  choice: no,
  text: ({ input }) => input === 'email' || input === 'phone',
  matrix: no,
  ranking: no,
  split: no,
  contact: yes,
  consent: ({ link }) => link !== undefined,
  attachment: no,
  statement: no,
  praise: no,
  complaint: yes,
  review_link: yes,
  reward: yes,
}

function isGuarded<Kind extends QuestionKind>(kind: Kind, block: Question): boolean {
  return isOfKind(block, kind) && GUARDED[kind](block)
}

/** Texts that only speak of gifts and reviews. */
function temptationsOf(survey: Survey, graph: PageGraph): Carrier[] {
  const tempts = (words: string): string | undefined => (temptsIn(words) ? words : undefined)
  const texts = textsIn(survey).flatMap((text) => (isOfEnd(text) ? [] : textCarrier(survey, graph, text, tempts)))
  const ends = endsOf(survey, graph)
  const inEnds = ends.flatMap(({ texts: said, path, place }) => {
    const found = said.flatMap((text) =>
      text === undefined ? [] : textCarrier(survey, graph, { part: text, path }, tempts),
    )
    return found.slice(0, 1).map((carrier): Carrier => ({ ...carrier, place }))
  })
  // what every end says is met by everybody
  return inEnds.length === ends.length ? texts : [...texts, ...inEnds]
}

/** Is it said at the end? */
const isOfEnd = ({ path }: Pick<PlacedText, 'path'>): boolean => path === 'thanks' || path.startsWith('endings[')

function textCarrier(
  survey: Survey,
  graph: PageGraph,
  { part, path, page, question }: Omit<PlacedText, 'marks'>,
  find: (words: string) => string | undefined,
): Carrier[] {
  const found = versionsOf(part, path).flatMap(([words]) => find(words) ?? [])[0]
  if (found === undefined) return []
  // the texts of the survey are met by everybody, those of the end at the end of every way
  const at = page === undefined ? (isOfEnd({ path }) ? graph.end : arrival(0)) : undefined
  return [
    {
      name: `the words ${JSON.stringify(found.slice(0, 60))} in ${path}`,
      place: at ?? (question ? arrival(page!) : departure(page!)),
      conditions: page === undefined ? [] : conditionsOn(survey, page, question?.part, question?.path),
      ofConsent: question?.part.kind === 'consent',
      leadsOut: true,
    },
  ]
}

function conditionsOn(survey: Survey, page: number, block: Question | undefined, path = ''): Carrier['conditions'] {
  const found: Carrier['conditions'][number][] = []
  const ofPage = survey.pages[page]?.showIf
  if (block?.showIf) found.push({ condition: block.showIf, path: `${path}.showIf` })
  if (ofPage) found.push({ condition: ofPage, path: `pages[${page}].showIf` })
  return found
}

function readerOf(survey: Survey, direct: OperandReader): Reader {
  const telling = new Map<string, string>()
  const operand: OperandReader = (each) => ('variable' in each ? telling.get(each.variable) : direct(each))
  const condition: Reader['condition'] = (whole, spares) => {
    for (const { part } of comparisonsOf(whole, '')) {
      const read = spares?.(part.left) ? undefined : operand(part.left)
      if (read) return read
    }
    return undefined
  }
  for (const { id, rules } of survey.variables ?? [])
    for (const { when, value } of rules) {
      const read = (when && condition(when)) ?? (isOperand(value) ? operand(value) : undefined)
      if (read) telling.set(id, `variable ${id}, which reads ${read.replace(/^variable .*, which reads /, '')}`)
    }
  return { condition, operand }
}

interface Fork {
  readonly place: number
  readonly path: string
  readonly condition: Condition
}

/** Places where a condition decides which way is taken. */
function forksOf(survey: Survey, graph: PageGraph): Fork[] {
  const forks: Fork[] = []
  const take = (place: number, condition: Condition | undefined, path: string): void => {
    if (condition && (graph.next[place]?.length ?? 0) > 1) forks.push({ place, path, condition })
  }
  for (const [i, page] of survey.pages.entries()) {
    take(arrival(i), page.showIf, `pages[${i}].showIf`)
    for (const [j, { when }] of (page.branches ?? []).entries())
      take(departure(i), when, `pages[${i}].branches[${j}].when`)
    // a page where nothing may be left to show is passed over
    if (page.questions.every(({ showIf }) => showIf))
      for (const [j, { showIf }] of page.questions.entries())
        take(arrival(i), showIf, `pages[${i}].questions[${j}].showIf`)
    for (const [j, { when }] of (survey.quotas ?? []).entries()) take(departure(i), when, `quotas[${j}].when`)
  }
  return forks
}

/** A required number between bounds lets only some answers pass. */
function checkBounds(survey: Survey, graph: PageGraph, carriers: readonly Carrier[], note: Note): void {
  for (const { part, page, path } of questionsOf(survey)) {
    if (part.kind !== 'text' || !part.required || (part.min === undefined && part.max === undefined)) continue
    const held = carriers.find(({ place }) => place === arrival(page) || follows(graph, page, place))
    if (held)
      note(
        'gated-by-answer',
        path,
        `only ${part.min ?? ''}…${part.max ?? ''} may pass`,
        `${held.name} for everybody`,
        'drop `required` or the bounds',
      )
  }
}

/** Says whether something is met only after a page is left. */
function follows(graph: PageGraph, page: number, place: number): boolean {
  return graph.after[departure(page)]!.has(place)
}

/** Traits and events may be set by score in the page; we cannot see it. */
function warnTargeting({ targeting }: Survey, carriers: readonly Carrier[], warn: Unfair): void {
  const [first] = carriers
  if (!first || !targeting) return
  const out = carriers.find(({ leadsOut }) => leadsOut)
  for (const [i, { key }] of (targeting.traits ?? []).entries())
    warn(`targeting.traits[${i}]`, `trait ${key}`, first.name, '')
  for (const [i, trigger] of (targeting.triggers ?? []).entries()) {
    if (trigger.on !== 'event') continue
    // an event such as `delivered` tells when; beside a link it may also be `rated_5`
    const held = trigger.where ? first : out
    if (held) warn(`targeting.triggers[${i}]`, `event ${trigger.name}`, held.name, '')
  }
}

function versionsOf(text: LocalizedText, path: string): readonly (readonly [words: string, path: string])[] {
  return typeof text === 'string'
    ? [[text, path]]
    : Object.entries(text).map(([locale, words]) => [words, `${path}.${locale}`])
}
