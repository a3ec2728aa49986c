import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkReceiptCode, makeReceiptCode } from './receipt-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const code = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => makeReceiptCode({ bytes: () => bytes }))

it('[E61] a code is eight characters and one to check them, in groups to be read aloud', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(made).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/)
      expect(checkReceiptCode(made)).toBe(made)
    }),
  )
})

it('[E61] case, spaces, dashes and characters that look alike do not matter', () => {
  fc.assert(
    fc.property(code, (made) => {
      const spoken = made.toLowerCase().replaceAll('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')
      expect(checkReceiptCode(`  ${spoken} `)).toBe(made)
    }),
  )
})

it('[E61] any single wrong character is noticed', () => {
  fc.assert(
    fc.property(code, fc.nat(8), fc.nat(31), (made, at, other) => {
      const plain = made.replaceAll('-', '')
      fc.pre(plain[at] !== ALPHABET[other])
      expect(checkReceiptCode(plain.slice(0, at) + ALPHABET[other] + plain.slice(at + 1))).toBeUndefined()
    }),
  )
})

it('[E61] any swap of two neighbours is noticed', () => {
  fc.assert(
    fc.property(code, fc.nat(7), (made, at) => {
      const plain = made.replaceAll('-', '')
      fc.pre(plain[at] !== plain[at + 1])
      const swapped = plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2)
      expect(checkReceiptCode(swapped)).toBeUndefined()
    }),
  )
})

it('[E61] what cannot be a code is none', () => {
  for (const text of ['', 'K7M4', 'K7M4-2QXD-9-9', 'ABCD-EFGH-U', '🙂'.repeat(9)])
    expect(checkReceiptCode(text)).toBeUndefined()
})
