import { expect, it } from 'vitest'
import { FURTHER } from './further.ts'
import { LANGUAGES } from './languages.ts'
import type { AllTexts } from './texts.ts'

const tags = ['en', ...Object.keys(LANGUAGES)]
const whole = async (tag: string): Promise<AllTexts> => {
  const first = tag === 'en' ? import('./en.ts') : LANGUAGES[tag]!()
  const parts = await Promise.all([first, FURTHER.later[tag]!(), FURTHER.door[tag]!()])
  return Object.assign({}, ...parts.map((part) => part.default))
}

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
