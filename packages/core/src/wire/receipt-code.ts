import { plainDigits } from '../model/plain-digits.ts'
import type { Random } from '../platform/platform.ts'

// Crockford's base 32: no I, L, O, U, so that nothing is misread or spells a word
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/**
 * Makes a receipt code such as `K7M4-2QXD-9`: 40 bits of chance and a check character. Made on the device, so
 * that the customer holds one before the network is there.
 * @public
 */
export function makeReceiptCode(random: Pick<Random, 'bytes'>): string {
  const digits = [...random.bytes(LENGTH)].map((byte) => byte & 31)
  return written([...digits, timesAlpha(remainder(digits))])
}

/**
 * Reads a code as a person typed or spelled it: case, spaces, dashes and the script of the digits do not matter, `O` is `0`, `I` and `L`
 * are `1`. Any single wrong character and any swap of two neighbours is noticed.
 * @returns the code in its usual form, or `undefined` when it cannot be one
 * @public
 */
export function checkReceiptCode(text: string): string | undefined {
  const plain = plainDigits(text)
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  const digits = [...plain].map((char) => ALPHABET.indexOf(char))
  const isCode = digits.length === LENGTH + 1 && !digits.includes(-1) && remainder(digits) === 0
  return isCode ? written(digits) : undefined
}

/**
 * Value of the digits as a polynomial at α in GF(32), α a root of x⁵ + x² + 1. Neighbours have weights αⁿ and
 * αⁿ⁺¹, which differ and are not zero: hence a single error or a swap never leaves the sum as it was.
 */
function remainder(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesAlpha(sum) ^ digit, 0)
}

function timesAlpha(value: number): number {
  return value & 16 ? (value << 1) ^ 0b100101 : value << 1
}

function written(digits: readonly number[]): string {
  const text = digits.map((digit) => ALPHABET[digit]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}
