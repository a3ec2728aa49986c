import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signOrder, signSubject, verifyFact } from './sign-facts.ts'

const NOW = 1_795_300_000_000
const DAY = 86_400_000
const secret = 'a-secret-of-more-than-32-characters!'
const options = { project: 'pk_demo', key: { id: 'k1', secret }, now: () => NOW }
const check = { project: 'pk_demo', keys: new Map([['k1', secret]]), now: NOW }

describe('[F16] signatures', () => {
  it('[F16] have the documented form', () => {
    // printf 'frankly-v1\norder\npk_demo\nk1\n1795300000\nA-1' | openssl dgst -sha256 -hmac "$secret" -binary | base64
    expect(signOrder('A-1', options)).toBe('v1.k1.1795300000.rksW_qsSmVCzlMth5BO6Ivo9Outnan93t1o_asfiL3c')
  })

  it('[F16] vouch for exactly one order or person of one project, whatever the id', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (id, other) => {
        const signature = signOrder(id, options)
        expect(verifyFact('order', id, signature, check)).toBe('verified')
        if (other !== id) expect(verifyFact('order', other, signature, check)).toBe('bad')
        expect(verifyFact('subject', id, signature, check)).toBe('bad')
        expect(verifyFact('order', id, signature, { ...check, project: 'pk_other' })).toBe('bad')
        expect(verifyFact('subject', id, signSubject(id, options), check)).toBe('verified')
      }),
    )
  })

  it('[F16] whatever else is given is bad, nothing is unverified', () => {
    expect(verifyFact('order', 'A-1', undefined, check)).toBe('unverified')
    expect(verifyFact('order', 'A-1', '', check)).toBe('unverified')
    fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => verifyFact('order', 'A-1', text, check) === 'bad'))
    const good = signOrder('A-1', options)
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.constantFrom('A', '0', '.', 'é'), (at, char) => {
        const changed = good.slice(0, at) + char + good.slice(at + 1)
        return changed === good || verifyFact('order', 'A-1', changed, check) === 'bad'
      }),
    )
  })

  it('[F16] a key is replaced by adding a second one; clocks may differ by five minutes; old ones are bad', () => {
    const next = { id: 'k2', secret: `${secret}2` }
    const keys = new Map([...check.keys, ['k2', next.secret]])
    expect(verifyFact('order', 'A-1', signOrder('A-1', { ...options, key: next }), { ...check, keys })).toBe('verified')
    expect(verifyFact('order', 'A-1', signOrder('A-1', { ...options, key: next }), check)).toBe('bad')
    const at = (ms: number) => verifyFact('order', 'A-1', signOrder('A-1', { ...options, now: () => NOW + ms }), check)
    expect([at(4 * 60_000), at(6 * 60_000), at(-29 * DAY), at(-31 * DAY)]).toEqual([
      'verified',
      'bad',
      'verified',
      'bad',
    ])
  })

  it('[F16] misuse is told in one sentence, without the secret', () => {
    expect(() => signOrder('', options)).toThrow(/orderId/)
    expect(() => signOrder('A-1', { ...options, key: { id: 'k 1', secret } })).toThrow(/key\.id/)
    expect(() => signSubject('a', { ...options, key: { id: 'k1', secret: 'short' } })).toThrow(/32 characters/)
    expect(() => signSubject('a', { ...options, key: { id: 'k1', secret: 'short' } })).not.toThrow(/short/)
  })
})
