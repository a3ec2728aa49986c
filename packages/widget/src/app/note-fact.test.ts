import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS, type VisitFacts } from '../contract/host.ts'
import { noteFact } from './note-fact.ts'

const facts = (): VisitFacts => ({
  candidates: [],
  queued: [],
  tags: {},
  locale: 'en',
  test: false,
  route: 0,
})

describe('what the page tells of a visit', () => {
  it('identify: the last word counts, also that nobody is known', () => {
    const of = facts()
    expect(noteFact(of, 'identify', [{ id: 'anna' }])).toBe(true)
    expect(of.subject).toEqual({ id: 'anna' })
    noteFact(of, 'identify', [undefined])
    expect(of.subject).toBeUndefined()
  })

  it('context: tags add up; touchpoint and trial stay until told otherwise', () => {
    const of = facts()
    expect(noteFact(of, 'context', [{ touchpoint: 'delivered', test: true, tags: { one: '1' } }])).toBe(true)
    noteFact(of, 'context', [{ tags: { two: '2' } }])
    noteFact(of, 'context', [undefined])
    expect(of).toMatchObject({ touchpoint: 'delivered', test: true, tags: { one: '1', two: '2' } })
    noteFact(of, 'context', [{ test: false }])
    expect(of.test).toBe(false)
  })

  it('[C6] consent to analytics alone says nothing about feedback; the client has the rest to do', () => {
    const of = facts()
    expect(noteFact(of, 'consent', ['denied'])).toBe(false)
    expect(noteFact(of, 'consent', [{ analytics: 'granted' }])).toBe(false)
    expect(of.consent).toBe('denied')
    noteFact(of, 'consent', [{ feedback: 'granted' }])
    expect(of.consent).toBe('granted')
  })

  it('[CR4] locale: a tag is cleaned, what is none leaves the one before', () => {
    const of = facts()
    noteFact(of, 'locale', ['ru_RU'])
    expect(of.locale).toBe('ru-RU')
    noteFact(of, 'locale', ['russian'])
    expect(of.locale).toBe('ru-RU')
  })

  it('no argument of any kind throws, and other commands change nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.array(fc.anything()), (name, args) => {
        const of = facts()
        const isHeard = noteFact(of, name, args)
        expect(isHeard).toBe(name === 'identify' || name === 'context')
        if (!['identify', 'context', 'consent', 'locale'].includes(name)) expect(of).toEqual(facts())
      }),
    )
  })
})
