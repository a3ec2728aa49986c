import { PLACE } from '../../engine/pipe-text.ts'
import type { ConditionValue, Operand } from '../../model/question.ts'
import type { Survey } from '../../model/survey.ts'
import { linksIn } from './links-in.ts'
import { isOperand } from './walk.ts'

/** Names what decides an operand, when it is what is asked about. */
export type OperandReader = (operand: Operand) => string | undefined

/** One thing that may stand at a place of a text. */
interface Filling {
  readonly words: string
  /** The customer's own: a link in it is not ours. */
  readonly own?: true
}

/** More ways to fill a text than anybody writes by hand. */
const MOST = 512
/** Any two words; as the end of `shop.` they make addresses, and not the same one. */
const WORDS: readonly Filling[] = [
  { words: 'com', own: true },
  { words: 'net', own: true },
]

/** A text cut at its places. */
interface Pieces {
  readonly between: readonly string[]
  readonly places: readonly { readonly operand: Operand; readonly spare: Filling }[]
}

/**
 * Says what decides which links a text holds: the text is filled in every way that it can be, and the links are
 * compared. Gives what the first deciding place reads, or nothing when the links are always the same.
 */
export function decidesLinks(words: string, survey: Survey, reads: OperandReader): string | undefined {
  const { between, places } = cut(words)
  const decider = places.map(({ operand }) => reads(operand)).find((read) => read !== undefined)
  if (decider === undefined) return undefined
  const fillings = places.map(({ operand, spare }) => {
    const values = valuesOf(operand, survey)
    return distinct(reads(operand) ? [spare, ...values] : [values[0] ?? spare])
  })
  if (waysOf(fillings) > MOST) return decider
  let first: string | undefined
  for (const chosen of choices(fillings)) {
    const links = linksWith(between, chosen).join(' ')
    first ??= links
    if (links !== first) return decider
  }
  return undefined
}

/** A link that a text holds, or can hold when its places are filled. */
export function possibleLink(words: string, survey: Survey): string | undefined {
  for (const found of possibleLinks(words, survey)) return found
  return undefined
}

/** Every link that a text holds, or can hold when its places are filled. */
export function* possibleLinks(words: string, survey: Survey): Generator<string> {
  const { between, places } = cut(words)
  const fillings = places.map(({ operand, spare }) => distinct([spare, ...valuesOf(operand, survey)]))
  if (waysOf(fillings) > MOST) yield words
  else for (const chosen of choices(fillings)) yield* linksWith(between, chosen)
}

function cut(words: string): Pieces {
  const between: string[] = []
  const places: Pieces['places'][number][] = []
  let last = 0
  for (const match of words.matchAll(PLACE)) {
    const [all, source, path = '', fallback = ''] = match
    if (!source) continue
    between.push(words.slice(last, match.index))
    last = match.index + all.length
    places.push({ operand: operandOf(source, path), spare: { words: fallback.trim() } })
  }
  return { between: [...between, words.slice(last)], places }
}

const waysOf = (fillings: readonly (readonly Filling[])[]): number =>
  fillings.reduce((count, each) => count * each.length, 1)

function operandOf(source: string, path: string): Operand {
  if (source === 'context') return { context: path }
  if (source === 'var') return { variable: path }
  return { answer: path.split('.')[0]! }
}

/** What a place may show besides its fallback. */
function valuesOf(operand: Operand, survey: Survey): readonly Filling[] {
  if (!('variable' in operand)) return WORDS
  const variable = survey.variables?.find(({ id }) => id === operand.variable)
  if (!variable) return []
  const values = [variable.initial, ...variable.rules.map(({ value }) => value)]
  return values.flatMap((value) => (isOperand(value) ? WORDS : { words: wordsOf(value, variable.type) }))
}

function wordsOf(value: ConditionValue, type: string): string {
  // a calculated number has other figures than those written here
  return type === 'number' ? '5' : String(value)
}

/** Each filling once. Words of letters alone matter only for what they stand beside: two of them are enough. */
function distinct(fillings: readonly Filling[]): readonly Filling[] {
  const unlike = fillings.filter((each, i) => fillings.findIndex(({ words }) => words === each.words) === i)
  const others = unlike.filter(({ words }) => !/^[\p{L}\s]+$/u.test(words))
  return [...others, ...WORDS.slice(0, unlike.length - others.length)]
}

function* choices(fillings: readonly (readonly Filling[])[]): Generator<readonly Filling[]> {
  const [first, ...rest] = fillings
  if (!first) {
    yield []
    return
  }
  for (const filling of first) for (const others of choices(rest)) yield [filling, ...others]
}

/** The links of a text filled so; those inside the customer's own words left out. */
function linksWith(between: readonly string[], chosen: readonly Filling[]): string[] {
  let text = between[0] ?? ''
  const own: { from: number; to: number }[] = []
  for (const [i, { words, own: isOwn }] of chosen.entries()) {
    if (isOwn) own.push({ from: text.length, to: text.length + words.length })
    text += words + (between[i + 1] ?? '')
  }
  return linksIn(text)
    .filter((link) => !own.some(({ from, to }) => link.from >= from && link.to <= to))
    .map((link) => link.text)
}
