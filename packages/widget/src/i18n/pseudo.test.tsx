import { afterEach, expect, it } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'
import { pseudo } from '../../test/support/pseudo.ts'

let shown: Opened | undefined
afterEach(() => shown?.stop())

it('[peers 49] every word on every screen comes from the catalogue or the survey: pseudo-locale', async () => {
  const restore = pseudo()
  try {
    const marked = (text: string) => `⟦${text}⟧`
    shown = await open(
      surveyOf([
        [
          { kind: 'rating', id: 'r', text: marked('a'), scale: 'nps', notApplicable: true },
          {
            kind: 'choice',
            id: 'c',
            text: marked('b'),
            choices: [{ id: 'x', text: marked('c') }],
            multiple: true,
            max: 2,
            other: true,
            none: true,
          },
          { kind: 'ranking', id: 'k', text: marked('d'), choices: [{ id: 'x', text: marked('e') }] },
          { kind: 'split', id: 's', text: marked('f'), choices: [{ id: 'x', text: marked('g') }] },
          { kind: 'contact', id: 'o', text: marked('h') },
          { kind: 'attachment', id: 'a', text: marked('i') },
          { kind: 'praise', id: 'p', text: marked('j') },
          { kind: 'complaint', id: 'm', text: marked('k'), required: true },
          { kind: 'review_link', id: 'v', text: marked('l'), url: 'https://example.com' },
          { kind: 'reward', id: 'w', text: marked('m'), pool: 'x' },
        ],
      ]),
      {
        shop: '⟦shop⟧',
        ui: {
          shop: '⟦shop⟧',
          privacyUrl: 'https://example.com/p',
          onComplain: () => undefined,
          promises: { noCookies: true },
        },
      },
    )
    shown.click(shown.all('[data-q=o] input')[1]!)
    shown.submit()
    const walker = document.createTreeWalker(shown.find('.card'), NodeFilter.SHOW_TEXT)
    const bare: string[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent!.trim()
      // numbers, signs and the names of services are no words to translate
      if (/\p{L}/u.test(text) && !text.includes('⟦') && !/^(Telegram|SMS)$/.test(text)) bare.push(text)
    }
    for (const element of shown.all('[aria-label],[title],[placeholder]'))
      for (const name of ['aria-label', 'title', 'placeholder']) {
        const text = element.getAttribute(name)
        if (text && /\p{L}/u.test(text) && !text.includes('⟦')) bare.push(`${name}: ${text}`)
      }
    expect(bare).toEqual([])
  } finally {
    restore()
  }
})
