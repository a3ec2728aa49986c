import {
  type AnswerValue,
  checkSurvey,
  type LocalizedText,
  type Question,
  type QuestionView,
  type Survey,
} from '@frankly/core'
import { lintSurvey } from '@frankly/core/check'
import { advance, type Run, startRun, viewOf } from '@frankly/core/engine'
import { describe, expect, it } from 'vitest'
import { purchase, templateById, templates } from './index.ts'

const questionsOf = (survey: Survey): readonly Question[] => survey.pages.flatMap((page) => page.questions)
const asks = (question: Question): string | undefined =>
  question.kind === 'text' ? question.asks : question.kind === 'praise' ? 'praise' : undefined

/** Every text anywhere in a survey with its path; a localized text is an object whose keys are languages. */
function textsOf(value: unknown, path = ''): readonly { path: string; text: LocalizedText }[] {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value || 'ru' in value) return [{ path, text: value as LocalizedText }]
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

it('lists the 22 templates of the plan, with its variants, once each', () => {
  expect(templates.map((template) => template.id)).toEqual([
    'purchase',
    'delivery',
    'unboxing',
    'store-visit',
    'support',
    'support-ces2',
    'complaint',
    'after-close',
    'exit',
    'suggestion',
    'choice',
    'drivers',
    'kano',
    'content',
    'repeat',
    'b2b-delivery',
    'nine-customers',
    'nine-staff',
    'nine-departments',
    'pulse',
    'kudos',
    'idea',
    'mystery',
    'daily-check',
    'maturity',
  ])
  expect(templateById('purchase')).toBe(purchase)
  expect(templateById('nothing')).toBeUndefined()
})

/** An answer of somebody who answers everything. */
function answerTo(question: QuestionView): AnswerValue | undefined {
  const first = question.options[0]?.id ?? ''
  const point = question.points[0]?.id ?? ''
  switch (question.kind) {
    case 'rating':
      return { kind: 'rating', value: Number(point) }
    case 'scale':
      return { kind: 'scale', value: Number(point) }
    case 'choice':
      return { kind: 'choice', choices: [first] }
    case 'text':
      return { kind: 'text', text: 'In my own words' }
    case 'matrix':
      return { kind: 'matrix', rows: Object.fromEntries(question.options.map((row) => [row.id, point])) }
    case 'ranking':
      return { kind: 'ranking', order: question.options.slice(0, 3).map((option) => option.id) }
    case 'praise':
      return { kind: 'praise', text: 'It just worked', who: 'Vera', praise: 'flawless' }
    case 'complaint':
      return { kind: 'complaint', text: 'The cup is chipped', category: 'quality', remedy: 'exchange' }
    case 'contact':
      return { kind: 'contact', channel: 'email', address: 'anna@example.com' }
    case 'consent':
      return { kind: 'consent', granted: true }
    default:
      return undefined
  }
}

/** Goes through a survey to its end, answering all that may be answered or only what must be. */
function walk(survey: Survey, locale: string, all: boolean): Run {
  let run = startRun(survey, { seed: 'walk', locale, now: 1 })
  for (let step = 0; step < 100; step += 1) {
    const view = viewOf(survey, run)
    if (view.screen === 'end') break
    const open =
      view.screen === 'page'
        ? view.questions.find((one) => !one.answer && (all || one.required) && answerTo(one) !== undefined)
        : undefined
    const value = open && answerTo(open)
    if (open && value) run = advance(survey, run, { type: 'answered', questionId: open.id, value, at: 2 })
    else
      run = advance(survey, run, view.screen === 'more' ? { type: 'more', yes: true, at: 3 } : { type: 'next', at: 3 })
  }
  return run
}

describe.each(templates.map((template) => [template.id, template] as const))('%s', (_id, template) => {
  it('passes the check that every survey passes', () => {
    expect(checkSurvey(template)).toMatchObject({ ok: true })
  })

  it('passes the lint of wording and fairness without a remark', () => {
    expect(lintSurvey(template)).toEqual([])
  })

  it.each(template.locales)(
    'can be answered to its end in %s, and passed through with what must be answered',
    (locale) => {
      const full = walk(template, locale, true)
      expect(full).toMatchObject({ status: 'completed', faults: {} })
      // later parts of a complaint are answered in the answer of its words
      const asked = questionsOf(template).filter((each) => each.kind !== 'attachment' && !('of' in each))
      expect(Object.keys(full.answers).sort()).toEqual(asked.map(({ id }) => id).sort())
      expect(walk(template, locale, false).status).toBe('completed')
    },
  )

  it('survives JSON: it is data only', () => {
    expect(JSON.parse(JSON.stringify(template))).toEqual(template)
  })

  it('speaks every language that it names in every text, English and Russian among them', () => {
    expect(template.locales).toEqual(expect.arrayContaining(['en', 'ru']))
    for (const { path, text } of textsOf(template)) {
      expect(Object.keys(text).sort(), path).toEqual([...template.locales].sort())
      expect((text as Record<string, string>)['ru'], path).toMatch(/[а-яё]/i)
    }
    const plain = questionsOf(template).filter((question) => typeof question.text === 'string')
    expect(plain).toEqual([])
  })

  it('asks for praise before it asks for a fault', () => {
    const order = questionsOf(template).map(asks)
    const fault = order.indexOf('fault')
    if (fault >= 0) expect(order.slice(0, fault)).toContain('praise')
  })

  it('has an open question', () => {
    const open = questionsOf(template).filter(
      ({ kind }) => kind === 'text' || kind === 'praise' || kind === 'complaint',
    )
    expect(open.length).toBeGreaterThan(0)
  })

  it('offers the contact to everybody: no condition reads an answer', () => {
    for (const question of questionsOf(template)) {
      if (['contact', 'review_link', 'reward', 'complaint'].includes(question.kind)) {
        expect(question.showIf).toBeUndefined()
      }
    }
    for (const page of template.pages) {
      expect(page.showIf).toBeUndefined()
      expect(page.branches).toBeUndefined()
    }
  })

  it('is short: at most five questions for a customer, one scale for a matrix', () => {
    const asked = questionsOf(template).filter(({ kind }) => kind !== 'consent' && kind !== 'statement')
    expect(asked.length).toBeLessThanOrEqual(5)
  })

  it('keeps Other last by the flag, never as a choice of its own that could be shuffled', () => {
    for (const question of questionsOf(template)) {
      if (question.kind === 'choice') expect(question.choices.map((one) => one.id)).not.toContain('other')
    }
  })
})
