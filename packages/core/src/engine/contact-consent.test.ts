import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defineSurvey } from '../check/define-survey.ts'
import type { ConsentQuestion, Question } from '../model/question.ts'
import type { Page, Survey } from '../model/survey.ts'
import { advance } from './advance.ts'
import { withoutUnconsentedContact } from './contact-consent.ts'
import type { Run, RunEvent } from './run-state.ts'
import { startRun } from './start-run.ts'
import { toResponse } from './to-response.ts'

const rate: Question = { id: 'rate', kind: 'rating', scale: 'csat5', text: 'How did it go?' }
const reply: Question = { id: 'reply', kind: 'contact', text: 'How should we reply?' }
const mail: Question = { id: 'mail', kind: 'text', input: 'email', text: 'Your e-mail?' }
const phone: Question = { id: 'phone', kind: 'text', input: 'phone', text: 'Your number?' }
const consent = (id: string, purpose: string, rest: Partial<ConsentQuestion> = {}): ConsentQuestion => ({
  id,
  kind: 'consent',
  purpose,
  textVersion: '1',
  text: 'I agree',
  ...rest,
})
const surveyOf = (...pages: (readonly Question[])[]): Survey =>
  defineSurvey({
    id: 'reply',
    version: 1,
    title: 'Reply',
    defaultLocale: 'en',
    locales: ['en'],
    touchpoint: 'delivery',
    pages: pages.map((questions, i): Page => ({ id: `p${i}`, questions })),
  })

const ADDRESS = 'anna@shop.example'
const typed: Step = ['reply', { kind: 'contact', channel: 'email', address: ADDRESS }]
const rated: Step = ['rate', { kind: 'rating', value: 2 }]
const yes = (id: string): Step => [id, { kind: 'consent', granted: true }]
const no = (id: string): Step => [id, { kind: 'consent', granted: false }]
type Step = readonly [questionId: string, value: object] | 'next' | 'back' | 'dismissed'

const go = (survey: Survey, ...steps: Step[]): Run =>
  steps.reduce<Run>(
    (run, step) => {
      const event =
        typeof step === 'string'
          ? { type: step, at: 50 }
          : { type: 'answered', questionId: step[0], value: step[1], at: 50 }
      return advance(survey, run, event as RunEvent)
    },
    startRun(survey, { seed: 's', locale: 'en', now: 10 }),
  )
const base = { id: '01890a5d-ac96-774b-bcce-b302099a8057', revision: 2, mode: 'web', test: false } as const
/** Does the address leave the device after these steps? */
const leaves = (survey: Survey, ...steps: Step[]): boolean =>
  JSON.stringify(toResponse(survey, go(survey, ...steps), base)).includes(ADDRESS)

describe('[F6] contact data never leaves before its consent is given', () => {
  const beside = surveyOf([rate, reply, consent('yes', 'contact')])

  it('[F6] typed, and the consent not ticked: the channel leaves, the address stays', () => {
    expect(leaves(beside, rated, typed)).toBe(false)
    const { answers } = toResponse(beside, go(beside, rated, typed), base)
    expect(answers).toEqual({ rate: { kind: 'rating', value: 2 }, reply: { kind: 'contact', channel: 'email' } })
  })

  it('[F6] ticked before or after typing, it leaves; unticked again, the next revision is without', () => {
    expect(leaves(beside, typed, yes('yes'))).toBe(true)
    expect(leaves(beside, yes('yes'), typed)).toBe(true)
    expect(leaves(beside, yes('yes'), typed, no('yes'))).toBe(false)
    expect(leaves(beside, yes('yes'), typed, no('yes'), 'next')).toBe(false)
    expect(leaves(beside, typed, 'next')).toBe(false)
  })

  it('[F6] a required consent that is taken back is a refusal on record', () => {
    const survey = surveyOf([reply, consent('yes', 'contact', { required: true })])
    const { consents } = toResponse(survey, go(survey, typed, yes('yes'), no('yes')), base)
    expect(consents).toMatchObject([{ purpose: 'contact', granted: false }])
  })

  it('[F6] a consent on a later page is waited for', () => {
    const later = surveyOf([rate, reply], [rate, reply].map(again), [consent('yes', 'personal_data_ru')])
    expect(leaves(later, typed, 'next')).toBe(false)
    expect(leaves(later, typed, 'next', 'next')).toBe(false)
    expect(leaves(later, typed, 'next', 'next', yes('yes'))).toBe(true)
    expect(leaves(later, typed, 'next', 'next', yes('yes'), 'back')).toBe(false)
    expect(leaves(later, typed, 'next', 'dismissed')).toBe(false)
  })

  it('[F6] of two consents about it both are needed; others do not matter', () => {
    const two = surveyOf([reply, consent('a', 'contact'), consent('b', 'personal_data'), consent('c', 'publish')])
    expect(leaves(two, typed, yes('a'))).toBe(false)
    expect(leaves(two, typed, yes('a'), yes('b'))).toBe(true)
    expect(leaves(two, typed, yes('c'), 'next')).toBe(false)
  })

  it('[F6] a consent that is not asked on this way is not waited for', () => {
    const forCalls = consent('yes', 'contact', {
      showIf: { left: { answer: 'reply' }, op: 'eq', right: 'phone' },
    })
    const survey = surveyOf([reply, forCalls], [rate])
    expect(leaves(survey, typed)).toBe(false)
    expect(leaves(survey, typed, 'next')).toBe(true)
  })

  it('[F6] without a consent question it leaves when the customer goes on, not while typing and not on closing', () => {
    const plain = surveyOf([rate, reply])
    expect(leaves(plain, rated, typed)).toBe(false)
    expect(leaves(plain, rated, typed, 'dismissed')).toBe(false)
    expect(leaves(plain, rated, typed, 'next')).toBe(true)
  })

  it('[F6] a consent that the page took itself counts, and so does its refusal', () => {
    const plain = surveyOf([rate, reply])
    const send = (survey: Survey, granted: boolean, ...steps: Step[]): string =>
      JSON.stringify(
        toResponse(survey, go(survey, ...steps), {
          ...base,
          consents: [{ purpose: 'contact', granted, textVersion: '1', at: 1 }],
        }),
      )
    expect(send(plain, true, typed)).toContain(ADDRESS)
    expect(send(plain, false, typed, 'next')).not.toContain(ADDRESS)
    expect(send(beside, true, typed)).toContain(ADDRESS)
    expect(send(beside, true, typed, no('yes'))).not.toContain(ADDRESS)
  })

  it.each([mail, phone])('[F6] the same for a text field: $input', (field) => {
    const survey = defineSurvey({
      ...surveyOf([rate, field, consent('yes', 'contact')]),
      variables: [{ id: 'copy', type: 'text', initial: '', rules: [{ op: 'set', value: { answer: field.id } }] }],
    })
    const text = field === mail ? ADDRESS : '+7 900 123-45-67'
    const words = [field.id, { kind: 'text', text }] as const
    const sent = (...steps: Step[]) => JSON.stringify(toResponse(survey, go(survey, ...steps), base))
    expect(sent(rated, words)).not.toContain(text)
    expect(sent(rated, words, yes('yes'))).toContain(text)
    expect(sent(rated, words, yes('yes'), no('yes'))).not.toContain(text)
  })

  it('[F6] whatever the order of steps: no address without the consent as it stands', () => {
    const step: fc.Arbitrary<Step> = fc.constantFrom<Step[]>(
      rated,
      typed,
      yes('yes'),
      no('yes'),
      yes('later'),
      no('later'),
      'next',
      'back',
      'dismissed',
    )
    const survey = surveyOf([rate, reply, consent('yes', 'contact')], [consent('later', 'personal_data'), mail])
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const run = go(survey, ...steps)
        const response = toResponse(survey, run, base)
        const granted = (id: string) => (response.answers[id] as { granted?: boolean } | undefined)?.granted === true
        if (JSON.stringify(response).includes(ADDRESS)) expect([granted('yes'), granted('later')]).toEqual([true, true])
        // the second guard has nothing to take out of what the first let through
        expect(withoutUnconsentedContact(response, survey)).toEqual(response)
      }),
      { numRuns: 2000 },
    )
  })

  it('[F6] [R5] the second guard takes it out of an answer that came from elsewhere, and nothing else', () => {
    const run = go(beside, rated, yes('yes'), typed)
    const good = toResponse(beside, run, base)
    expect(withoutUnconsentedContact(good, beside)).toBe(good)
    const bare = { ...good, consents: [] }
    expect(withoutUnconsentedContact(bare, beside)).toEqual({
      ...bare,
      answers: { ...bare.answers, reply: { kind: 'contact', channel: 'email' } },
    })
    // without the definition only a refusal speaks
    expect(withoutUnconsentedContact(bare, undefined)).toBe(bare)
    const refused = { ...good, consents: [{ ...good.consents[0]!, granted: false }] }
    expect(JSON.stringify(withoutUnconsentedContact(refused, undefined))).not.toContain(ADDRESS)
  })
})

function again(question: Question): Question {
  return { ...question, id: `${question.id}2` }
}
