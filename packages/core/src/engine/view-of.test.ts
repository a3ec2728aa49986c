import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineSurvey } from '../check/define-survey.ts'
import { textsOf } from '../wire/texts-of.ts'
import { advance } from './advance.ts'
import { plainWords } from './pipe-text.ts'
import { randomOrder } from './random-order.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import type { PageView } from './view.ts'
import { viewOf } from './view-of.ts'

const survey = defineSurvey({
  id: 'words',
  version: 1,
  title: { en: 'Words', ru: 'Слова' },
  defaultLocale: 'en',
  locales: ['en', 'ru'],
  touchpoint: 'delivery',
  variables: [{ id: 'score', type: 'number', initial: 1, rules: [{ op: 'add', value: { answer: 'rate' } }] }],
  pages: [
    {
      id: 'one',
      questions: [
        {
          id: 'rate',
          kind: 'rating',
          scale: 'thumbs',
          labels: [
            { en: 'No', ru: 'Нет' },
            { en: 'Yes', ru: 'Да' },
          ],
          text: 'Well?',
        },
        {
          id: 'what',
          kind: 'choice',
          shuffle: true,
          multiple: true,
          other: { en: 'Something else', ru: 'Другое' },
          none: true,
          choices: ['box', 'wrap', 'card', 'bow', 'tape'].map((id) => ({
            id,
            text: { en: id.toUpperCase(), ru: `«${id}»` },
          })),
          text: 'What?',
        },
        { id: 'words', kind: 'text', text: 'Say it.' },
      ],
    },
    {
      id: 'two',
      questions: [
        {
          id: 'a',
          kind: 'text',
          text: {
            en: 'About {{answer:what|it}}: {{answer:rate|?}}, {{var:score|0}}.',
            ru: 'О {{answer:what|нём}}: {{answer:rate|?}}.',
          },
        },
        {
          id: 'b',
          kind: 'statement',
          text: 'Order {{context:order.orderId|unknown}} at {shop}, {place}: {{answer:words|nothing}}',
        },
      ],
    },
  ],
})
const play = (...events: RunEvent[]): Run =>
  [...events, { type: 'next', at: 9 } as const].reduce(
    (run, event) => advance(survey, run, event),
    startRun(survey, { seed: 'q', locale: 'en', now: 0 }),
  )
const page = (run: Run, names = {}): PageView => viewOf(survey, run, names) as PageView
const say = (questionId: string, value: object): RunEvent =>
  ({ type: 'answered', questionId, value, at: 1 }) as RunEvent

describe('the view', () => {
  it('[V5] every point of a scale has words: its label, else its number', () => {
    const [page] = survey.pages
    for (const labels of [undefined, [{ en: 'No' }, { en: '' }]] as const) {
      const rate = { id: 'rate', kind: 'rating', scale: 'thumbs', text: 'Well?', ...(labels && { labels }) } as const
      const bare = { ...survey, pages: [{ ...page!, questions: [rate] }] }
      const view = viewOf(bare, startRun(bare, { seed: 's', locale: 'en', now: 0 })) as PageView
      const ids = view.questions[0]!.points.map(({ id }) => id)
      expect(view.questions[0]!.points.map(({ text }) => text)).toEqual(labels ? ['No', ids[1]] : ids)
    }
  })
  it('[E40] keeps Other and None last in any order', () => {
    for (const seed of ['a', 'b', 'c', 'd']) {
      const { questions } = page(startRun(survey, { seed, locale: 'en', now: 0 }))
      const ids = questions[1]!.options.map(({ id }) => id)
      expect(ids.slice(-2)).toEqual(['other', 'none'])
      expect(ids.slice(0, -2).toSorted()).toEqual(['bow', 'box', 'card', 'tape', 'wrap'])
    }
  })

  it('[E40] has words of its own for Other, and leaves None to the catalogue', () => {
    const { questions } = page(startRun(survey, { seed: 'a', locale: 'ru', now: 0 }))
    expect(questions[1]!.options.slice(-2).map(({ text }) => text)).toEqual(['Другое', ''])
    expect(questions[0]!.points).toEqual([
      { id: '0', text: 'Нет' },
      { id: '1', text: 'Да' },
    ])
  })

  it('[E41] fills in the words of the chosen, in the language of the run', () => {
    const run = play(
      say('rate', { kind: 'rating', value: 1 }),
      say('what', { kind: 'choice', choices: ['box', 'other'], other: 'the string' }),
    )
    expect(page(run).questions[0]!.text).toBe('About BOX, the string: Yes, 2.')
    expect(page({ ...run, locale: 'ru' }).questions[0]!.text).toBe('О «box», the string: Да.')
  })

  it('[E41] falls back where nothing is known, and leaves an unknown name as written', () => {
    const { questions } = page(play(), { shop: 'Acme' })
    expect(questions.map(({ text }) => text)).toEqual(['About it: ?, 1.', 'Order unknown at Acme, {place}: nothing'])
  })

  it('[E42] nothing that comes from outside becomes markup, a place or a page of text', () => {
    const nasty = '**x** [a](javascript:x) <b> {{answer:rate|z}} {shop} &lt; `c` _d_\n\u202e'
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'*[]()<>{}|&_`a/:.\n ') }),
          fc.constant(nasty),
        ),
        (words) => {
          const run = play(say('words', { kind: 'text', text: words }))
          // [E46] isolates that close what they open are the engine's own
          const shown = page(run, { shop: words }).questions[1]!.text.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1')
          expect(shown).not.toMatch(
            /\*\*|\]\(|<[a-z!/?]|&[a-z#]|`\p{L}|\{\{|\{shop|[\p{Cc}\u202a-\u202e\u2066-\u2069]/iu,
          )
          expect(shown.length).toBeLessThan(2000)
          // and all the letters are still there
          const letters = (text: string): string => text.replace(/[^\p{L}]/gu, '')
          if (words.length < 100) expect(letters(plainWords(words))).toBe(letters(words))
        },
      ),
      { numRuns: 500 },
    )
  }, 120_000)

  it('[E43] progress grows to the end', () => {
    const first = page(startRun(survey, { seed: 'a', locale: 'en', now: 0 }))
    expect(first).toMatchObject({ progress: 0, isLast: false, canGoBack: false })
    expect(page(play())).toMatchObject({ progress: 0.5, isLast: true, canGoBack: true })
  })

  it('[E44] a missing language falls back, and never hides a survey', () => {
    for (const locale of ['ru-RU', 'de', ''])
      expect(page(startRun(survey, { seed: 'a', locale, now: 0 })).questions).toHaveLength(3)
  })

  it('[E45] random order is decided by the seed alone', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8]
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const order = randomOrder(items, seed)
        expect(order).toEqual(randomOrder(items, seed))
        expect(order.toSorted()).toEqual(items)
      }),
    )
    // each item comes first about as often as any other: 8 × 500 seeds, 500 ± 5 standard deviations
    const firsts = Array.from({ length: 4000 }, (_, i) => randomOrder(items, `seed-${i}`)[0]!)
    for (const item of items) expect(Math.abs(firsts.filter((each) => each === item).length - 500)).toBeLessThan(105)
  }, 60_000)

  it('[E47] the words behind the ids, for destinations', () => {
    const { title, questions } = textsOf(survey, 'ru')
    expect(title).toBe('Слова')
    expect(questions[0]).toEqual({ id: 'rate', kind: 'rating', text: 'Well?', labels: { '0': 'Нет', '1': 'Да' } })
    expect(questions[1]!.labels).toMatchObject({ box: '«box»', other: 'Другое' })
    expect(questions[3]!.text).toBe('О нём: ?.')
  })
})
