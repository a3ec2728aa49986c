import type { Delivery } from '@frankly/core'
import { DELIVERY_TYPES } from '@frankly/core/wire'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOSTILE, sampleDelivery } from '../testing/samples.ts'
import { cleanText, type Markup, safeUrl, WRITERS } from './escape.ts'
import { cutText, lengthOf } from './limits.ts'
import { renderText } from './render-text.ts'

const markups = Object.keys(WRITERS) as Markup[]
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom(
    HOSTILE,
    '👨‍👩‍👧‍👦'.repeat(40),
    '\ud800',
    '</blockquote></b>',
    '<!here>',
    '\\',
    '`'.repeat(50),
    '$&$1',
  ),
)
const delivery = fc
  .tuple(
    fc.constantFrom(...DELIVERY_TYPES),
    fc.constantFrom('full', 'minimal', 'hostile') as fc.Arbitrary<'full'>,
    nasty,
    nasty,
  )
  .map(([type, kind, a, b]): Delivery => {
    const made = JSON.parse(JSON.stringify(sampleDelivery(type, { kind }))) as Record<string, never> & {
      data: Record<string, never>
    }
    if (made['texts']) (made['texts'] as { title: string }).title = a
    const answers = (made.data['response'] as { answers?: Record<string, unknown> } | undefined)?.answers
    if (answers)
      Object.assign(answers, { fix: { kind: 'text', text: b }, [a]: { kind: 'choice', choices: [a, b], other: a } })
    return made as unknown as Delivery
  })

describe('renderText', () => {
  it('never longer than the limit, never throws, whatever stands in it', () => {
    fc.assert(
      fc.property(
        delivery,
        fc.constantFrom(...markups),
        fc.integer({ min: 1, max: 5000 }),
        fc.constantFrom('utf16', 'bytes'),
        (d, markup, limit, unit) => {
          const text = renderText(d, { markup, limit, unit: unit as 'utf16' })
          expect(lengthOf(text, unit as 'utf16')).toBeLessThanOrEqual(limit)
          expect(text.isWellFormed()).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
  it('html: only our tags, each closed, no bare &', () => {
    fc.assert(
      fc.property(delivery, fc.integer({ min: 60, max: 4096 }), (d, limit) => {
        const open: string[] = []
        const text = renderText(d, { markup: 'html', limit })
        const rest = text.replace(/<(\/?)(b|blockquote|a)( href="[^"<>]*")?>/g, (_, close, tag) => {
          if (close) expect(open.pop()).toBe(tag)
          else open.push(tag)
          return ''
        })
        expect(open).toEqual([])
        expect(rest).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|#39);)/)
      }),
      { numRuns: 300 },
    )
  })
  it('slack: the only < is that of our own link, so nobody can be mentioned', () => {
    fc.assert(
      fc.property(delivery, fc.integer({ min: 60, max: 3000 }), (d, limit) => {
        const text = renderText(d, { markup: 'slack', limit })
        expect(text.replace(/<https:\/\/desk\.example\/[^|<>]*\|Open the case>/, '')).not.toMatch(/<|&(?!(amp|lt|gt);)/)
      }),
      { numRuns: 300 },
    )
  })
  it('discord and commonmark: every sign that begins markup is escaped; trackers’ mentions are torn', () => {
    fc.assert(
      fc.property(delivery, fc.constantFrom('discord', 'commonmark') as fc.Arbitrary<Markup>, (d, markup) => {
        const text = renderText(d, { markup, limit: 2000 })
        if (markup === 'commonmark') expect(text).not.toMatch(/(?<![A-Za-z0-9])@[A-Za-z0-9]/)
        expect(text.replace(/\[Open the case\]\([^()\s]*\)$/, '').replace(/\\./gs, '')).not.toMatch(/[`~|[\]<]/)
      }),
      { numRuns: 300 },
    )
  })
  it('says the words of questions and choices, not their ids', () => {
    const text = renderText(sampleDelivery('response.completed'), { markup: 'plain', limit: 4000 })
    expect(text).toMatchInlineSnapshot(`
      "Something went wrong: After the purchase
      How did ordering go? 2 · Badly
      What was it? Late, Other: “The parcel came wet.”
      What should we fix?
      “The parcel came wet.”
      Reply by: e-mail · ann@example.com
      Convenient: afternoon, 12–17
      “The parcel came wet.”
      About: Damaged or poor quality
      Wants: refund
      Order: A-1001
      Open the case: https://desk.example/cases/1?a=1&b=2"
    `)
  })
  it('praise and a case have templates of their own, in both languages', () => {
    expect(
      renderText(sampleDelivery('praise.created'), { markup: 'slack', limit: 3000, locale: 'ru' }),
    ).toMatchInlineSnapshot(`
      "*Покупатель благодарит: Anna*
      >The parcel came wet.
      *How did ordering go?* 2 · Badly
      *What was it?* Late, Other: “The parcel came wet.”
      *Как ответить*: эл. почта · ann@example.com
      *Когда удобно*: днём, 12–17
      *Кто помог*: Anna
      *Заказ*: A-1001
      <https://desk.example/cases/1?a=1&amp;b=2|Открыть обращение>"
    `)
    expect(renderText(sampleDelivery('case.opened'), { markup: 'html', limit: 4096 })).toMatchInlineSnapshot(`
      "<b>New case: Something went wrong</b>
      <b>About</b>: Damaged or poor quality
      <blockquote>The parcel came wet.</blockquote>
      <b>Answer until</b>: Nov 22, 2026, 12:00 PM UTC
      <b>How did ordering go?</b> 2 · Badly
      <b>What was it?</b> Late, Other: “The parcel came wet.”
      <b>Reply by</b>: e-mail · ann@example.com
      <b>Convenient</b>: afternoon, 12–17
      <b>Wants</b>: refund
      <b>Order</b>: A-1001
      <a href="https://desk.example/cases/1?a=1&amp;b=2">Open the case</a>"
    `)
  })
  it('missing fields break nothing', () => {
    for (const type of DELIVERY_TYPES) {
      expect(renderText(sampleDelivery(type, { kind: 'minimal' }), { markup: 'plain', limit: 500 })).not.toMatch(
        /undefined|null|NaN|\{who\}/,
      )
    }
  })
  it('a long text is cut, the link stays, and the reader is told', () => {
    const text = renderText(sampleDelivery('case.opened', { kind: 'oversize' }), { markup: 'html', limit: 4096 })
    expect(text.length).toBeGreaterThan(3500)
    expect(text).toContain('…')
    expect(text).toMatch(
      /The rest is behind the link\.\n<a href="https:\/\/desk\.example\/cases\/1\?a=1&amp;b=2">Open the case<\/a>$/,
    )
  })
})

describe('cutText', () => {
  it('cuts between characters as people see them, also without Intl.Segmenter', () => {
    const family = '👨‍👩‍👧‍👦'
    const check = (): void => {
      expect(cutText(`ab${family}c`, 6)).toBe('ab…')
      expect(cutText('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…')
      expect(cutText('👍🏽👍🏽', 7)).toBe('👍🏽…')
    }
    check()
    const before = Intl.Segmenter
    try {
      delete (Intl as { Segmenter?: unknown }).Segmenter
      check()
    } finally {
      Object.assign(Intl, { Segmenter: before })
    }
  })
  it('holds the limit in bytes and never halves a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 0, max: 50 }),
        fc.constantFrom('utf16', 'bytes'),
        (text, max, unit) => {
          const cut = cutText(text, max, unit as 'bytes')
          expect(lengthOf(cut, unit as 'bytes')).toBeLessThanOrEqual(max)
          expect(cut.isWellFormed()).toBe(text.isWellFormed())
        },
      ),
    )
  })
})

describe('cleanText and safeUrl', () => {
  it('takes out control signs and marks that turn the reading direction', () => {
    expect(cleanText('a\u0000b\u202ec\r\nd\u2066e\ud800')).toBe('abc\nde\ufffd')
    expect(cleanText(undefined)).toBe('')
  })
  it('links only to http and https', () => {
    expect(safeUrl('javascript:alert(1)')).toBeUndefined()
    expect(safeUrl('https://a.example/x')).toBe('https://a.example/x')
  })
})
