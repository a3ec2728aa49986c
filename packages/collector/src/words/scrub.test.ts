import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SCRUBS, scrubAnswers, scrubText } from './scrub.ts'

describe('[PV4] free text', () => {
  it.each([
    ['paid with 4111 1111 1111 1111, twice', 'paid with [card], twice'],
    ['5500-0000-0000-0004', '[card]'],
    ['4111 1111 1111 1112 is no card', '4111 1111 1111 1112 is no card'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', '[card]'],
    ['write to anna.b+x@mail.shop.example!', 'write to [e-mail]!'],
    ['call +49 (30) 123-45-67 89', 'call [phone]'],
    ['тел. 8 (495) 123-45-67', 'тел. [phone]'],
    ['order A-1007 of 2026-11-28 cost 1990', 'order A-1007 of 2026-11-28 cost 1990'],
    ['12 cups for 30 people', '12 cups for 30 people'],
  ])('%s → %s', (said, told) => {
    expect(scrubText(said, SCRUBS)).toBe(told)
  })

  it('only what is asked for', () => {
    expect(scrubText('4111111111111111 a@b.example', ['emails'])).toBe('4111111111111111 [e-mail]')
    expect(scrubText('a@b.example 4111111111111111', ['cards'])).toBe('a@b.example [card]')
  })

  it('any card number with a right check digit is found, whatever stands between its digits', () => {
    const card = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 18 }).map((digits) => {
      const sum = digits.toReversed().reduce((all, digit, i) => {
        const twice = i % 2 === 0 ? digit * 2 : digit
        return all + (twice > 9 ? twice - 9 : twice)
      }, 0)
      return [...digits, (10 - (sum % 10)) % 10]
    })
    fc.assert(
      fc.property(card, fc.constantFrom('', ' ', '-', '. '), (digits, between) => {
        fc.pre(new Set(digits).size > 1)
        expect(scrubText(`x ${digits.join(between)} y`, ['cards'])).toBe('x [card] y')
      }),
    )
  })

  it('is masked wherever a customer writes; the address to answer to stays', () => {
    const said = 'a@b.example'
    expect(
      scrubAnswers(
        {
          a: { kind: 'complaint', text: said, remedyText: said },
          b: { kind: 'choice', choices: [said], other: said },
          c: { kind: 'contact', channel: 'email', address: said },
          d: { kind: 'attachment', files: [{ id: '1', name: said, type: 'image/png', size: 1 }] },
          e: { kind: 'praise', text: said, who: said },
        },
        SCRUBS,
      ),
    ).toEqual({
      a: { kind: 'complaint', text: '[e-mail]', remedyText: '[e-mail]' },
      b: { kind: 'choice', choices: [said], other: '[e-mail]' },
      c: { kind: 'contact', channel: 'email', address: said },
      d: { kind: 'attachment', files: [{ id: '1', name: '[e-mail]', type: 'image/png', size: 1 }] },
      e: { kind: 'praise', text: '[e-mail]', who: '[e-mail]' },
    })
  })

  it('20,000 letters or digits take no time', () => {
    const began = performance.now()
    for (const sign of ['a', '1', '1 ', '+', '.', 'a.']) scrubText(sign.repeat(20_000), SCRUBS)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
