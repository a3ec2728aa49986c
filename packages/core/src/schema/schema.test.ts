import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { Operator, Question, QuestionKind } from '../model/question.ts'
import { conditionSchema, questionSchema, surveySchema } from './index.ts'
import { lenientObjectOf, maybe, objectOf } from './object-of.ts'

const base = { id: 'q', text: { en: 'What?', ru: 'Что?' }, help: 'Help', required: false, showIf: { any: [] } } as const
const choices = [{ id: 'a', text: 'A', image: '/a.png' }]

/** Every kind with every field that it can have. */
const full: { readonly [Kind in QuestionKind]: Required<Extract<Question, { readonly kind: Kind }>> } = {
  rating: {
    ...base,
    kind: 'rating',
    scale: 'thumbs',
    labels: ['No', 'Yes'],
    notApplicable: true,
    criterion: 'courtesy',
  },
  scale: {
    ...base,
    kind: 'scale',
    min: 0,
    max: 1,
    step: 0.5,
    ends: { low: 'No', high: { en: 'Yes', ru: 'Да' } },
    words: ['No', 'Half', 'Yes'],
    look: 'slider',
    bad: 'high',
    notApplicable: true,
  },
  choice: {
    ...base,
    kind: 'choice',
    choices,
    multiple: true,
    min: 0,
    max: 1,
    other: 'Else',
    none: true,
    shuffle: true,
    display: 'picture',
  },
  text: {
    ...base,
    kind: 'text',
    input: 'number',
    placeholder: '5',
    minLength: 1,
    maxLength: 9,
    min: 1,
    max: 9,
    asks: 'praise',
  },
  matrix: {
    ...base,
    kind: 'matrix',
    rows: choices,
    columns: [...choices, { id: 'b', text: 'B' }],
    sampleRows: 1,
    notApplicable: true,
  },
  ranking: { ...base, kind: 'ranking', choices, top: 1, shuffle: true },
  split: { ...base, kind: 'split', choices, total: 10 },
  contact: { ...base, kind: 'contact', channels: ['code'], hours: true },
  consent: { ...base, kind: 'consent', purpose: 'publish', textVersion: '1', link: 'https://example.com' },
  attachment: { ...base, kind: 'attachment', maxFiles: 1, maxBytes: 1 },
  statement: { ...base, kind: 'statement' },
  praise: { ...base, kind: 'praise', kinds: ['idea'] },
  complaint: { ...base, kind: 'complaint', part: 'wish', of: 'c', categories: ['other'], remedies: ['refund'] },
  review_link: { ...base, kind: 'review_link', url: 'https://example.com' },
  reward: { ...base, kind: 'reward', pool: 'thanks' },
}

describe('schemas', () => {
  it.each(Object.entries(full))(
    '[S1] %s passes with every field of its type, and with none but the needed',
    (_kind, question) => {
      expect(questionSchema.safeParse(question)).toEqual({ success: true, data: question })
      const { help: _help, required: _required, showIf: _showIf, ...needed } = question
      expect(questionSchema.safeParse(needed).success).toBe(true)
      expect(questionSchema.safeParse({ ...question, surprise: 1 }).success).toBe(false)
    },
  )

  it('[S6] know every operator, and no other', () => {
    const operators: Record<Operator, true> = {
      eq: true,
      ne: true,
      lt: true,
      lte: true,
      gt: true,
      gte: true,
      in: true,
      not_in: true,
      includes: true,
      includes_any: true,
      includes_all: true,
      contains: true,
      starts_with: true,
      answered: true,
      not_answered: true,
    }
    for (const op of [...Object.keys(operators), 'like'])
      expect(conditionSchema.safeParse({ left: { answer: 'q' }, op }).success).toBe(op !== 'like')
  })

  it('[S1] a field that a type has and a schema lacks, or the other way round, does not compile', () => {
    type Sample = { readonly name: string; readonly size?: number }
    // @ts-expect-error size is missing
    objectOf<Sample>({ name: z.string() })
    // @ts-expect-error size is of another type
    objectOf<Sample>({ name: z.string(), size: maybe(z.string()) })
    // @ts-expect-error name must be there
    objectOf<Sample>({ name: maybe(z.string()), size: z.number() })
    // @ts-expect-error colour is unknown
    lenientObjectOf<Sample>({ name: z.string(), size: maybe(z.number()), colour: z.string() })
    expect(objectOf<Sample>({ name: z.string(), size: maybe(z.number()) }).safeParse({ name: 'x' }).success).toBe(true)
  })

  it('[S1] never try to compile code, which a strict page would report', () => {
    expect(surveySchema.safeParse({}).success).toBe(false)
    expect(z.config().jitless).toBe(true)
  })
})
