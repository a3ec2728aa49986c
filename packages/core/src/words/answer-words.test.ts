import { describe, expect, it } from 'vitest'
import type { AnswerKind, AnswerOf, AnswerValue } from '../model/answer.ts'
import { type AnswerField, type AnswerLine, answerFields, answerLines, answerText } from './answer-words.ts'

const TEXTS = {
  labels: { 2: 'Badly', late: 'Late', cold: 'Cold', always: 'Always' },
  say: (key: string) => `<${key}>`,
}

interface Sample<Kind extends AnswerKind> {
  readonly answer: AnswerOf<Kind>
  readonly lines: readonly AnswerLine[]
  readonly text: string
  readonly fields: Readonly<Record<string, AnswerField>>
}

const SAMPLES: { readonly [Kind in AnswerKind]: Sample<Kind> } = {
  rating: {
    answer: { kind: 'rating', value: 2 },
    lines: [{ text: '2 · Badly' }],
    text: '2 · Badly',
    fields: { '': 2 },
  },
  scale: { answer: { kind: 'scale', value: 7 }, lines: [{ text: '7' }], text: '7', fields: { '': 7 } },
  choice: {
    answer: { kind: 'choice', choices: ['late', 'other'], other: ' Wet, too ' },
    lines: [{ text: 'Late, <other>: “Wet, too”' }],
    text: 'Late, <other>: “Wet, too”',
    fields: { '': ['Late', 'other'], other: 'Wet, too' },
  },
  text: {
    answer: { kind: 'text', text: 'A long story\n' },
    lines: [{ text: 'A long story', quote: true }],
    text: 'A long story',
    fields: { '': 'A long story' },
  },
  matrix: {
    answer: { kind: 'matrix', rows: { late: 'always', cold: 'na' } },
    lines: [
      { row: 'Late', text: 'Always' },
      { row: 'Cold', text: '<na>' },
    ],
    text: 'Late: Always; Cold: <na>',
    fields: { late: 'Always', cold: 'na' },
  },
  ranking: {
    answer: { kind: 'ranking', order: ['cold', 'late'] },
    lines: [{ text: '1. Cold  2. Late' }],
    text: '1. Cold  2. Late',
    fields: { '': ['Cold', 'Late'] },
  },
  split: {
    answer: { kind: 'split', points: { late: 70, cold: 30 } },
    lines: [
      { row: 'Late', text: '70' },
      { row: 'Cold', text: '30' },
    ],
    text: 'Late: 70; Cold: 30',
    fields: { late: 70, cold: 30 },
  },
  contact: {
    answer: { kind: 'contact', channel: 'email', address: 'anna@example.com', hours: ['day', 'evening'] },
    lines: [{ text: '<email> · anna@example.com' }, { label: '<hours>', text: '<day>, <evening>' }],
    text: '<email> · anna@example.com; <hours>: <day>, <evening>',
    fields: {},
  },
  consent: {
    answer: { kind: 'consent', granted: false },
    lines: [{ text: '<no>' }],
    text: '<no>',
    fields: { '': false },
  },
  attachment: {
    answer: { kind: 'attachment', files: [{ id: 'f1', name: 'parcel.jpg', type: 'image/jpeg', size: 1 }] },
    lines: [{ text: 'parcel.jpg' }],
    text: 'parcel.jpg',
    fields: { files: 1 },
  },
  praise: {
    answer: { kind: 'praise', text: 'He ran after me', who: 'Boris', praise: 'rescue' },
    lines: [
      { text: 'He ran after me', quote: true },
      { label: '<who>', text: 'Boris' },
      { label: '<praise_kind>', text: '<rescue>' },
    ],
    text: 'He ran after me; <who>: Boris; <praise_kind>: <rescue>',
    fields: { '': 'He ran after me', who: 'Boris', kind: 'rescue' },
  },
  complaint: {
    answer: {
      kind: 'complaint',
      text: 'It was on fire',
      category: 'safety',
      remedy: 'refund',
      remedyText: 'in cash',
      nameVisibleTo: 'team',
    },
    lines: [
      { text: 'It was on fire', quote: true },
      { label: '<about>', text: '<safety>', internal: true },
      { label: '<wants>', text: '<refund>: in cash' },
      { label: '<may_see_name>', text: '<team>' },
    ],
    text: 'It was on fire; <about>: <safety>; <wants>: <refund>: in cash; <may_see_name>: <team>',
    fields: { '': 'It was on fire', category: 'safety', remedy: 'refund' },
  },
}

const rows = Object.values<{ answer: AnswerValue; lines: readonly AnswerLine[]; text: string; fields: object }>(SAMPLES)

describe('an answer in words', () => {
  it.each(rows)('of the kind $answer.kind: lines, one text, fields', ({ answer, lines, text, fields }) => {
    expect(answerLines(answer, TEXTS)).toEqual(lines)
    expect(answerText(answer, TEXTS)).toBe(text)
    expect(answerFields(answer, TEXTS)).toEqual(fields)
  })

  it.each(rows)('of the kind $answer.kind, with every field missing, breaks nothing', ({ answer: { kind } }) => {
    const bare = JSON.parse(JSON.stringify({ kind }))
    expect(answerText(bare, TEXTS)).not.toMatch(/undefined|null|NaN/)
    expect(Object.values(answerFields(bare, TEXTS))).not.toContain(undefined)
  })

  it('of a kind that a newer page has says nothing, and throws nothing', () => {
    for (const kind of ['video', 'constructor', '__proto__']) {
      const strange = JSON.parse(JSON.stringify({ kind, text: 'x' }))
      expect([answerLines(strange, TEXTS), answerFields(strange, TEXTS)]).toEqual([[], {}])
    }
  })

  it('what does not apply is said; other and none have words of their own where the survey gives none', () => {
    expect(answerText({ kind: 'rating', value: 'na' }, TEXTS)).toBe('<na>')
    expect(answerText({ kind: 'choice', choices: ['none'] }, TEXTS)).toBe('<none_of_these>')
    const labels = { other: 'Something else' }
    expect(answerText({ kind: 'choice', choices: ['other'] }, { ...TEXTS, labels })).toBe('Something else')
  })

  it('[F18] a choice with the name of something that every object has is read as it was sent', () => {
    const choices = ['late', 'constructor', 'toString', '__proto__']
    expect(answerText({ kind: 'choice', choices }, TEXTS)).toBe('Late, constructor, toString, __proto__')
    expect(answerFields({ kind: 'choice', choices }, TEXTS)).toEqual({
      '': ['Late', 'constructor', 'toString', '__proto__'],
    })
  })

  it('every word of a stranger goes through `clean`', () => {
    const clean = (text: string) => text.replaceAll('evil', '…')
    const said = rows.map(({ answer }) =>
      JSON.stringify(answer).replace(/"(?!kind)(\w+)":"[^"]*"/g, (whole, key) =>
        key === 'channel' || key === 'kind' ? whole : `"${key}":"evil"`,
      ),
    )
    for (const body of said) {
      const answer = JSON.parse(body)
      expect(answerText(answer, { say: (key) => key, clean })).not.toContain('evil')
      if (!['praise', 'complaint'].includes(answer.kind))
        expect(JSON.stringify(answerFields(answer, { say: (key) => key, clean }))).not.toContain('evil')
    }
  })
})
