import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnswerValue } from '../model/answer.ts'
import type { Condition, ConditionValue, Operand, Operator } from '../model/question.ts'
import type { Variable } from '../model/survey.ts'
import type { Facts } from './facts.ts'
import { holds } from './holds.ts'
import { calculate } from './variables.ts'

const answers: Record<string, AnswerValue> = {
  rate: { kind: 'rating', value: 4 },
  na: { kind: 'rating', value: 'na' },
  one: { kind: 'choice', choices: ['a'] },
  many: { kind: 'choice', choices: ['a', 'b', 'other'], other: 'Blue box' },
  words: { kind: 'text', text: 'The box was Broken' },
  sum: { kind: 'text', text: '12,5' },
  day: { kind: 'text', text: '2026-11-21' },
  grid: { kind: 'matrix', rows: { speed: '2', price: 'na' } },
  order: { kind: 'ranking', order: ['c', 'a'] },
  parts: { kind: 'split', points: { a: 70, b: 30 } },
  reply: { kind: 'contact', channel: 'email', address: 'ann@example.com' },
  agree: { kind: 'consent', granted: false },
  photos: { kind: 'attachment', files: [] },
  thanks: { kind: 'praise', text: '', who: 'Ann' },
  bad: { kind: 'complaint', text: 'Broken', category: 'quality' },
}
const variables: Variable[] = [
  {
    id: 'score',
    type: 'number',
    initial: 10,
    rules: [
      { op: 'subtract', value: { answer: 'rate' } },
      { op: 'multiply', value: 2 },
    ],
  },
  {
    id: 'mood',
    type: 'text',
    initial: 'calm',
    rules: [{ op: 'set', value: 'cross', when: { left: { variable: 'score' }, op: 'gt', right: 11 } }],
  },
]
const facts: Facts = {
  answers,
  context: { device: 'phone', order: { orderId: 'A-1', value: 990, firstOrder: true }, tags: { shop: 'north' } },
  variables,
}
const is = (left: Operand | string, op: Operator, right?: ConditionValue): boolean =>
  holds({ left: typeof left === 'string' ? { answer: left } : left, op, ...(right !== undefined && { right }) }, facts)

describe('conditions', () => {
  it('[E30] eq, ne', () => {
    expect([
      is('rate', 'eq', 4),
      is('rate', 'eq', 5),
      is('na', 'eq', 'na'),
      is('one', 'eq', 'a'),
      is('sum', 'eq', 12.5),
      is('agree', 'eq', false),
    ]).toEqual([true, false, true, true, true, true])
    expect([is('rate', 'ne', 4), is('rate', 'ne', 5), is('nobody', 'ne', 5), is('nobody', 'eq', 5)]).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
  it('[E30] lt, lte, gt, gte over numbers and days, never over words', () => {
    expect([
      is('rate', 'lt', 5),
      is('rate', 'lt', 4),
      is('rate', 'lte', 4),
      is('rate', 'gt', 3),
      is('rate', 'gt', 4),
      is('rate', 'gte', 4),
    ]).toEqual([true, false, true, true, false, true])
    expect([is('day', 'gt', '2026-11-20'), is('day', 'lt', '2026-11-20'), is('day', 'gte', '2026-11-21')]).toEqual([
      true,
      false,
      true,
    ])
    expect([is('na', 'gt', 0), is('na', 'lt', 99), is('words', 'gt', 0), is('nobody', 'lt', 9)]).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
  it('[E30] in, not_in', () => {
    expect([
      is('rate', 'in', [3, 4]),
      is('one', 'in', ['b']),
      is('one', 'not_in', ['b']),
      is('nobody', 'in', ['b']),
      is('nobody', 'not_in', ['b']),
    ]).toEqual([true, false, true, false, true])
  })
  it('[E30] includes, includes_any, includes_all', () => {
    expect([is('many', 'includes', 'b'), is('many', 'includes', 'z'), is('one', 'includes', 'a')]).toEqual([
      true,
      false,
      true,
    ])
    expect([is('many', 'includes_any', ['z', 'a']), is('many', 'includes_any', ['z'])]).toEqual([true, false])
    expect([is('many', 'includes_all', ['a', 'b']), is('many', 'includes_all', ['a', 'z'])]).toEqual([true, false])
  })
  it('[E30] contains, starts_with, large or small', () => {
    expect([
      is('words', 'contains', 'broken'),
      is('words', 'contains', 'lost'),
      is('words', 'starts_with', 'the'),
      is('words', 'starts_with', 'box'),
    ]).toEqual([true, false, true, false])
  })
  it('[E30] answered, not_answered', () => {
    expect([
      is('rate', 'answered'),
      is('nobody', 'answered'),
      is('rate', 'not_answered'),
      is('nobody', 'not_answered'),
    ]).toEqual([true, false, false, true])
  })
  it('[E31] reads parts of answers', () => {
    const part = (answer: string, name: string): Operand => ({ answer, part: name })
    expect(is(part('grid', 'speed'), 'lte', 2)).toBe(true)
    expect(is(part('grid', 'price'), 'eq', 'na')).toBe(true)
    expect(is(part('order', 'a'), 'eq', 2)).toBe(true)
    expect(is(part('order', 'z'), 'not_answered')).toBe(true)
    expect(is(part('parts', 'a'), 'gt', 50)).toBe(true)
    expect(is(part('many', 'other'), 'contains', 'blue')).toBe(true)
    expect(is('reply', 'eq', 'email')).toBe(true)
    expect(is('photos', 'eq', 0)).toBe(true)
    expect(is(part('thanks', 'who'), 'eq', 'Ann')).toBe(true)
    expect(is('thanks', 'answered')).toBe(false)
    expect(is(part('bad', 'category'), 'eq', 'quality')).toBe(true)
  })
  it('[E31] reads the context and variables, own fields only', () => {
    expect(is({ context: 'order.value' }, 'gte', 900)).toBe(true)
    expect(is({ context: 'order.firstOrder' }, 'eq', true)).toBe(true)
    expect(is({ context: 'tags.shop' }, 'eq', 'north')).toBe(true)
    expect(is({ context: 'order.constructor' }, 'answered')).toBe(false)
    expect(is({ context: 'order' }, 'answered')).toBe(false)
    expect(is({ variable: 'score' }, 'eq', 12)).toBe(true)
    expect(is({ variable: 'nobody' }, 'answered')).toBe(false)
  })
  it('[E32] all, any, not nest', () => {
    const yes: Condition = { left: { answer: 'rate' }, op: 'answered' }
    const no: Condition = { not: yes }
    expect([
      holds({ all: [yes, no] }, facts),
      holds({ any: [no, yes] }, facts),
      holds({ all: [] }, facts),
      holds({ any: [] }, facts),
    ]).toEqual([false, true, true, false])
  })
  it('[E30] an opposite is always an opposite', () => {
    const pairs = [
      ['eq', 'ne'],
      ['in', 'not_in'],
      ['answered', 'not_answered'],
    ] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(answers), 'nobody'),
        fc.constantFrom(...pairs),
        fc.constantFrom<ConditionValue>(4, 'a', 'na', '', true),
        (id, [op, opposite], right) => {
          const value = op === 'in' ? [right as string] : right
          expect(is(id, op, value)).toBe(!is(id, opposite, value))
        },
      ),
    )
  }, 60_000)
})

describe('variables', () => {
  it('[E33] are calculated in order, from the initial value', () => {
    expect(calculate(facts)).toEqual({ score: 12, mood: 'cross' })
  })
  it('[E33] leave out a rule whose value is missing or no number', () => {
    const rules = [
      { op: 'add', value: { answer: 'nobody' } },
      { op: 'add', value: { answer: 'na' } },
      { op: 'add', value: 1 },
    ] as const
    expect(calculate({ ...facts, variables: [{ id: 'v', type: 'number', initial: 5, rules }] })).toEqual({ v: 6 })
  })
  it('[E33] stay finite', () => {
    const rules = Array.from({ length: 400 }, () => ({ op: 'multiply', value: 1e10 }) as const)
    expect(
      Number.isFinite(calculate({ ...facts, variables: [{ id: 'v', type: 'number', initial: 5, rules }] })['v']),
    ).toBe(true)
  })
  it('[E33] read earlier ones only, so that a circle ends', () => {
    const circle: Variable[] = ['a', 'b'].map((id) => ({
      id,
      type: 'number',
      initial: 1,
      rules: [{ op: 'add', value: { variable: id === 'a' ? 'b' : 'a' } }],
    }))
    expect(calculate({ ...facts, variables: circle })).toEqual({ a: 1, b: 2 })
  })
})
