import { describe, expect, it } from 'vitest'
import type { AnswerValue } from '../model/answer.ts'
import type { Question } from '../model/question.ts'
import { checkAnswer } from './check-answer.ts'
import { optionsOf } from './options-of.ts'

const base = { id: 'q', text: 'What?' }
const abc = ['a', 'b', 'c'].map((id) => ({ id, text: id }))
const choice: Question = { ...base, kind: 'choice', choices: abc }
const many: Question = { ...choice, multiple: true, min: 1, max: 2, other: true, none: true }
const text = (rest: object = {}): Question => ({ ...base, kind: 'text', ...rest })
const contact: Question = { ...base, kind: 'contact' }
const matrix: Question = { ...base, kind: 'matrix', rows: abc, columns: ['1', '2'].map((id) => ({ id, text: id })) }
const split: Question = { ...base, kind: 'split', choices: abc }
const ranking: Question = { ...base, kind: 'ranking', choices: abc }
const photo: Question = { ...base, kind: 'attachment', maxFiles: 1, maxBytes: 10 }
const scale = { kind: 'scale', look: 'numbers', min: -3, max: 3 } as const
const words = (value: string): AnswerValue => ({ kind: 'text', text: value })
const chosen = (...choices: string[]): AnswerValue => ({ kind: 'choice', choices })
const reply = (channel: string, address?: string): AnswerValue => ({ kind: 'contact', channel, address }) as AnswerValue
const file = { id: 'f', name: 'box.jpg', type: 'image/jpeg', size: 9 }

type Case = readonly [name: string, question: Question, value: unknown, code: string | undefined]
const cases: readonly Case[] = [
  ['nothing is fine', choice, undefined, undefined],
  ['unless required', { ...choice, required: true }, undefined, 'required'],
  ['blank words are nothing', { ...text(), required: true } as Question, words('  '), 'required'],
  ['another kind', choice, words('a'), 'wrong_kind'],
  ['a statement has no answer', { ...base, kind: 'statement' }, words('a'), 'wrong_kind'],
  ['a broken shape', choice, { kind: 'choice', choices: 'a' }, 'wrong_kind'],
  ['a broken shape inside', choice, { kind: 'choice', choices: [1] }, 'wrong_kind'],
  ['a broken record', matrix, { kind: 'matrix', rows: ['1'] }, 'wrong_kind'],
  ['nps 0', { ...base, kind: 'rating', scale: 'nps' }, { kind: 'rating', value: 0 }, undefined],
  ['nps 11', { ...base, kind: 'rating', scale: 'nps' }, { kind: 'rating', value: 11 }, 'unknown_choice'],
  ['ces 7', { ...base, kind: 'rating', scale: 'ces2' }, { kind: 'rating', value: 7 }, undefined],
  ['stars 0', { ...base, kind: 'rating', scale: 'stars5' }, { kind: 'rating', value: 0 }, 'unknown_choice'],
  ['half a star', { ...base, kind: 'rating', scale: 'stars5' }, { kind: 'rating', value: 4.5 }, 'unknown_choice'],
  ['a value of a scale', { ...base, ...scale }, { kind: 'scale', value: 3 }, undefined],
  ['below a scale', { ...base, ...scale }, { kind: 'scale', value: -5 }, 'unknown_choice'],
  ['above a scale', { ...base, ...scale }, { kind: 'scale', value: 4 }, 'unknown_choice'],
  ['between two values', { ...base, ...scale }, { kind: 'scale', value: 0.5 }, 'unknown_choice'],
  ['a third tenth', { ...base, ...scale, min: 0, max: 1, step: 0.1 }, { kind: 'scale', value: 0.3 }, undefined],
  ['no number', { ...base, ...scale }, { kind: 'scale', value: Number.NaN }, 'unknown_choice'],
  ['not applicable, not offered', { ...base, ...scale }, { kind: 'scale', value: 'na' }, 'unknown_choice'],
  ['not applicable', { ...base, ...scale, notApplicable: true }, { kind: 'scale', value: 'na' }, undefined],
  ['a rating on a scale', { ...base, ...scale }, { kind: 'rating', value: 3 }, 'wrong_kind'],
  ['thumb up', { ...base, kind: 'rating', scale: 'thumbs' }, { kind: 'rating', value: 1 }, undefined],
  [
    'not applicable',
    { ...base, kind: 'rating', scale: 'nps', notApplicable: true },
    { kind: 'rating', value: 'na' },
    undefined,
  ],
  [
    'not applicable unasked',
    { ...base, kind: 'rating', scale: 'nps' },
    { kind: 'rating', value: 'na' },
    'unknown_choice',
  ],
  ['one choice', choice, chosen('a'), undefined],
  ['two of one', choice, chosen('a', 'b'), 'too_many'],
  ['an unknown one', choice, chosen('z'), 'unknown_choice'],
  ['a label in place of an id', choice, chosen('A'), 'unknown_choice'],
  ['other unasked', choice, chosen('other'), 'unknown_choice'],
  ['two of two', many, chosen('a', 'other'), undefined],
  ['three of two', many, chosen('a', 'b', 'c'), 'too_many'],
  ['one of two', { ...many, min: 2 } as Question, chosen('a'), 'too_few'],
  ['the same twice', many, chosen('a', 'a'), 'duplicate'],
  ['none excludes the rest', many, chosen('none', 'a'), 'too_many'],
  ['none is enough', { ...many, min: 2 } as Question, chosen('none'), undefined],
  ['other in long words', many, { kind: 'choice', choices: ['other'], other: 'x'.repeat(4001) }, 'too_long'],
  ['words', text(), words('ok'), undefined],
  ['too short', text({ minLength: 5 }), words(' abcd '), 'too_short'],
  ['too long', text({ maxLength: 5 }), words('abcdef'), 'too_long'],
  ['e-mail', text({ input: 'email' }), words(' ann@example.co.uk '), undefined],
  ['no e-mail', text({ input: 'email' }), words('ann@example'), 'not_email'],
  ['phone', text({ input: 'phone' }), words('+7 (495) 123-45-67'), undefined],
  ['no phone', text({ input: 'phone' }), words('call me'), 'not_phone'],
  ['sixteen digits', text({ input: 'phone' }), words('1234567890123456'), 'not_phone'],
  ['number with a comma', text({ input: 'number' }), words('3,5'), undefined],
  ['no number', text({ input: 'number' }), words('three'), 'not_number'],
  ['too small', text({ input: 'number', min: 1 }), words('0'), 'too_small'],
  ['too large', text({ input: 'number', max: 9 }), words('9,5'), 'too_large'],
  ['address', text({ input: 'url' }), words('https://example.com/a?b=c'), undefined],
  ['script address', text({ input: 'url' }), words('javascript:alert(1)'), 'not_url'],
  ['date', text({ input: 'date' }), words('2024-02-29'), undefined],
  ['no such day', text({ input: 'date' }), words('2026-06-31'), 'not_date'],
  ['matrix', matrix, { kind: 'matrix', rows: { a: '1' } }, undefined],
  ['an unknown row', matrix, { kind: 'matrix', rows: { z: '1' } }, 'unknown_choice'],
  ['an unknown column', matrix, { kind: 'matrix', rows: { a: '9' } }, 'unknown_choice'],
  ['matrix, n/a unasked', matrix, { kind: 'matrix', rows: { a: 'na' } }, 'unknown_choice'],
  ['all rows required', { ...matrix, required: true } as Question, { kind: 'matrix', rows: { a: '1' } }, 'too_few'],
  ['ranking', ranking, { kind: 'ranking', order: ['c', 'a', 'b'] }, undefined],
  ['half a ranking', ranking, { kind: 'ranking', order: ['c'] }, 'too_few'],
  ['top one', { ...ranking, top: 1 } as Question, { kind: 'ranking', order: ['c'] }, undefined],
  ['ranked twice', ranking, { kind: 'ranking', order: ['c', 'c', 'a'] }, 'duplicate'],
  ['split', split, { kind: 'split', points: { a: 33.3, b: 33.3, c: 33.4 } }, undefined],
  ['wrong total', split, { kind: 'split', points: { a: 60 } }, 'wrong_total'],
  ['below nothing', split, { kind: 'split', points: { a: 110, b: -10 } }, 'too_small'],
  ['split of ten', { ...split, total: 10 } as Question, { kind: 'split', points: { a: 10 } }, undefined],
  ['contact by mail', contact, reply('email', 'ann@example.com'), undefined],
  ['contact, no address', contact, reply('email'), 'missing_address'],
  ['contact, no mail', contact, reply('email', 'ann'), 'not_email'],
  ['contact, no number', contact, reply('sms', 'ann'), 'not_phone'],
  ['contact by telegram', contact, reply('telegram', '@ann'), undefined],
  ['contact by code', contact, reply('code'), undefined],
  ['no contact wanted', contact, reply('none'), undefined],
  ['contact not offered', { ...contact, channels: ['email'] } as Question, reply('sms', '12345'), 'unknown_choice'],
  [
    'consent refused',
    { ...base, kind: 'consent', purpose: 'p', textVersion: '1' },
    { kind: 'consent', granted: false },
    undefined,
  ],
  [
    'needed consent refused',
    { ...base, kind: 'consent', purpose: 'p', textVersion: '1', required: true },
    { kind: 'consent', granted: false },
    'required',
  ],
  ['a photo', photo, { kind: 'attachment', files: [file] }, undefined],
  ['two photos', photo, { kind: 'attachment', files: [file, file] }, 'too_many'],
  ['a large photo', photo, { kind: 'attachment', files: [{ ...file, size: 11 }] }, 'too_large'],
  ['praise', { ...base, kind: 'praise' }, { kind: 'praise', text: 'Ann!', who: 'Ann', praise: 'rescue' }, undefined],
  [
    'praise not offered',
    { ...base, kind: 'praise', kinds: ['idea'] },
    { kind: 'praise', text: 'Ann!', praise: 'rescue' },
    'unknown_choice',
  ],
  ['complaint', { ...base, kind: 'complaint' }, { kind: 'complaint', text: 'Broken', category: 'quality' }, undefined],
  [
    'who may see a name is no complaint',
    { ...base, kind: 'complaint', required: true },
    { kind: 'complaint', text: '', nameVisibleTo: 'team' },
    'required',
  ],
  [
    'remedy not offered',
    { ...base, kind: 'complaint', remedies: ['refund'] },
    { kind: 'complaint', text: 'Broken', remedy: 'apology' },
    'unknown_choice',
  ],
]

describe('checking an answer', () => {
  it.each(cases)('[E20] %s', (_name, question, value, code) => {
    expect(checkAnswer(question, value as AnswerValue)?.code).toBe(code)
  })

  it('[E20] says by how much', () => {
    expect(checkAnswer(split, { kind: 'split', points: { a: 60 } })).toEqual({
      code: 'wrong_total',
      limit: 100,
      found: 60,
    })
    expect(checkAnswer(many, chosen('a', 'b', 'c'))).toEqual({ code: 'too_many', limit: 2, found: 3 })
  })

  it('[E21] a sampled matrix asks for the rows that the seed drew, and no others', () => {
    const sampled: Question = { ...matrix, sampleRows: 2, required: true }
    const drawn = optionsOf(sampled, 'seed').map(({ id }) => id)
    const left = ['a', 'b', 'c'].find((id) => !drawn.includes(id))!
    const rows = (ids: string[]): AnswerValue => ({
      kind: 'matrix',
      rows: Object.fromEntries(ids.map((id) => [id, '1'])),
    })
    expect(drawn).toHaveLength(2)
    expect(checkAnswer(sampled, rows(drawn), 'seed')).toBeUndefined()
    expect(checkAnswer(sampled, rows([drawn[0]!]), 'seed')).toEqual({ code: 'too_few', limit: 2, found: 1 })
    expect(checkAnswer(sampled, rows([left]), 'seed')).toEqual({ code: 'unknown_choice' })
  })
})
