import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineSurvey } from '../check/define-survey.ts'
import { advance } from '../engine/advance.ts'
import { checkAnswer } from '../engine/check-answer.ts'
import { startRun } from '../engine/start-run.ts'
import { toResponse } from '../engine/to-response.ts'
import { checkReceiptCode, makeReceiptCode } from '../wire/receipt-code.ts'
import type { AnswerValue } from './answer.ts'
import { plainDigits } from './plain-digits.ts'
import type { Question } from './question.ts'

/**
 * Numbering systems with decimal digits of their own; the platform writes them, so that it is the judge. `hanidec` is
 * words (〇一二), no digits.
 */
const SYSTEMS = Intl.supportedValuesOf('numberingSystem').filter((system) =>
  /^(?!0)\p{Nd}$/u.test(written('0', system)),
)

/** A text with its ASCII digits in another script. */
function written(text: string, numberingSystem: string): string {
  const digit = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
  return text.replace(/\d/g, (each) => digit.format(Number(each)))
}

const system = fc.constantFrom(...SYSTEMS)
const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => n / 100)
const phone = fc.stringMatching(/^\+\d{3} \(\d{2}\) \d{3}-\d{4}$/)

describe('[E22] digits of every script count', () => {
  it('there are many scripts to hold it against', () => {
    expect(SYSTEMS).toEqual(expect.arrayContaining(['arab', 'arabext', 'beng', 'deva', 'fullwide', 'mathsans', 'thai']))
    expect(SYSTEMS.length).toBeGreaterThan(20)
  })

  it('a text is as if it were typed in ASCII', () => {
    fc.assert(
      fc.property(phone, system, (text, script) => {
        expect(plainDigits(written(text, script))).toBe(text)
      }),
    )
  })

  it('every decimal digit of Unicode becomes one ASCII digit', () => {
    const left = Array.from({ length: 0x110000 }, (_, point) => point)
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
      .filter((sign) => /\p{Nd}/u.test(sign) && !/^\d$/.test(plainDigits(sign)))
    expect(left).toEqual([])
  })

  it('a number as the platform writes it in Persian and in Egypt, with its own signs', () => {
    for (const locale of ['fa', 'ar-EG', 'he']) {
      const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2, useGrouping: locale !== 'he' })
      fc.assert(
        fc.property(amount, (n) => {
          expect(Number(plainDigits(format.format(n)))).toBe(n)
        }),
      )
    }
  })

  it.each([
    ['full-width signs', '＋８１（３）１２３４－５６７８', '+81(3)1234-5678'],
    ['the dash of a Japanese keyboard', '０３ー１２３４ー５６７８', '03-1234-5678'],
    ['marks of direction around a copied number', '\u202a+98 21 1234\u202c', '+98 21 1234'],
    ['words', 'ann@example.com', 'ann@example.com'],
  ])('%s', (_, typed, plain) => {
    expect(plainDigits(typed)).toBe(plain)
  })

  const base = { id: 'q', text: 'What?' }
  const number: Question = { ...base, kind: 'text', input: 'number', min: 5, max: 500 }
  it.each<[string, Question, AnswerValue, string | undefined]>([
    ['a number within its limits', number, { kind: 'text', text: '۱۲۳٫۵' }, undefined],
    ['a number above them', number, { kind: 'text', text: '५०१' }, 'too_large'],
    ['a number below them', number, { kind: 'text', text: '−５' }, 'too_small'],
    ['no number', number, { kind: 'text', text: '百' }, 'not_number'],
    ['a phone', { ...base, kind: 'text', input: 'phone' }, { kind: 'text', text: '٠٩١٢ ٣٤٥ ٦٧٨٩' }, undefined],
    [
      'an address',
      { ...base, kind: 'contact' },
      { kind: 'contact', channel: 'phone', address: '０３ー１２３４ー５６７８' },
      undefined,
    ],
  ])('is checked: %s', (_, question, answer, code) => {
    expect(checkAnswer(question, answer)?.code).toBe(code)
  })

  it('a response holds what a shop can dial and count; other words stay as they were typed', () => {
    const survey = defineSurvey({
      id: 'digits',
      version: 1,
      title: 'Digits',
      defaultLocale: 'fa',
      locales: ['fa'],
      touchpoint: 'support',
      pages: [
        {
          id: 'all',
          questions: [
            { id: 'age', kind: 'text', input: 'number', text: 'Age?' },
            { id: 'tel', kind: 'text', input: 'phone', text: 'Phone?' },
            { id: 'way', kind: 'contact', text: 'How?' },
            { id: 'story', kind: 'text', text: 'Story?' },
          ],
        },
      ],
    })
    const typed: Record<string, AnswerValue> = {
      age: { kind: 'text', text: '۴۲' },
      tel: { kind: 'text', text: '۰۹۱۲۳۴۵۶۷' },
      way: { kind: 'contact', channel: 'sms', address: '۰۹۱۲۳۴۵۶۷' },
      story: { kind: 'text', text: 'ساعت ۹' },
    }
    let run = startRun(survey, { seed: 's', locale: 'fa', now: 1, context: {} })
    for (const [questionId, value] of Object.entries(typed))
      run = advance(survey, run, { type: 'answered', questionId, value, at: 2 })
    run = advance(survey, run, { type: 'next', at: 3 })
    expect(toResponse(survey, run, { id: 'r', revision: 1, mode: 'web', test: false }).answers).toEqual({
      age: { kind: 'text', text: '42' },
      tel: { kind: 'text', text: '091234567' },
      way: { kind: 'contact', channel: 'sms', address: '091234567' },
      story: { kind: 'text', text: 'ساعت ۹' },
    })
  })

  it('a receipt code is found', () => {
    const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(bytes, system, (random, script) => {
        const code = makeReceiptCode({ bytes: () => random })
        expect(checkReceiptCode(written(code, script))).toBe(code)
      }),
    )
  })
})
