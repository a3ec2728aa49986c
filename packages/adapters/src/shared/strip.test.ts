import { DELIVERY_TYPES } from '@frankly/core/wire'
import { describe, expect, it } from 'vitest'
import { sampleDelivery } from '../testing/samples.ts'
import { ALL, NUMBERS } from './capabilities.ts'
import { maskContacts } from './redact.ts'
import { strip } from './strip.ts'

const said = (value: unknown): string => JSON.stringify(value)

describe('strip: what a destination may not carry never reaches it', () => {
  it('everything allowed: nothing is changed', () => {
    for (const type of DELIVERY_TYPES) expect(strip(sampleDelivery(type), ALL)).toEqual(sampleDelivery(type))
  })
  it('nothing allowed: no address, words, order, person or receipt code is left; numbers and choices are', () => {
    for (const type of DELIVERY_TYPES.filter((type) => type !== 'subject.erased')) {
      const left = said(strip(sampleDelivery(type), NUMBERS))
      expect(left).not.toMatch(/ann@|parcel came|A-1001|Teapot|u-1|gold|K7M4|Anna/)
    }
    expect(said(strip(sampleDelivery('response.completed'), NUMBERS))).toMatch(/"value":2.*"late"/)
  })
  it('an erasure keeps the id of the person: without it nothing can be erased', () => {
    expect(said(strip(sampleDelivery('subject.erased'), NUMBERS))).toContain('u-1')
  })
  it('a customer who refused the contact consent is not contacted through a destination', () => {
    const delivery = sampleDelivery('response.completed')
    if (delivery.type !== 'response.completed') throw new Error('wrong sample')
    const consents = [{ purpose: 'contact', granted: false, textVersion: '1', at: 0 }]
    const refused = { ...delivery, data: { response: { ...delivery.data.response, consents } } }
    expect(said(strip(refused, ALL))).not.toMatch(/ann@|gold|K7M4/)
  })
  it('text without contact: what looks like an address or a number is masked', () => {
    expect(maskContacts('write to ann.b+c@mail.example.com, call +7 (912) 345-67-89, card 4111 1111 1111 1111!')).toBe(
      'write to [e-mail], call [number], card [number]!',
    )
    expect(maskContacts('2 of 5, order 1001, on 21.11.2026 at 10:30')).toBe(
      '2 of 5, order 1001, on 21.11.2026 at 10:30',
    )
  })
})
