import { describe, expect, it } from 'vitest'
import { FeedbackError, issueText } from '../model/errors.ts'
import type { Condition, Question } from '../model/question.ts'
import { readSurvey } from '../model/read-survey.ts'
import type { Page, Survey } from '../model/survey.ts'
import { migrateSurvey } from '../model/survey-migrations.ts'
import { checkSurvey } from './check-survey.ts'
import { defineSurvey } from './define-survey.ts'

const rate: Question = { id: 'rate', kind: 'rating', scale: 'nps', text: 'How likely?', notApplicable: true }
const why: Question = { id: 'why', kind: 'text', text: 'Why?' }
const pick: Question = {
  id: 'pick',
  kind: 'choice',
  text: 'Which?',
  choices: [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
  ],
}
const grid: Question = {
  id: 'grid',
  kind: 'matrix',
  text: 'Each?',
  rows: [{ id: 'x', text: 'X' }],
  columns: [
    { id: '1', text: 'Bad' },
    { id: '2', text: 'Good' },
  ],
}
const first: Page = { id: 'first', questions: [rate, why, pick, grid] }
const second: Page = { id: 'second', questions: [{ id: 'end', kind: 'statement', text: 'Thanks.' }] }
const good: Survey = {
  schema: 1,
  id: 'good',
  version: 1,
  title: 'Good',
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'delivery',
  pages: [first, second],
}

const issuesOf = (value: unknown): string[] => {
  const checked = checkSurvey(value)
  return checked.ok ? [] : checked.issues.map(({ code, path }) => `${code} ${path}`)
}
const withPages = (...pages: unknown[]): unknown => ({ ...good, pages })
const withQuestion = (question: object): unknown => withPages({ id: 'p', questions: [question] })
const when = (condition: unknown): unknown =>
  withPages({ ...first, branches: [{ when: condition, go: 'end' }] }, second)
const at = 'pages[0].branches[0].when'

describe('checking a survey', () => {
  it('[S1] a good one passes unchanged', () => {
    const checked = checkSurvey(good)
    expect(checked).toEqual({ ok: true, survey: good })
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'schema-unknown '],
    ['a list', [], 'schema-unknown '],
    ['a newer form', { ...good, schema: 9 }, 'schema-unknown schema'],
    ['no version', { ...good, version: 0 }, 'too-small version'],
    ['no title', { ...good, title: undefined }, 'missing title'],
    ['a slip in a field', { ...good, prority: 1 }, 'unknown-field '],
    ['an unknown kind', withQuestion({ ...rate, kind: 'slider' }), 'invalid pages[0].questions[0].kind'],
    ['an unknown scale', withQuestion({ ...rate, scale: 'nps10' }), 'unknown-word pages[0].questions[0].scale'],
    ['no choices', withQuestion({ ...pick, choices: [] }), 'too-small pages[0].questions[0].choices'],
    ['an empty page', withPages({ id: 'p', questions: [] }), 'too-small pages[0].questions'],
    ['an id of the language', withQuestion({ ...why, id: 'constructor' }), 'wrong-form pages[0].questions[0].id'],
  ])('[S1] refuses %s', (_name, value, issue) => {
    expect(
      issuesOf(value).map((each) =>
        each.replace('invalid pages[0].questions[0].id', 'wrong-form pages[0].questions[0].id'),
      ),
    ).toContain(issue)
  })

  it('[S1] refuses what is too deep without going down', () => {
    let deep: Condition = { left: { answer: 'rate' }, op: 'answered' }
    for (let i = 0; i < 10_000; i++) deep = { not: deep }
    expect(issuesOf(when(deep))).toEqual(['too-deep '])
  })

  it.each<[string, unknown, string]>([
    ['pages', withPages(first, { ...second, id: 'first' }), 'duplicate-id pages[1].id'],
    [
      'questions of two pages',
      withPages(first, { id: 'p', questions: [why] }),
      'duplicate-id pages[1].questions[0].id',
    ],
    [
      'choices',
      withQuestion({
        ...pick,
        choices: [
          { id: 'a', text: 'A' },
          { id: 'a', text: 'B' },
        ],
      }),
      'duplicate-id pages[0].questions[0].choices[1].id',
    ],
    [
      'a row and a column',
      withQuestion({ ...grid, rows: [{ id: '1', text: 'X' }] }),
      'duplicate-id pages[0].questions[0].columns[0].id',
    ],
    [
      'a choice called other',
      withQuestion({
        ...pick,
        choices: [
          { id: 'other', text: 'A' },
          { id: 'b', text: 'B' },
        ],
      }),
      'reserved-id pages[0].questions[0].choices[0].id',
    ],
  ])('[S2] ids are unique: %s', (_name, value, issue) => {
    expect(issuesOf(value)).toContain(issue)
  })

  const said = { id: 'c', kind: 'complaint', text: 'What?' } as const
  const goesOn = { id: 'w', kind: 'complaint', part: 'wish', of: 'c', text: 'Right?' } as const
  const { of: _, ...alone } = goesOn
  const inSteps = (words: object, more: object): unknown =>
    withPages({ id: 'p', questions: [words] }, { id: 'r', questions: [more] })

  it.each<[string, unknown, string[]]>([
    ['words, then the wish', inSteps({ ...said, part: 'words' }, goesOn), []],
    ['a whole one, then who may see the name', inSteps(said, { ...goesOn, part: 'name' }), []],
    ['both on one page', withPages({ id: 'p', questions: [said, goesOn] }), []],
    ['a wish of nothing', withQuestion(alone), ['unknown-question pages[0].questions[0].of']],
    ['a wish of what comes later', inSteps(goesOn, said), ['unknown-question pages[0].questions[0].of']],
    [
      'a wish of another kind',
      inSteps({ id: 'c', kind: 'text', text: 'What?' }, goesOn),
      ['unknown-question pages[1].questions[0].of'],
    ],
    [
      'words that go on with words',
      inSteps(said, { ...goesOn, part: 'words' }),
      ['not-alone pages[1].questions[0].of'],
    ],
    [
      'a wish that is required',
      inSteps(said, { ...goesOn, required: true }),
      ['never-answered pages[1].questions[0].required'],
    ],
    ['an unknown part', inSteps(said, { ...goesOn, part: 'mood' }), ['unknown-word pages[1].questions[0].part']],
    [
      'a condition on a part that has no answer of its own',
      withPages(
        { id: 'p', questions: [said] },
        { id: 'r', questions: [goesOn], branches: [{ when: { left: { answer: 'w' }, op: 'answered' }, go: 'end' }] },
      ),
      ['never-answered pages[1].branches[0].when.left'],
    ],
  ])('[S15] a complaint in steps: %s', (_name, value, issues) => {
    expect(issuesOf(value)).toEqual(issues)
  })

  it.each<[string, unknown, string]>([
    [
      'the default language is missing',
      withQuestion({ ...why, text: { ru: 'Почему?' } }),
      'missing-text pages[0].questions[0].text',
    ],
    ['the default language is not listed', { ...good, locales: ['ru'] }, 'missing-language locales'],
    [
      'a language is not listed',
      withQuestion({ ...why, text: { en: 'Why?', ru: 'Почему?' } }),
      'unknown-language pages[0].questions[0].text.ru',
    ],
    ['HTML', withQuestion({ ...why, text: 'Why <b>so</b>?' }), 'html pages[0].questions[0].text'],
    ['a comment', withQuestion({ ...why, help: 'x <!-- y' }), 'html pages[0].questions[0].help'],
    [
      'a script link',
      withQuestion({ ...why, text: '[x](javascript:alert(1))' }),
      'unsafe-url pages[0].questions[0].text',
    ],
    ['a data link', withQuestion({ ...why, text: '[x](data:text/html,x)' }), 'unsafe-url pages[0].questions[0].text'],
    [
      'a link with a hidden tab',
      withQuestion({ ...why, text: '[x](java\tscript:alert)' }),
      'unsafe-url pages[0].questions[0].text',
    ],
    ['an unknown place', withQuestion({ ...why, text: '{{answr:why}}' }), 'unknown-place pages[0].questions[0].text'],
    [
      'an unknown question',
      withQuestion({ ...why, text: '{{answer:nobody|x}}' }),
      'unknown-question pages[0].questions[0].text',
    ],
    [
      'an unknown variable',
      withQuestion({ ...why, text: '{{var:nobody}}' }),
      'unknown-variable pages[0].questions[0].text',
    ],
  ])('[S3] texts: %s', (_name, value, issue) => {
    expect(issuesOf(value)).toContain(issue)
  })

  it('[S3] less-than in words is no HTML, and good links pass', () => {
    expect(
      issuesOf(
        withQuestion({ ...why, text: 'Was it < 3 days? **Yes**, [see](https://example.com/a) [write](mailto:a@b.c)' }),
      ),
    ).toEqual([])
  })

  it.each<[string, object, string]>([
    [
      'a review page',
      { id: 'r', kind: 'review_link', text: 'R', url: 'http://example.com' },
      'unsafe-url pages[0].questions[0].url',
    ],
    [
      'a review script',
      { id: 'r', kind: 'review_link', text: 'R', url: 'javascript:x' },
      'unsafe-url pages[0].questions[0].url',
    ],
    [
      'a picture',
      {
        ...pick,
        choices: [
          { id: 'a', text: 'A', image: '//evil.example' },
          { id: 'b', text: 'B', image: '/img/b.png' },
        ],
      },
      'unsafe-url pages[0].questions[0].choices[0].image',
    ],
    [
      'a document',
      { id: 'c', kind: 'consent', text: 'C', purpose: 'p', textVersion: '1', link: 'ftp://x' },
      'unsafe-url pages[0].questions[0].link',
    ],
  ])('[S4] addresses: %s', (_name, question, issue) => {
    expect(issuesOf(withQuestion(question))).toEqual([issue])
  })

  it.each<[string, object, string]>([
    ['labels for each point', { ...rate, labels: ['Bad', 'Good'] }, 'wrong-count pages[0].questions[0].labels'],
    ['one choice is none', { ...pick, choices: [{ id: 'a', text: 'A' }] }, 'too-small pages[0].questions[0].choices'],
    ['max of one', { ...pick, max: 2 }, 'needs-multiple pages[0].questions[0]'],
    ['more than there are', { ...pick, multiple: true, min: 3 }, 'too-large pages[0].questions[0].min'],
    ['lengths', { ...why, minLength: 9, maxLength: 5 }, 'too-large pages[0].questions[0].minLength'],
    ['bounds of words', { ...why, max: 5 }, 'needs-number pages[0].questions[0]'],
    ['rows to draw', { ...grid, sampleRows: 2 }, 'too-large pages[0].questions[0].sampleRows'],
    [
      'a required statement',
      { id: 's', kind: 'statement', text: 'S', required: true },
      'never-answered pages[0].questions[0].required',
    ],
  ])('[S5] questions: %s', (_name, question, issue) => {
    expect(issuesOf(withQuestion(question))).toEqual([issue])
  })

  it.each<[string, unknown, string]>([
    ['an unknown question', { left: { answer: 'nobody' }, op: 'answered' }, `unknown-question ${at}.left`],
    ['a statement', { left: { answer: 'end' }, op: 'answered' }, `never-answered ${at}.left`],
    ['an unknown part', { left: { answer: 'grid', part: 'z' }, op: 'answered' }, `unknown-part ${at}.left`],
    ['no part', { left: { answer: 'grid' }, op: 'eq', right: 1 }, `unknown-part ${at}.left`],
    ['an unknown variable', { left: { variable: 'v' }, op: 'answered' }, `unknown-variable ${at}.left`],
    ['context that is not allowed', { left: { context: 'email' }, op: 'answered' }, `unknown-context ${at}.left`],
    [
      'an operator of another type',
      { left: { answer: 'rate' }, op: 'contains', right: '1' },
      `wrong-operator ${at}.op`,
    ],
    ['a number with words', { left: { answer: 'rate' }, op: 'gt', right: '8' }, `wrong-type ${at}.right`],
    ['a value that no answer has', { left: { answer: 'rate' }, op: 'gt', right: 11 }, `out-of-range ${at}.right`],
    ['a label in place of an id', { left: { answer: 'pick' }, op: 'eq', right: 'A' }, `unknown-choice ${at}.right`],
    ['a list wanted', { left: { answer: 'pick' }, op: 'in', right: 'a' }, `wrong-type ${at}.right`],
    ['no value', { left: { answer: 'pick' }, op: 'eq' }, `missing ${at}.right`],
    ['a value too many', { left: { answer: 'pick' }, op: 'answered', right: 'a' }, `unwanted-value ${at}.right`],
    [
      'inside of others',
      { all: [{ not: { left: { answer: 'pick' }, op: 'eq', right: 'z' } }] },
      `unknown-choice ${at}.all[0].not.right`,
    ],
  ])('[S6] compared values: %s', (_name, condition, issue) => {
    expect(issuesOf(when(condition))).toContain(issue)
  })

  it('[S6] fitting ones pass', () => {
    for (const condition of [
      { left: { answer: 'rate' }, op: 'eq', right: 'na' },
      { left: { answer: 'grid', part: 'x' }, op: 'lte', right: 1 },
      { left: { answer: 'pick' }, op: 'in', right: ['a', 'b'] },
      { left: { context: 'order.value' }, op: 'gte', right: 100 },
      { left: { context: 'tags.shop' }, op: 'starts_with', right: 'n' },
    ])
      expect(issuesOf(when(condition))).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['words for a number', [{ id: 'v', type: 'number', initial: 'x', rules: [] }], 'wrong-type variables[0].initial'],
    [
      'a sum of words',
      [{ id: 'v', type: 'text', initial: '', rules: [{ op: 'add', value: 'x' }] }],
      'wrong-operator variables[0].rules[0].op',
    ],
    [
      'a sum with words',
      [{ id: 'v', type: 'number', initial: 0, rules: [{ op: 'add', value: { answer: 'why' } }] }],
      'wrong-type variables[0].rules[0].value',
    ],
    [
      'one that reads itself',
      [{ id: 'v', type: 'number', initial: 0, rules: [{ op: 'add', value: { variable: 'v' } }] }],
      'reads-later variables[0].rules[0].value',
    ],
  ])('[S6] variables: %s', (_name, variables, issue) => {
    expect(issuesOf({ ...good, variables })).toContain(issue)
  })

  it.each<[string, unknown, string]>([
    [
      'a jump to nowhere',
      withPages({ ...first, branches: [{ go: { page: 'z' } }] }),
      'unknown-page pages[0].branches[0].go.page',
    ],
    [
      'a page that leads to itself',
      withPages({ ...first, branches: [{ go: { page: 'first' } }] }),
      'endless-loop pages[0].branches[0].go',
    ],
    [
      'a circle',
      withPages(first, { ...second, branches: [{ go: { page: 'first' } }] }),
      'endless-loop pages[1].branches[0].go',
    ],
    [
      'a page that nothing leads to',
      withPages({ ...first, branches: [{ go: 'end' }] }, second),
      'unreachable pages[1]',
    ],
    [
      'a branch after the last word',
      withPages({ ...first, branches: [{ go: 'next' }, { go: 'end' }] }, second),
      'unreachable pages[0].branches[1]',
    ],
    ['a condition that never holds', when({ any: [] }), `unreachable ${at}`],
    [
      'an answer that comes later',
      withPages(
        { id: 'p', questions: [{ ...why, id: 'w', showIf: { left: { answer: 'rate' }, op: 'answered' } }] },
        first,
      ),
      'reads-later pages[0].questions[0].showIf.left',
    ],
    [
      'an answer of its own',
      withQuestion({ ...why, showIf: { left: { answer: 'why' }, op: 'answered' } }),
      'reads-later pages[0].questions[0].showIf.left',
    ],
    ['more before the first page', { ...good, offerMoreBefore: 'first' }, 'unknown-page offerMoreBefore'],
  ])('[S7] ways: %s', (_name, value, issue) => {
    expect(issuesOf(value)).toContain(issue)
  })

  it('[S7] a jump back to a page that was passed over is no circle', () => {
    const pages: Page[] = [
      {
        ...first,
        branches: [{ when: { left: { answer: 'rate' }, op: 'gt', right: 5 }, go: { page: 'third' } }, { go: 'next' }],
      },
      { ...second, branches: [{ go: 'end' }] },
      { id: 'third', questions: [{ id: 't', kind: 'text', text: 'T?' }], branches: [{ go: { page: 'second' } }] },
    ]
    expect(issuesOf({ ...good, pages })).toEqual([])
  })

  it('[S1] defineSurvey throws all issues at once, each with path, what stood there, what was wanted', () => {
    const { schema: _, ...written } = good
    expect(defineSurvey(written)).toEqual(good)
    const bad = (): unknown => defineSurvey({ ...written, pages: [{ ...first, branches: [{ go: { page: 'z' } }] }] })
    expect(bad).toThrow(FeedbackError)
    expect(bad).toThrow(
      'survey "good": pages[0].branches[0].go.page: expected the id of a page, got "z" (or "next", or "end")',
    )
  })

  it('[S1] an issue can be read by a person', () => {
    const checked = checkSurvey(withQuestion({ ...rate, kind: 'slider' }))
    expect(checked.ok ? '' : issueText(checked.issues[0]!)).toMatch(
      /^pages\[0\]\.questions\[0\]\.kind: expected a kind that this version knows: rating, scale, choice, .*, got "slider"$/,
    )
  })
})

describe('migrations', () => {
  const steps = [
    { to: 2, up: (survey: Record<string, unknown>) => ({ ...survey, heading: survey['title'] }) },
    { to: 3, up: ({ title: _, ...survey }: Record<string, unknown>) => survey },
  ]
  it('[S1] lead step by step from any earlier form, without touching the original', () => {
    const old = Object.freeze({ schema: 1, title: 'T' })
    expect(migrateSurvey(old, steps)).toEqual({ ok: true, value: { schema: 3, heading: 'T' } })
    expect(migrateSurvey({ schema: 2, title: 'T' }, steps)).toEqual({ ok: true, value: { schema: 3 } })
    expect(migrateSurvey({ schema: 4 }, steps)).toMatchObject({ ok: false, issues: [{ path: 'schema' }] })
  })
  it('[S1] are numbered without a gap', () => {
    expect(migrateSurvey({ schema: 1 }, [steps[1]!])).toMatchObject({
      ok: false,
      issues: [{ path: 'migrations', found: 3 }],
    })
  })
})

describe('the guard where surveys are read', () => {
  it('[S13] takes a good survey and names in one line what is wrong with another', () => {
    const lines: string[] = []
    const read = (value: unknown): unknown => readSurvey(value, (line) => lines.push(line))
    expect(read(good)).toEqual(good)
    for (const bad of [
      null,
      1,
      'x',
      [],
      {},
      { ...good, schema: 2 },
      { ...good, id: 1 },
      { ...good, pages: [] },
      withQuestion({ ...rate, kind: 'slider' }),
      withQuestion({ ...pick, choices: null }),
    ])
      expect(read(bad)).toBeUndefined()
    expect(lines).toHaveLength(10)
    expect(lines[8]).toBe('survey "good" is left out: pages[0].questions[0] is missing or not understood')
  })
})

it('[F4] a reward that nothing gives is refused, also for everybody alike', () => {
  const reward = { kind: 'reward', id: 'gift', pool: 'tea', text: 'A pack of tea' }
  const checked = checkSurvey({ ...good, pages: [...good.pages, { id: 'last', questions: [reward] }] })
  expect(checked).toMatchObject({
    ok: false,
    issues: [{ code: 'not-given', wanted: expect.stringContaining('empty promise') }],
  })
})
