import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weaknessOf } from './token-strength.ts'

describe('[F13] a token that can be guessed is refused', () => {
  it.each([
    'test',
    'password',
    'sesame',
    '123456789012345678901234567890',
    'passwordpasswordpassword',
    'my-super-secret-staff-token-2024',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabcabcabcabcabc',
    'abcdefghijklmnopqrstuvwxyz',
    'qwertyuiopqwertyuiopqwertyuiop',
    'changeme-changeme-changeme',
    'frankly-admin-password-12345678',
    'x7!x7!x7!x7!x7!x7!x7!x7!x7!',
    'correcthorsebatterystaple',
    // No program could send these as a bearer token.
    'Kd8m!Kp3v!Ht6x!Bz9q!Rn4c',
    'Kd8m-Kp3v=Ht6x-Bz9q-Rn4c',
    'ключ-который-никто-не-угадает',
    'with some spaces in the middle of it',
    '                                ',
  ])('%s', (token) => {
    expect(weaknessOf(token)).toEqual(expect.any(String))
  })

  it('every word repeated, every short text, however they look', () => {
    fc.assert(fc.property(fc.string({ maxLength: 19 }), (short) => weaknessOf(short) !== undefined))
    const piece = fc.string({ minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(
        piece,
        fc.integer({ min: 20, max: 60 }),
        (word, times) => weaknessOf(word.repeat(times)) !== undefined,
      ),
    )
  })

  it('what a random generator makes passes', () => {
    for (let i = 0; i < 2000; i++) {
      expect(weaknessOf(randomBytes(24).toString('base64url'))).toBeUndefined()
      expect(weaknessOf(randomBytes(16).toString('hex'))).toBeUndefined()
      expect(weaknessOf(crypto.randomUUID())).toBeUndefined()
    }
  })
})
