import type { Survey } from '@frankly/core'
import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { bought, card, config, setUp, survey, tag } from './rig.ts'

const english: Survey = {
  ...survey,
  locales: ['en'],
  intro: 'Two short questions.',
  thanks: 'Thank you very much.',
  pages: [
    {
      id: 'one',
      questions: [{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy was it?', help: 'All in all.' }],
    },
    {
      id: 'two',
      title: 'One thing more',
      questions: [
        {
          kind: 'choice',
          id: 'what',
          text: { en: 'What pleased you?', ar: 'ما الذي أعجبك؟' },
          choices: [
            { id: 'a', text: 'Price' },
            { id: 'b', text: { en: 'Speed', ar: 'السرعة' } },
          ],
        },
      ],
    },
  ],
}

describe.each(BROWSERS)('[F11] words of a survey in another language than the page carry their own, in %s', (name) => {
  const rig = setUp(name)
  const words = (text: string) =>
    card(rig.page)
      .getByText(text, { exact: true })
      .first()
      .evaluate((node) => [node.closest('[lang]')!.getAttribute('lang'), node.closest('[dir]')!.getAttribute('dir')])

  it('English questions on an Arabic page are English, left to right; the interface around them is Arabic', async () => {
    rig.collector.config = config({ surveys: [english] })
    rig.shop.page = { html: 'lang="ar" dir="rtl"', head: bought(), script: tag(rig.collector.url) }
    await rig.visit()
    await card(rig.page).getByText('How easy was it?').waitFor()
    expect(await card(rig.page).getAttribute('lang')).toBe('ar')
    expect(await card(rig.page).getAttribute('dir')).toBe('rtl')
    for (const text of ['How easy was it?', 'All in all.', 'Two short questions.'])
      expect(await words(text), text).toEqual(['en', 'ltr'])
    await card(rig.page).locator('label.o').first().click()
    await card(rig.page).getByText('Price').waitFor()
    for (const text of ['One thing more', 'Price']) expect(await words(text), text).toEqual(['en', 'ltr'])
    for (const text of ['ما الذي أعجبك؟', 'السرعة']) expect(await words(text), text).toEqual(['ar', 'rtl'])
    // the only choice of the last page: it sends
    await card(rig.page).getByText('Price').click()
    await card(rig.page).getByText('Thank you very much.').waitFor()
    expect(await words('Thank you very much.')).toEqual(['en', 'ltr'])
  })

  it('on a page whose language we do not speak the interface says that it is English; the words of the survey are the page’s', async () => {
    const georgian = {
      ...english,
      intro: '',
      pages: [
        {
          id: 'one',
          questions: [
            { ...english.pages[0]!.questions[0]!, text: { en: 'How easy?', ka: 'რამდენად მარტივი იყო?' } } as never,
          ],
        },
      ],
    }
    rig.collector.config = config({ surveys: [georgian] })
    rig.shop.page = { html: 'lang="ka"', head: bought(), script: tag(rig.collector.url) }
    await rig.visit()
    await card(rig.page).getByText('რამდენად მარტივი იყო?').waitFor()
    expect(await card(rig.page).getAttribute('lang')).toBe('en')
    expect(await words('რამდენად მარტივი იყო?')).toEqual(['ka', 'ltr'])
    expect(await words('In between')).toEqual(['en', 'ltr'])
  })
})

describe.each(BROWSERS)('[U13] points in Japanese, in %s', (name) => {
  const rig = setUp(name)

  it.each([360, 390])('break between words, never within one, and stay one row on a phone of %i px', async (width) => {
    rig.shop.page = { html: 'lang="ja"', head: bought(), script: tag(rig.collector.url) }
    await rig.visit({ viewport: { width, height: 800 } })
    await card(rig.page).getByText('ふつう').waitFor()
    const seen = await card(rig.page).evaluate((it) =>
      [...it.querySelectorAll('.marks span')].map((span) => {
        const text = span.firstChild as Text
        const lines = new Map<number, string>()
        for (let at = 0; at < text.length; at++) {
          const range = document.createRange()
          range.setStart(text, at)
          range.setEnd(text, at + 1)
          const { top, width } = range.getBoundingClientRect()
          if (width > 0) lines.set(top, (lines.get(top) ?? '') + text.data[at])
        }
        return [...lines.values()].join('|')
      }),
    )
    expect(seen).toHaveLength(5)
    // how many letters a line takes is the font's own matter
    for (const lines of seen) expect(lines).toMatch(/^(とても\|?)?(難しい|ふつう|簡単)$/)
  })
})
