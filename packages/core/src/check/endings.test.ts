import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chance, chances, makeAnswer, makeContext, makeSurvey, oneOf } from '../../test/kit/random-survey.ts'
import { walkSurvey } from '../../test/kit/walk-survey.ts'
import type { Condition, Question } from '../model/question.ts'
import type { Branch, Ending, Page, Survey } from '../model/survey.ts'
import { checkSurvey } from './check-survey.ts'
import { fairnessWarnings } from './fairness.ts'
import { lintSurvey } from './lint-survey.ts'

const rate: Question = { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' }
const happy: Condition = { left: { answer: 'rate' }, op: 'gte', right: 4 }
const first: Condition = { left: { context: 'order.firstOrder' }, op: 'eq', right: true }
const link = '[Review us](https://reviews.example.com/shop)'

const survey = (branches: readonly Branch[], rest: Partial<Survey> = {}): Survey => ({
  schema: 1,
  id: 'ends',
  version: 1,
  title: 'Ends',
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'x_ends',
  pages: [{ id: 'ask', questions: [rate], branches }],
  ...rest,
})
const glad: Ending = { id: 'glad', title: 'Thank you', text: 'See you soon.' }
const sorry: Ending = { id: 'sorry', title: 'Thank you for telling us', text: 'We shall look into it.' }
const fork: readonly Branch[] = [{ when: happy, go: { ending: 'glad' } }, { go: { ending: 'sorry' } }]
const both = (text: string, other = text): Partial<Survey> => ({
  endings: [
    { ...glad, text },
    { ...sorry, text: other },
  ],
})
/** Codes and paths of all that is wrong. */
const faults = (value: Survey): readonly string[] => {
  const checked = checkSurvey(value)
  return checked.ok ? [] : checked.issues.map(({ code, path }) => `${code} ${path}`)
}

describe('[S17] endings', () => {
  it('an answer may choose the words of the end', () => {
    expect(faults(survey(fork, { endings: [glad, sorry] }))).toEqual([])
    expect(faults(survey(fork, both(`Thanks. ${link}`, `Sorry. ${link}`)))).toEqual([])
  })

  it.each([
    ['a link', link],
    ['an address', 'www.reviews.example'],
    ['a telephone number', 'Call 8 800 555 35 35'],
    ['an e-mail address', 'Write to anna@shop.example'],
    ['a name in a messenger', 'Our bot: @shop_help'],
    ['the code of a gift', 'Your promo code is THANKS10'],
    ['another link', 'https://other.example', 'https://reviews.example.com/shop'],
    ['one more link', `${link} or https://other.example`, link],
    ['a link by a place', 'See {{var:where}}', 'See us'],
  ])('%s in one ending alone is a gate', (_, one, other = 'Thank you.') => {
    const variables: Survey['variables'] = [{ id: 'where', type: 'text', initial: 'https://g.page', rules: [] }]
    for (const texts of [both(one, other), both(other, one)])
      expect(faults(survey(fork, { ...texts, variables }))).toEqual(['gated-by-answer endings[1]'])
  })

  it('so is one in a title, in one language, or in the thanks alone', () => {
    const titled = { endings: [{ ...glad, title: link }, sorry] }
    expect(faults(survey(fork, titled))).toEqual(['gated-by-answer endings[1]'])
    const russian = { endings: [{ ...glad, text: { en: 'Bye', ru: link } }, sorry] }
    expect(faults(survey(fork, russian))).toEqual(['gated-by-answer endings[1]'])
    const one: readonly Branch[] = [{ when: happy, go: { ending: 'glad' } }]
    expect(faults(survey(one, { endings: [glad], thanks: link }))).toEqual(['gated-by-answer endings[0]'])
    expect(faults(survey(one, { endings: [{ ...glad, text: link }], thanks: link }))).toEqual([])
    // an ending without a title has the thanks for one
    expect(faults(survey(one, { endings: [{ id: 'glad', text: 'Bye' }], thanks: link }))).toEqual([])
    // thanks that nobody comes to are compared with nothing
    expect(faults(survey(fork, { ...both(link), thanks: 'Thanks' }))).toEqual([])
  })

  it('also where the context chooses, and where a page is never shown to some', () => {
    const byOrder: readonly Branch[] = [{ when: first, go: { ending: 'glad' } }, { go: { ending: 'sorry' } }]
    expect(faults(survey(byOrder, both(link, 'Bye')))).toEqual(['gated-by-answer endings[1]'])
    const pages: Page[] = [
      { id: 'ask', questions: [rate] },
      {
        id: 'last',
        questions: [{ id: 'why', kind: 'text', text: 'Why?', showIf: happy }],
        branches: [{ go: { ending: 'glad' } }],
      },
    ]
    expect(faults(survey([], { pages, endings: [{ ...glad, text: link }] }))).toEqual(['gated-by-answer endings[0]'])
  })

  it('the redirect is one for all, https, and may not stand behind a required score', () => {
    expect(faults(survey(fork, { endings: [glad, sorry], redirect: 'https://shop.example/thanks' }))).toEqual([])
    for (const redirect of ['http://shop.example', 'javascript:alert(1)', '/thanks', 'https://a b'])
      expect(faults(survey([], { redirect }))).toEqual(['unsafe-url redirect'])
    const score: Question = { id: 'n', kind: 'text', input: 'number', min: 9, max: 10, required: true, text: 'Score?' }
    expect(faults(survey([], { pages: [{ id: 'n', questions: [score] }], redirect: 'https://shop.example' }))).toEqual([
      'gated-by-answer pages[0].questions[0]',
    ])
  })

  it('buttons are texts like others: a link on some pages alone is a gate', () => {
    const pages = (showIf?: Condition): Page[] => [
      { id: 'ask', questions: [rate] },
      {
        id: 'b',
        questions: [{ id: 's', kind: 'statement', text: 'Hi' }],
        buttons: { send: 'Go to g.page/r/1' },
        ...(showIf && { showIf }),
      },
    ]
    expect(faults(survey([], { pages: pages(happy) }))).toEqual(['gated-by-answer pages[1].showIf'])
    expect(faults(survey([], { pages: pages() }))).toEqual([])
    expect(faults(survey([], { buttons: { next: { ru: 'Дальше' } } }))).toEqual(['missing-text buttons.next'])
    expect(faults(survey([], { buttons: { next: '<b>Next</b>' } }))).toEqual(['html buttons.next'])
  })

  it('[S7] every ending is there, is named by some way, and has an id of its own', () => {
    expect(faults(survey([{ go: { ending: 'gone' } }]))).toEqual(['unknown-ending pages[0].branches[0].go.ending'])
    expect(faults(survey([], { endings: [glad] }))).toEqual(['unreachable endings[0]'])
    expect(faults(survey(fork, { endings: [glad, sorry, { ...glad }] }))).toContain('duplicate-id endings[2].id')
  })

  it('words that promise a gift or ask for a review after some answers are warned of', () => {
    const warned = (value: Survey): readonly string[] => fairnessWarnings(value).map(({ path }) => path)
    const review = 'Leave us a review on the map'
    expect(warned(survey(fork, both(review, 'Bye')))).toEqual(['pages[0].branches[0].when'])
    expect(warned(survey(fork, both(review)))).toEqual([])
    const one: readonly Branch[] = [{ when: happy, go: { ending: 'glad' } }]
    expect(warned(survey(one, { endings: [glad], thanks: review }))).toEqual(['pages[0].branches[0].when'])
  })

  it('no accepted survey lets answers decide which links the end holds', () => {
    let accepted = 0
    let gated = 0
    fc.assert(
      fc.property(chances, (g) => {
        const made = makeSurvey(g, { guarded: 0, conditions: 40, pages: 1 + g(3), endings: 1 + g(3) })
        const words = (): string =>
          oneOf(g, chance(g, 60) ? [`Bye. ${link}`] : [`Bye. ${link}`, 'Bye.', 'Call 8 800 555 35 35', 'g.page/r/1'])
        const endings = made.endings!.map((each) => ({ ...each, text: words() }))
        const value = { ...made, endings, ...(chance(g, 70) && { thanks: words() }) }
        const checked = checkSurvey(value)
        const codes = checked.ok ? [] : checked.issues.map(({ code }) => code)
        if (codes.some((code) => code !== 'gated-by-answer')) return
        const context = makeContext(g)
        const more = chance(g, 50)
        const full = chance(g, 50) ? ['quota'] : []
        const met = [1, 2, 3, 4, 5].map(() => {
          const walk = walkSurvey(value, context, more, (question) => makeAnswer(g, question), 100, full)
          const links = walk.words.flatMap((each) => each.match(/https?:\S+|g\.page\S*|8 800[\d ]+/g) ?? [])
          return [...new Set(links)].toSorted().join(' ')
        })
        const differs = new Set(met).size > 1
        if (differs) gated++
        else if (checked.ok && met[0]) accepted++
        if (differs) expect(codes, JSON.stringify(value)).toContain('gated-by-answer')
      }),
      { numRuns: 3000 },
    )
    // the property would hold for a validator that refuses everything, or if no gate was ever built
    expect(accepted).toBeGreaterThan(100)
    expect(gated).toBeGreaterThan(20)
  }, 120_000)
})

describe('[S16] the lint on marks', () => {
  const said = (value: Survey): readonly string[] =>
    lintSurvey(value).flatMap(({ code, path, found }) => (code === 'unknown-mark' ? [`${path}: ${found}`] : []))
  const choice = (text: string): Question => ({
    id: 'c',
    kind: 'choice',
    text: 'Which?',
    choices: [
      { id: 'a', text },
      { id: 'b', text: 'B' },
    ],
  })
  const page = (...questions: Question[]): Partial<Survey> => ({ pages: [{ id: 'p', questions }] })

  it('questions, help, introduction and endings know them all', () => {
    const all = 'Read:\n- **this** and *that*\n- [more](https://shop.example)'
    const text: Question = { id: 't', kind: 'text', text: all, help: all }
    expect(said(survey(fork, { ...both(all), intro: all }))).toEqual([])
    expect(said(survey([], page(text)))).toEqual([])
  })

  it('options and labels know bold and italics alone', () => {
    expect(said(survey([], page(choice('**A** or *B*'))))).toEqual([])
    expect(said(survey([], page(choice('A [here](https://shop.example)'))))).toEqual([
      'pages[0].questions[0].choices[0].text: a link',
    ])
    expect(said(survey([], page(choice('Both\n- this\n- that'))))).toEqual([
      'pages[0].questions[0].choices[0].text: a list',
    ])
  })

  it('the title, buttons and placeholders know none', () => {
    const placeholder: Question = { id: 't', kind: 'text', text: 'Why?', placeholder: '*Write* here' }
    expect(said(survey([], { title: '**Ends**', buttons: { next: '*On*' }, ...page(placeholder) }))).toEqual([
      'title: **bold**',
      'buttons.next: *italics*',
      'pages[0].questions[0].placeholder: *italics*',
    ])
  })

  it.each([
    '# Heading',
    '* item',
    '> said',
    '![x](https://shop.example/a.png)',
    '__bold__',
    '_italics_',
    '~~gone~~',
    '`code`',
  ])('a mark of another tool is named: %s', (words) => {
    expect(said(survey([], { intro: words }))).toHaveLength(1)
  })

  it('signs that only look like marks are left alone', () => {
    const words = 'Order #5, 5*3, price*, snake_case_name, a > b, `, ~10, 5 - 3'
    expect(said(survey([], { title: words, intro: words }))).toEqual([])
  })

  it('[S3] a link whose brackets are open is refused, and so is an address of another scheme', () => {
    const intro = (words: string): readonly string[] => faults(survey([], { intro: words }))
    expect(intro('[a](https://shop.example/x(y)')).toEqual(['open-link intro'])
    expect(intro('[a](https://shop.example/x_(y)) and (b)')).toEqual([])
    expect(intro('[a [1]](mailto:a@shop.example) [b](tel:+4930123)')).toEqual([])
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,1',
      '//evil.example',
      'https:shop.example',
      'https://a b',
      'ftp://a.example',
    ])
      expect(intro(`[a](${url})`), url).toEqual(['unsafe-url intro'])
  })
})
