import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS, type VisitFacts } from '../contract/host.ts'
import { heed } from './heed.ts'

const facts = (): VisitFacts => ({ orderCandidates: [], told: [], tags: {}, locale: 'en', test: false, route: 0 })

describe('what the page tells of a visit', () => {
  it('identify: the last word counts, also that nobody is known', () => {
    const of = facts()
    expect(heed(of, 'identify', [{ id: 'anna' }])).toBe(true)
    expect(of.subject).toEqual({ id: 'anna' })
    heed(of, 'identify', [undefined])
    expect(of.subject).toBeUndefined()
  })

  it('context: tags add up; touchpoint and trial stay until told otherwise', () => {
    const of = facts()
    expect(heed(of, 'context', [{ touchpoint: 'delivered', test: true, tags: { one: '1' } }])).toBe(true)
    heed(of, 'context', [{ tags: { two: '2' } }])
    heed(of, 'context', [undefined])
    expect(of).toMatchObject({ touchpoint: 'delivered', test: true, tags: { one: '1', two: '2' } })
    heed(of, 'context', [{ test: false }])
    expect(of.test).toBe(false)
  })

  it('[C6] consent to analytics alone says nothing about feedback; the client has the rest to do', () => {
    const of = facts()
    expect(heed(of, 'consent', ['denied'])).toBe(false)
    expect(heed(of, 'consent', [{ analytics: 'granted' }])).toBe(false)
    expect(of.consent).toBe('denied')
    heed(of, 'consent', [{ feedback: 'granted' }])
    expect(of.consent).toBe('granted')
  })

  it('[R4] locale: a tag is cleaned, what is none leaves the one before', () => {
    const of = facts()
    heed(of, 'locale', ['ru_RU'])
    expect(of.locale).toBe('ru-RU')
    heed(of, 'locale', ['russian'])
    expect(of.locale).toBe('ru-RU')
  })

  it('no argument of any kind throws, and other commands change nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.array(fc.anything()), (name, args) => {
        const of = facts()
        const isHeard = heed(of, name, args)
        expect(isHeard).toBe(name === 'identify' || name === 'context')
        if (!['identify', 'context', 'consent', 'locale'].includes(name)) expect(of).toEqual(facts())
      }),
    )
  })
})
