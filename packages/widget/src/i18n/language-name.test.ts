import { expect, it } from 'vitest'
import { languageName } from './language-name.ts'
import { LANGUAGES } from './languages.ts'

it('names each language as the platform would, and asks the platform only for the others', () => {
  for (const tag of ['en', ...Object.keys(LANGUAGES)].filter((each) => each !== 'no'))
    expect(languageName(tag)).toBe(new Intl.DisplayNames(tag, { type: 'language' }).of(tag))
  expect(languageName('pt-BR')).toBe('português (Brasil)')
})
