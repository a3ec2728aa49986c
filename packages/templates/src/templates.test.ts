import { checkSurvey, type LocalizedText, lintSurvey, type Question, type Survey } from '@frankly/core'
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

describe.each(templates.map((template) => [template.id, template] as const))('%s', (_id, template) => {
  it('passes the check that every survey passes', () => {
    expect(checkSurvey(template)).toMatchObject({ ok: true })
  })

  it('passes the lint of wording and fairness without a remark', () => {
    expect(lintSurvey(template)).toEqual([])
  })

  it('survives JSON: it is data only', () => {
    expect(JSON.parse(JSON.stringify(template))).toEqual(template)
  })

  it('speaks English and Russian in every text', () => {
    for (const { path, text } of textsOf(template)) {
      expect(Object.keys(text).sort(), path).toEqual(['en', 'ru'])
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
