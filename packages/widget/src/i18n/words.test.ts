import { expect, it } from 'vitest'
import { appLoaders } from '../entries/loaders.ts'
import { LANGUAGES, type Language } from './languages.ts'
import type { AllTexts } from './texts.ts'

const tags: readonly Language[] = ['en', ...LANGUAGES]
const whole = async (tag: Language): Promise<AllTexts> => ({
  ...(await appLoaders.language(tag, 'first')).first,
  ...(await appLoaders.language(tag, 'later')).later,
  ...(await appLoaders.language(tag, 'door')).door,
})

it.each(tags)('%s: the fault of a missing address names the way without one as the list does', async (tag) => {
  const { faults, channels } = await whole(tag)
  expect(faults.missing_address).toContain(channels[6])
})

it.each(tags)('%s: nobody takes the wish for no reply for the complaint about no reply', async (tag) => {
  const { categories, channels } = await whole(tag)
  expect(categories[6].startsWith(channels[6])).toBe(false)
})

it('French marks never stand alone on the next line: no breakable space before ? : ; ! », none after «', async () => {
  expect(JSON.stringify(await whole('fr')).match(/.{12}( [?:;!»]|« )/g)).toBeNull()
})
