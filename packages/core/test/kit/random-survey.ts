import fc from 'fast-check'
import type { AnswerValue } from '../../src/model/answer.ts'
import type { Condition, Operand, Question } from '../../src/model/question.ts'
import type { ResponseContext } from '../../src/model/response.ts'
import type { Branch, Page, Survey, Variable } from '../../src/model/survey.ts'

/** A source of chance: a whole number from 0 to below the count. */
export type Gen = (count: number) => number

/**
 * Sources of chance for properties. A survey is not worth shrinking (a smaller one is another survey), and the
 * seed repeats it exactly; built-in generation of so many values takes longer than what is tested.
 */
export const chances: fc.Arbitrary<Gen> = fc.noShrink(fc.integer({ min: 1 })).map((seed) => {
  let state = seed
  return (count) => {
    // xorshift32 (Marsaglia 2003)
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % count
  }
})

const below = (g: Gen, count: number): number => g(count)
const oneOf = <Item>(g: Gen, items: readonly Item[]): Item => items[below(g, items.length)]!
const chance = (g: Gen, percent: number): boolean => below(g, 100) < percent

/** Kinds whose answers conditions read here; the guarded three; a statement. */
const KINDS = ['rating', 'scale', 'choice', 'many', 'text', 'split', 'consent', 'statement'] as const
const GUARDED = ['contact', 'complaint', 'review_link'] as const

/** How a survey is to be made. */
export interface Recipe {
  /** How often a block is one of the guarded, in percent. Default 25. */
  readonly guarded?: number
  /** How often a branch may go back, in percent. Default 0. */
  readonly backwards?: number
  /** How often a condition stands where it may, in percent. Default 30. */
  readonly conditions?: number
  /** At most so many pages. Default 6. */
  readonly pages?: number
  /** So many endings of its own, which branches may name. Default 0. */
  readonly endings?: number
}

/** Makes a survey of correct form, whose sense and fairness are left to chance. */
export function makeSurvey(g: Gen, recipe: Recipe = {}): Survey {
  const { guarded = 25, backwards = 0, conditions = 30, pages: most = 6, endings = 0 } = recipe
  const count = 1 + below(g, most)
  const variables: Variable[] = []
  const asked: Question[] = []
  const condition = (): Condition | undefined =>
    chance(g, conditions) ? makeCondition(g, asked, variables, 2) : undefined
  const pages: Page[] = []
  for (let i = 0; i < count; i++) {
    const showIf = i > 0 ? condition() : undefined
    const questions: Question[] = []
    const size = 1 + below(g, 3)
    for (let j = 0; j < size; j++) {
      const shown = condition()
      const question = makeQuestion(g, `q${i}_${j}`, guarded)
      questions.push({
        ...question,
        ...(shown && { showIf: shown }),
        ...(chance(g, 15) && isAsked(question) && { required: true }),
      })
      asked.push(question)
    }
    const branches: Branch[] = []
    while (branches.length < 3 && chance(g, conditions)) {
      const when = makeCondition(g, asked, variables, 2)
      branches.push({ when, go: target(i) })
    }
    if (chance(g, 15)) branches.push({ go: target(i) })
    pages.push({ id: `p${i}`, questions, ...(showIf && { showIf }), ...(branches.length > 0 && { branches }) })
    if (chance(g, 30)) variables.push(makeVariable(g, `v${i}`, asked, variables))
  }
  const more = count > 1 && chance(g, 25) ? `p${1 + below(g, count - 1)}` : undefined
  const quota = chance(g, 15) ? makeCondition(g, asked, variables, 1) : undefined
  return {
    schema: 1,
    id: 'random',
    version: 1,
    title: 'Random',
    defaultLocale: 'en',
    locales: ['en', 'ru'],
    touchpoint: 'x_random',
    pages,
    ...(variables.length > 0 && { variables }),
    ...(more && { offerMoreBefore: more }),
    ...(quota && { quotas: [{ id: 'quota', limit: 10, when: quota }] }),
    ...(endings > 0 && {
      endings: Array.from({ length: endings }, (_, i) => ({ id: `e${i}`, text: `So ends ${i}.` })),
    }),
  }

  function target(from: number): Branch['go'] {
    if (backwards > 0 && chance(g, backwards)) return { page: `p${below(g, count)}` }
    if (endings > 0 && chance(g, 40)) return { ending: `e${below(g, endings)}` }
    const to = from + 1 + below(g, count - from + 1)
    return to < count ? { page: `p${to}` } : to === count ? 'next' : 'end'
  }
}

const isAsked = (question: Question): boolean => !['statement', 'review_link', 'reward'].includes(question.kind)

function makeQuestion(g: Gen, id: string, guarded: number): Question {
  const base = { id, text: { en: 'What?', ru: 'Что?' } }
  const choices = ['a', 'b', 'c'].map((each) => ({ id: each, text: each.toUpperCase() }))
  switch (chance(g, guarded) ? oneOf(g, GUARDED) : oneOf(g, KINDS)) {
    case 'rating':
      return { ...base, kind: 'rating', scale: oneOf(g, ['nps', 'csat5', 'thumbs'] as const) }
    case 'scale':
      return { ...base, kind: 'scale', min: 1, max: 7, look: oneOf(g, ['numbers', 'slider', 'stars'] as const) }
    case 'choice':
      return { ...base, kind: 'choice', choices, shuffle: chance(g, 50), other: true }
    case 'many':
      return { ...base, kind: 'choice', choices, multiple: true, none: true }
    case 'split':
      return { ...base, kind: 'split', choices }
    case 'consent':
      return { ...base, kind: 'consent', purpose: 'publish', textVersion: '1' }
    case 'statement':
      return { ...base, kind: 'statement' }
    case 'contact':
      return { ...base, kind: 'contact' }
    case 'complaint':
      return { ...base, kind: 'complaint' }
    case 'review_link':
      return { ...base, kind: 'review_link', url: 'https://reviews.example.com/shop' }
    default:
      return { ...base, kind: 'text', asks: oneOf(g, ['praise', 'fault'] as const) }
  }
}

function makeCondition(g: Gen, asked: readonly Question[], variables: readonly Variable[], depth: number): Condition {
  const form = depth > 0 ? below(g, 8) : 7
  const inner = (): Condition => makeCondition(g, asked, variables, depth - 1)
  if (form === 0) return { all: [inner(), inner()] }
  if (form === 1) return { any: [inner(), inner()] }
  if (form === 2) return { not: inner() }
  const readable = asked.filter(({ kind }) =>
    ['rating', 'scale', 'choice', 'text', 'split', 'consent', 'complaint'].includes(kind),
  )
  const source = below(g, 10)
  if (source < 6 && readable.length > 0) return compareAnswer(g, oneOf(g, readable))
  if (source < 8 && variables.length > 0)
    return { left: { variable: oneOf(g, variables).id }, op: oneOf(g, ['gt', 'lte'] as const), right: below(g, 8) }
  return oneOf<Condition>(g, [
    { left: { context: 'order.firstOrder' }, op: 'eq', right: true },
    { left: { context: 'order.value' }, op: 'gte', right: 100 },
    { left: { context: 'device' }, op: 'in', right: ['phone', 'tablet'] },
    { left: { context: 'tags.shop' }, op: 'answered' },
  ])
}

function compareAnswer(g: Gen, question: Question): Condition {
  const left: Operand = { answer: question.id }
  if (chance(g, 15) && question.kind !== 'split') return { left, op: oneOf(g, ['answered', 'not_answered'] as const) }
  switch (question.kind) {
    case 'rating':
      return { left, op: oneOf(g, ['lt', 'gte', 'eq', 'ne'] as const), right: question.scale === 'thumbs' ? 1 : 3 }
    case 'scale':
      return { left, op: oneOf(g, ['lt', 'gte', 'eq', 'ne'] as const), right: 4 }
    case 'choice':
      return question.multiple
        ? { left, op: 'includes', right: oneOf(g, ['a', 'none']) }
        : { left, op: oneOf(g, ['eq', 'ne'] as const), right: oneOf(g, ['a', 'other']) }
    case 'split':
      return { left: { ...left, part: 'a' }, op: 'gt', right: 50 }
    case 'consent':
      return { left, op: 'eq', right: true }
    case 'complaint':
      return { left: { ...left, part: 'category' }, op: 'eq', right: 'safety' }
    default:
      return { left, op: 'contains', right: 'bad' }
  }
}

function makeVariable(g: Gen, id: string, asked: readonly Question[], earlier: readonly Variable[]): Variable {
  const ratings = asked.filter(({ kind }) => kind === 'rating' || kind === 'scale')
  const value = ratings.length > 0 && chance(g, 60) ? { answer: oneOf(g, ratings).id } : below(g, 9)
  const when = chance(g, 40) ? makeCondition(g, asked, earlier, 1) : undefined
  return { id, type: 'number', initial: below(g, 5), rules: [{ op: 'add', value, ...(when && { when }) }] }
}

/** An answer that the question takes. */
export function makeAnswer(g: Gen, question: Question): AnswerValue | undefined {
  switch (question.kind) {
    case 'rating':
      return { kind: 'rating', value: question.scale === 'thumbs' ? below(g, 2) : 1 + below(g, 5) }
    case 'scale':
      return { kind: 'scale', value: 1 + below(g, 7) }
    case 'choice':
      return { kind: 'choice', choices: [oneOf(g, ['a', 'b', question.other ? 'other' : 'none'])] }
    case 'text':
      return { kind: 'text', text: oneOf(g, ['bad', 'good', '**b** <i>']) }
    case 'split':
      return { kind: 'split', points: oneOf(g, [{ a: 100 }, { a: 20, b: 80 }]) }
    case 'consent':
      return { kind: 'consent', granted: question.required ? true : chance(g, 50) }
    case 'contact':
      return { kind: 'contact', channel: 'email', address: 'ann@example.com' }
    case 'complaint':
      return { kind: 'complaint', text: 'broken', category: oneOf(g, ['safety', 'slow'] as const) }
    default:
      return undefined
  }
}

/** A context. */
export function makeContext(g: Gen): ResponseContext {
  return {
    device: oneOf(g, ['phone', 'desktop'] as const),
    order: { orderId: 'A-1', value: oneOf(g, [10, 500]), firstOrder: chance(g, 50) },
    ...(chance(g, 50) && { tags: { shop: 'north' } }),
  }
}

export { below, chance, oneOf }
