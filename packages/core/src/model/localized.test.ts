import { expect, it } from 'vitest'
import { textFor } from './localized.ts'

it('[F18] a name that every object has is no language of a text', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'valueOf-x'])
    expect(textFor({ en: 'Tea', ru: 'Чай' }, name, name)).toBe('Tea')
})
