import { plainText } from '@frankly/core'
import fc from 'fast-check'
import { render } from 'preact'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Opened, open, surveyOf } from '../../test/support/open.ts'
import { drawBody, drawText } from './draw-rich-text.tsx'
import { mayHaveMarks } from './rich.tsx'

let shown: Opened | undefined
afterEach(() => shown?.stop())

const KNOWN = ['DIV', 'P', 'UL', 'OL', 'LI', 'STRONG', 'EM', 'A', 'SPAN']
const letters = (words: string | null): string => (words ?? '').replace(/\s/g, '')
const texts = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        ...['**', '*', '[', '](https://shop.example/)', '](javascript:alert(1))', '](tel:1)', '- ', '1. ', '2. ', '\n'],
        ...['\n\n', 'word', ' ', '<img src=x onerror=alert(1)>', '</h2>', '&amp;', '{{a}}', '"', "'", 'я'],
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

describe('[S16] what is drawn of a text', () => {
  it('any text: no element and no attribute that the grammar does not know, and all the words', () => {
    const place = document.createElement('div')
    fc.assert(
      fc.property(texts, fc.constantFrom('head', 'line', 'whole', 'label'), (text, as) => {
        render(<>{drawText(text, as)}</>, place)
        for (const element of place.querySelectorAll('*')) {
          expect(KNOWN).toContain(element.tagName)
          for (const name of element.getAttributeNames()) expect(['class', 'href', 'target', 'rel']).toContain(name)
          const href = element.getAttribute('href')
          if (href !== null) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)\S+$/i)
          if (as === 'label') expect(element.tagName).toMatch(/^(STRONG|EM)$/)
          if (as === 'head' || as === 'line') expect(element.tagName).toMatch(/^(STRONG|EM|A|SPAN)$/)
        }
        if (as === 'line' || as === 'whole') expect(letters(place.textContent)).toBe(letters(plainText(text)))
        if (as === 'head') {
          const head = letters(place.textContent)
          render(<>{drawBody(text)}</>, place)
          expect(head + letters(place.textContent)).toBe(letters(plainText(text)))
        }
      }),
      { numRuns: 1000 },
    )
  }, 60_000)

  it('a text that is shown without its reader has no mark', () => {
    fc.assert(
      fc.property(texts, (text) => {
        fc.pre(!mayHaveMarks(text))
        expect(letters(plainText(text))).toBe(letters(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('a question has its first paragraph for a heading, and the rest below, where the answer points to it', async () => {
    const text = 'How was the **delivery**?\n\nThink of:\n- time\n- [care](https://shop.example/care_(us))'
    shown = await open(
      surveyOf([
        [
          {
            kind: 'choice',
            id: 'q',
            text,
            choices: [
              { id: 'a', text: '*A* [b](https://c.example)' },
              { id: 'b', text: 'B' },
            ],
          },
        ],
      ]),
    )
    expect(shown.find('h2').innerHTML).toBe('How was the <strong>delivery</strong>?')
    expect(shown.all('li').map((item) => item.textContent)).toEqual(['time', 'care'])
    const [input] = shown.all('input')
    const note = shown.root.getElementById(input!.getAttribute('aria-describedby')!)!
    expect(note.querySelector('a')!.getAttribute('href')).toBe('https://shop.example/care_(us)')
    // bold and italics alone in an option: the link stays words, and nothing in it can be pressed
    expect(shown.find('label').innerHTML).toContain('<em>A</em> [b](https://c.example)')
    expect(shown.all('label a')).toEqual([])
  })

  it('mail and telephone open no new page, other links do', async () => {
    const help = '[a](mailto:a@shop.example) [b](tel:+4930123) [c](https://shop.example)'
    shown = await open(surveyOf([[{ kind: 'statement', id: 's', text: 'Write', help }]]))
    expect(shown.all('a').map((link) => [link.getAttribute('href'), link.getAttribute('target')])).toEqual([
      ['mailto:a@shop.example', null],
      ['tel:+4930123', null],
      ['https://shop.example', '_blank'],
    ])
  })

  it('names hold words without marks', async () => {
    const choices = ['*A*', 'B'].map((text, i) => ({ id: `c${i}`, text }))
    shown = await open(surveyOf([[{ kind: 'choice', id: 'q', text: '**Which** one?', choices, display: 'dropdown' }]]))
    expect(shown.find('select').getAttribute('aria-label')).toBe('Which one?')
    expect(shown.all('option').map((each) => each.textContent)).toContain('A')
  })

  it('what a customer wrote is shown as it was written, wherever it is filled in', async () => {
    const says = { kind: 'statement', id: 's', text: '{{answer:why|it}}', help: '- {{answer:why|it}}' } as const
    shown = await open(surveyOf([[{ kind: 'text', id: 'why', text: 'Why?' }], [says]]))
    const words = '- **no** *list* [x](https://evil.example)'
    shown.type(shown.find('textarea'), words)
    shown.submit()
    expect(shown.all('h2 *')).toEqual([])
    expect(shown.all('a, strong, em')).toEqual([])
    expect(shown.find('h2').textContent!.replaceAll('\u2060', '')).toBe(words)
    expect(shown.all('li').map((item) => item.textContent!.replaceAll('\u2060', ''))).toEqual([words])
  })
})

describe('[E48] buttons', () => {
  it('have the words of the page, else of the survey, else ours', async () => {
    const survey = surveyOf(
      [[{ kind: 'text', id: 'a', text: 'A?', required: true }], [{ kind: 'text', id: 'b', text: 'B?' }]],
      {
        buttons: { next: 'Onward', send: 'Done', close: 'Bye', back: 'Return' },
      },
    )
    const pages = survey.pages.map((page, i) => (i === 0 ? { ...page, buttons: { next: 'Go on' } } : page))
    shown = await open({ ...survey, pages })
    const words = (): readonly string[] => shown!.all('.foot button').map((each) => each.textContent!)
    expect(words()).toEqual(['Go on'])
    shown.type(shown.find('textarea'), 'x')
    shown.submit()
    expect(words()).toEqual(['Return', 'Skip', 'Done'])
    shown.submit()
    await vi.waitFor(() => expect(words()).toContain('Bye'), 20_000)
  })
})

describe('[E17] endings', () => {
  it('say what the branch chose, title and text, when the answer is stored', async () => {
    const survey = surveyOf([[{ kind: 'text', id: 'a', text: 'A?' }]], {
      endings: [{ id: 'e', title: '**Well** said', text: 'See:\n- [us](https://shop.example)' }],
    })
    const [page] = survey.pages
    shown = await open({ ...survey, pages: [{ ...page!, branches: [{ go: { ending: 'e' } }] }] })
    shown.submit()
    shown.model.delivery.value = { is: 'saving' }
    await vi.waitFor(() => expect(shown!.all('[data-fate=saving] h2')).toHaveLength(1), 20_000)
    expect(shown.root.textContent).not.toMatch(/See:|Well/)
    shown.model.delivery.value = { is: 'sent' }
    await vi.waitFor(() => expect(shown!.find('h2').innerHTML).toContain('<strong>Well</strong> said'), 20_000)
    expect(shown.find('li a').getAttribute('href')).toBe('https://shop.example')
    shown.model.delivery.value = { is: 'kept' }
    await vi.waitFor(() => expect(shown!.all('[data-fate=kept] h2')).toHaveLength(1), 20_000)
    expect(shown.root.textContent).not.toMatch(/See:|Well/)
  })
})
