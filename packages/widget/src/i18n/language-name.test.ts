import { expect, it } from 'vitest'
import { languageName } from './language-name.ts'
import { LANGUAGES } from './languages.ts'

/** The platform says the country, a grammarian's name, and one name for two scripts. */
const BETTER: Readonly<Record<string, string>> = { id: 'Bahasa Indonesia', nb: 'Norsk', zh: '简体中文' }

it('names each language as the platform would, with a capital, and asks the platform only for the others', () => {
  for (const tag of ['en', ...LANGUAGES]) {
    const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag)!
    expect(languageName(tag)).toBe(BETTER[tag] ?? name[0]!.toLocaleUpperCase(tag) + name.slice(1))
  }
  expect(languageName('pt-BR')).toBe('Português (Brasil)')
})
