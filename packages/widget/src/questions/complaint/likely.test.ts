import { COMPLAINT_CATEGORIES } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { COMPLAINTS, SORTS } from '../../../test/support/complaints.ts'
import { appLoaders } from '../../entries/loaders.ts'
import { LANGUAGES, type Language } from '../../i18n/languages.ts'
import { likely } from './likely.ts'

const tags: readonly Language[] = ['en', ...LANGUAGES]
const signsOf = async (tag: Language): Promise<readonly string[]> => (await appLoaders.language(tag, 'door')).door.signs

describe('a category is offered from the words afterwards, in every language that is shipped', () => {
  it.each(tags)('%s: a plain sentence about one thing has it among the two that are offered', async (tag) => {
    const signs = await signsOf(tag)
    const missed = SORTS.filter((sort, at) => !likely(COMPLAINTS[tag]![at]!, signs).includes(sort))
    expect(missed).toEqual([])
  })

  it.each(tags)('%s: every category but the last has signs, and none is so short that any text has it', async (tag) => {
    const signs = await signsOf(tag)
    expect(signs).toHaveLength(COMPLAINT_CATEGORIES.length - 1)
    for (const line of signs) {
      const each = line.split(' ')
      expect(new Set(each).size).toBe(each.length)
      for (const sign of each) expect(sign.replace(/^\*/, '')).toMatch(/^[\p{L}\p{M}_]+$/u)
    }
  })

  it.each(tags)('%s: thanks and empty words offer nothing', async (tag) => {
    const signs = await signsOf(tag)
    for (const text of ['', '   ', '123 456', '👍', '*', '_', '.*']) expect(likely(text, signs)).toEqual([])
  })
})

it('at most two, those with most signs first; accents, case and lines do not matter', () => {
  const signs = ['alpha', 'beta bet', 'gamma', 'delta deltá x']
  expect(likely('GAMMA,\nbéta\tand DELTA: alpha', signs)).toEqual(['rudeness', 'competence'])
})

it('a sign begins a word; with a star it may stand within one', () => {
  expect(likely('Fehllieferung', ['lieferung', '*lieferung'])).toEqual(['rudeness'])
})
