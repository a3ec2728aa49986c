import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance, chances, type Gen, makeAnswer, makeContext, makeSurvey, oneOf } from '../../test/kit/random-survey.ts'
import { walkSurvey } from '../../test/kit/walk-survey.ts'
import type { LocalizedText } from '../model/localized.ts'
import type { Condition, Question } from '../model/question.ts'
import type { Page, Survey, Variable } from '../model/survey.ts'
import { checkSurvey } from './check-survey.ts'
import { fairnessWarnings } from './fairness.ts'
import { lintSurvey } from './lint-survey.ts'
import { linksIn } from './sense/links-in.ts'

const rate: Question = { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' }
const happy: Condition = { left: { answer: 'rate' }, op: 'gte', right: 4 }
const tagged: Condition = { left: { context: 'tags.mood' }, op: 'eq', right: 'happy' }
const ask: Page = { id: 'ask', questions: [rate] }
const link = 'Review us: [here](https://reviews.example.com/shop)'

const survey = (pages: readonly Page[], rest: Partial<Survey> = {}): Survey => ({
  schema: 1,
  id: 'fair',
  version: 1,
  title: 'Fair',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'x_fair',
  pages,
  ...rest,
})
/** Paths at which a survey is refused as a gate; anything else wrong with it is a mistake of the test. */
const gates = (value: Survey): readonly string[] => {
  const checked = checkSurvey(value)
  if (checked.ok) return []
  expect(checked.issues.filter(({ code }) => code !== 'gated-by-answer')).toEqual([])
  for (const { hint, found } of checked.issues) expect([hint, found]).not.toContain(undefined)
  return checked.issues.map(({ path }) => path)
}
const warnings = (value: Survey): readonly string[] => {
  expect(gates(value)).toEqual([])
  return fairnessWarnings(value).map(({ path }) => path)
}
const say = (text: LocalizedText, showIf?: Condition): Question => ({
  id: 'say',
  kind: 'statement',
  text,
  ...(showIf && { showIf }),
})
const after = (...questions: Question[]): Survey => survey([ask, { id: 'after', questions }])

const CARRIERS: readonly string[] = [
  link,
  'https://g.page/r/shop',
  'HTTPS://G.PAGE/r/shop',
  'www.reviews.example',
  'Find us: g.page/r/1',
  'Отзывы: отзовик.рф',
  'Write to anna@shop.example',
  'mailto:anna@shop.example',
  'tel:+79001234567',
  'Call +7 (900) 123-45-67',
  'Call 8 800 555 35 35',
  'Our bot: @shop_help',
  'https://\u200bg.page',
  'g\u00ad.page/r',
  'ｈｔｔｐｓ://g.page',
  'Your promo code is THANKS10',
  'Enjoy 10% off your next order',
  'Ваш промокод СПАСИБО10',
]
const PLAIN: readonly string[] = [
  'What went wrong?',
  'Was it on time, e.g. by 18:00?',
  'Заказ пришёл 28.11.2026, т.е. вчера?',
  'Thank you.Please go on',
  'Was the 10 % discount taken off the bill?',
  'It cost 1990 or more',
  'Version 2.0 of the 3.5 mm plug',
]

describe('[F5] no link, reward or way to be answered depends on what was said', () => {
  it.each(CARRIERS)('[F5] refuses %s behind a score', (words) => {
    expect(gates(after(say(words, happy)))).toEqual(['pages[1].questions[0].showIf'])
    expect(gates(after(say(words)))).toEqual([])
  })

  it.each(PLAIN)('[F5] takes "%s" behind a score', (words) => {
    expect(linksIn(words)).toEqual([])
    expect(gates(after(say(words, happy)))).toEqual([])
  })

  it.each<[string, Question]>([
    ['help', { ...rate, id: 'b', help: link }],
    ['one language only', { ...rate, id: 'b', help: { en: 'Thanks', ru: link } }],
    ['placeholder', { id: 'b', kind: 'text', text: 'Why?', placeholder: 'www.shop.example' }],
    ['scale label', { ...rate, id: 'b', labels: ['1', '2', '3', '4', 'see g.page/r/1'] }],
    ['choice', { id: 'b', kind: 'choice', text: 'Where?', choices: [c('x', 'g.page/r/1'), c('y', 'No')] }],
    ['other', { id: 'b', kind: 'choice', text: 'Where?', choices: [c('x', 'A'), c('y', 'B')], other: 'g.page/r/1' }],
    ['none', { id: 'b', kind: 'choice', text: 'Where?', choices: [c('x', 'A'), c('y', 'B')], none: link }],
    ['rank', { id: 'b', kind: 'ranking', text: 'Order', choices: [c('x', 'A'), c('y', '@shop_help')] }],
    ['row', { id: 'b', kind: 'matrix', text: 'Each', rows: [c('r', link)], columns: [c('x', 'A'), c('y', 'B')] }],
    ['column', { id: 'b', kind: 'matrix', text: 'Each', rows: [c('r', 'R')], columns: [c('x', 'A'), c('y', link)] }],
    ['document', { id: 'b', kind: 'consent', text: 'Yes', purpose: 'p', textVersion: '1', link: 'https://g.page' }],
    ['e-mail field', { id: 'b', kind: 'text', input: 'email', text: 'Where shall we write?' }],
    ['phone field', { id: 'b', kind: 'text', input: 'phone', text: 'Where shall we call?' }],
  ])('[F5] guards the %s', (_where, block) => {
    expect(gates(after({ ...block, showIf: happy }))).toEqual(['pages[1].questions[0].showIf'])
    expect(gates(survey([ask, { id: 'after', questions: [block], showIf: happy }]))).toContain('pages[1].showIf')
    expect(gates(after(block))).toEqual([])
  })

  it('[F5] nor by a way that ends for the unhappy before it', () => {
    const fork: Page = { ...ask, branches: [{ when: { not: happy }, go: 'end' }] }
    expect(gates(survey([fork, { id: 'after', questions: [say(link)] }]))).toEqual(['pages[0].branches[0].when'])
  })

  it('[F5] nor in the title of a page that only some come to', () => {
    const page: Page = { id: 'after', title: 'g.page/r/1', questions: [say('Thanks', happy)] }
    expect(gates(survey([ask, page]))).toEqual(['pages[1].questions[0].showIf'])
    expect(gates(survey([ask, { ...page, questions: [say('Thanks')], showIf: happy }]))).toEqual(['pages[1].showIf'])
    expect(gates(survey([ask, { ...page, questions: [say('Thanks')] }]))).toEqual([])
  })

  it('[F5] introduction and thanks hold links for everybody', () => {
    expect(gates(survey([ask], { intro: link, thanks: link }))).toEqual([])
    const number: Question = { id: 'n', kind: 'text', input: 'number', min: 9, max: 10, required: true, text: 'Score?' }
    expect(gates(survey([{ id: 'n', questions: [number] }], { thanks: link }))).toEqual(['pages[0].questions[0]'])
  })

  it.each<[string, string, Variable['rules'][number]['value']]>([
    ['a whole link', 'Thanks. {{var:v}}', 'https://g.page/r/1'],
    ['the end of a link', 'Thanks. https://{{var:v}}', 'g.page'],
    ['the name of a host', 'Thanks. shop.{{var:v|x y}}', 'com'],
    ['a telephone number', 'Thanks. {{var:v}}', '8 800 555 35 35'],
    ['a part of a path', 'Thanks. https://shop.example/{{var:v|bad}}', 'review'],
  ])('[F5] nor by a text that is filled with %s', (_what, thanks, value) => {
    const v: Variable = { id: 'v', type: 'text', initial: '', rules: [{ op: 'set', value, when: happy }] }
    expect(gates(survey([ask], { thanks, variables: [v] }))).toEqual(['thanks'])
    expect(gates(survey([ask], { thanks: { en: 'Thanks', ru: thanks }, variables: [v] }))).toEqual(['thanks.ru'])
    const fair: Variable = { ...v, rules: [{ op: 'set', value: 'very much', when: happy }] }
    expect(gates(survey([ask], { thanks: 'Thanks {{var:v}}. www.shop.example', variables: [fair] }))).toEqual([])
  })

  it('[F5] nor by the words that stand in for a missing answer', () => {
    expect(gates(survey([ask], { thanks: 'Thanks. {{answer:rate|https://g.page}}' }))).toEqual(['thanks'])
    expect(gates(survey([ask], { thanks: 'https://shop.example/{{answer:rate}}' }))).toEqual(['thanks'])
    expect(gates(survey([ask], { thanks: 'You gave {{answer:rate|no}} points. www.shop.example' }))).toEqual([])
  })

  it('[F5] praise and cases of other surveys are heard by no trigger', () => {
    for (const name of ['praise.created', 'case.opened', 'complaint.sent']) {
      const targeting = { triggers: [{ on: 'event', name }] } as const
      expect(gates(survey([ask], { thanks: link, targeting })), name).toEqual(['targeting.triggers[0]'])
    }
  })

  it('[F5] warns of traits, tags and events, which the page may set by score', () => {
    expect(warnings(after(say(link, tagged)))).toEqual(['pages[1].questions[0].showIf'])
    const v: Variable = { id: 'v', type: 'text', initial: '', rules: [{ op: 'set', value: 'x', when: tagged }] }
    const byVariable: Condition = { left: { variable: 'v' }, op: 'eq', right: 'x' }
    expect(warnings(survey([ask, { id: 'a', questions: [say(link, byVariable)] }], { variables: [v] }))).toHaveLength(1)
    const fork: Page = { ...ask, branches: [{ when: tagged, go: 'end' }] }
    expect(warnings(survey([fork, { id: 'a', questions: [say(link)] }]))).toEqual(['pages[0].branches[0].when'])
    const thanks = 'See https://shop.example/{{context:tags.page}}'
    expect(warnings(survey([ask], { thanks }))).toEqual(['thanks'])
    const traits = [{ key: 'lastScore', op: 'gte', value: 9 }] as const
    expect(warnings(survey([ask], { thanks: link, targeting: { traits } }))).toEqual(['targeting.traits[0]'])
    const triggers = [{ on: 'event', name: 'rated_5' }] as const
    expect(warnings(survey([ask], { thanks: link, targeting: { triggers } }))).toEqual(['targeting.triggers[0]'])
    expect(warnings(survey([ask], { targeting: { traits, triggers } }))).toEqual([])
  })

  it('[F5] warns of gifts and reviews in words, and of a required consent on the way', () => {
    expect(warnings(after(say('Leave us a review on the map', happy)))).toEqual(['pages[1].questions[0].showIf'])
    expect(warnings(after(say('A gift card waits for you: bonus', happy)))).toEqual(['pages[1].questions[0].showIf'])
    expect(warnings(after(say('Leave us a review on the map')))).toEqual([])
    const vow: Question = {
      id: 'vow',
      kind: 'consent',
      required: true,
      text: 'I am glad',
      purpose: 'p',
      textVersion: '1',
    }
    expect(warnings(survey([{ id: 'vow', questions: [vow] }], { thanks: link }))).toEqual(['pages[0].questions[0]'])
  })

  it('[F5] the lint prints the warnings', () => {
    const found = lintSurvey(after(say(link, tagged))).filter(({ code }) => code === 'may-gate')
    expect(found).toEqual([
      {
        code: 'may-gate',
        path: 'pages[1].questions[0].showIf',
        found: 'tags.mood',
        wanted:
          'the words "https://reviews.example.com/shop" in pages[1].questions[0].text for everybody, whatever they answered',
        hint: 'make sure that it is not set by score',
      },
    ])
  })

  it('[F5] consent to use an address may depend on the address', () => {
    const reply: Question = { id: 'reply', kind: 'contact', text: 'How should we reply?' }
    const consent: Question = {
      id: 'yes',
      kind: 'consent',
      text: 'I agree',
      purpose: 'contact',
      textVersion: '1',
      link: 'https://shop.example/privacy',
      showIf: { left: { answer: 'reply' }, op: 'eq', right: 'email' },
    }
    expect(gates(survey([ask, { id: 'reply', questions: [reply, consent] }]))).toEqual([])
  })

  it('[F5] no accepted survey lets answers decide which links are met', () => {
    let accepted = 0
    let gated = 0
    fc.assert(
      fc.property(chances, (g) => {
        const made = withLinks(g, makeSurvey(g, { guarded: 5, conditions: 20, pages: 2 + g(4) }))
        const checked = checkSurvey(made)
        const codes = checked.ok ? [] : checked.issues.map(({ code }) => code)
        if (codes.some((code) => code !== 'gated-by-answer')) return
        const context = makeContext(g)
        const more = chance(g, 50)
        const full = chance(g, 50) ? ['quota'] : []
        const met = [1, 2, 3, 4].map(() => {
          const { words } = walkSurvey(made, context, more, (question) => makeAnswer(g, question), 100, full)
          return [...new Set(words.flatMap(seenLinks))].toSorted().join(' ')
        })
        const differs = new Set(met).size > 1
        if (differs) gated++
        else if (checked.ok && met[0]) accepted++
        if (differs) expect(codes, `${met.join('\n')}\n${JSON.stringify(made)}`).toContain('gated-by-answer')
      }),
      { numRuns: 6000 },
    )
    // the property would hold for a validator that refuses everything, or if no gate was ever built
    expect(accepted).toBeGreaterThan(500)
    expect(gated).toBeGreaterThan(300)
  }, 120_000)
})

function c(id: string, text: string): { readonly id: string; readonly text: string } {
  return { id, text }
}

/** What a customer would take for a link: a rough look of its own, apart from the code under test. */
function seenLinks(words: string): readonly string[] {
  const plain = words.replaceAll('\u2060', '')
  return plain.match(/\S*(?:https?:|www\.|@|g\.page|\.example|800 555)\S*/g) ?? []
}

const FORMS: readonly string[] = [
  link,
  'see www.shop.example now',
  'g.page/r/1',
  'anna@shop.example',
  'call 8 800 555 35 35',
  'thanks {{var:link|}}',
  'https://{{var:host|shop}}.example/',
  'www.shop.example {{var:mood|}}',
  'you said {{answer:q0_0|https://g.page}}',
]

/** Puts links into random places of a survey, and variables that texts are filled with. */
function withLinks(g: Gen, made: Survey): Survey {
  const scored = made.pages.flatMap(({ questions }) => questions).find(({ kind }) => kind === 'rating')
  const when: Condition | undefined = scored && { left: { answer: scored.id }, op: 'gte', right: 1 + g(4) }
  const rules = (value: string): Variable['rules'] => [{ op: 'set', value, ...(when && chance(g, 60) && { when }) }]
  const variables: Variable[] = [
    ...(made.variables ?? []),
    { id: 'link', type: 'text', initial: '', rules: rules('https://g.page/v') },
    { id: 'host', type: 'text', initial: 'shop', rules: rules('reviews') },
    { id: 'mood', type: 'text', initial: 'so so', rules: rules('very well') },
  ]
  const rate = chance(g, 50) ? 8 : 20
  const touch = (text: LocalizedText): LocalizedText =>
    chance(g, rate) ? { en: `Read: ${oneOf(g, FORMS)}`, ru: 'Прочтите' } : text
  const pages = made.pages.map((page) => ({
    ...page,
    ...(chance(g, 8) && { title: `Title ${oneOf(g, FORMS)}` }),
    questions: page.questions.map((question): Question => {
      const base = { text: touch(question.text), ...(chance(g, 5) && { help: oneOf(g, FORMS) }) }
      if (question.kind === 'choice' && chance(g, 10))
        return { ...question, ...base, choices: question.choices.map((each) => ({ ...each, text: touch(each.text) })) }
      if (question.kind === 'text' && chance(g, 10)) return { ...question, ...base, placeholder: 'www.shop.example' }
      return { ...question, ...base }
    }),
  }))
  return { ...made, pages, variables, ...(chance(g, 20) && { thanks: oneOf(g, FORMS) }) }
}
