import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scene } from '../engine/facts.ts'
import { pipeText } from '../engine/pipe-text.ts'
import { plainText, type RichBlock, type RichWords, richText, richWords } from './rich-text.ts'

/** The tree as a line: `<b>`, `<i>`, `<a address>`, `<p>`, `<ul>`, `<ol>`, `<li>`. */
const drawn = (text: string): string => richText(text).map(block).join('')
const block = (each: RichBlock): string =>
  each.is === 'paragraph'
    ? `<p>${inline(each.words)}`
    : `<${each.numbered ? 'ol' : 'ul'}>${each.items.map((item) => `<li>${inline(item)}`).join('')}`
const inline = (words: readonly RichWords[]): string =>
  words
    .map((each) =>
      each.is === 'text'
        ? each.text
        : each.is === 'link'
          ? `<a ${each.url}>${inline(each.words)}</a>`
          : `<${each.is === 'em' ? 'i' : 'b'}>${inline(each.words)}</${each.is === 'em' ? 'i' : 'b'}>`,
    )
    .join('')

/** The tree as its author would have written it. */
const written = (text: string): string =>
  richText(text)
    .map((each) =>
      each.is === 'paragraph'
        ? marked(each.words)
        : each.items.map((item, i) => `${each.numbered ? `${i + 1}. ` : '- '}${marked(item)}`).join('\n'),
    )
    .join('\n\n')
const marked = (words: readonly RichWords[]): string =>
  words
    .map((each) => {
      if (each.is === 'text') return each.text
      if (each.is === 'link') return `[${marked(each.words)}](${each.url})`
      const mark = each.is === 'em' ? '*' : '**'
      return mark + marked(each.words) + mark
    })
    .join('')

/** What two spellings of one text have in common: lines without blanks at their ends, none that are empty. */
const lines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^(-|\d+\.) +/, '$1 '))
    .filter(Boolean)
    .join('\n')

const pieces = fc.array(
  fc.constantFrom(
    ...['*', '**', '***', '[', ']', '(', ')', '](', '](https://shop.example/', '](javascript:', 'tel:1', '- ', '1. '],
    ...['2. ', '\n', '\n\n', ' ', 'word', '5', '\u2060', '<b>', '&lt;', '\\', '"', '\r\n', 'я', '漢', '😀'],
  ),
  { maxLength: 30 },
)
const texts = fc.oneof(
  pieces.map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
)

describe('[S16] the grammar of texts', () => {
  it.each([
    ['line ends', 'One\nTwo', '<p>One\nTwo'],
    ['paragraphs', 'One\n\n\nTwo', '<p>One<p>Two'],
    ['a list', 'Rate\n- speed\n- **care**\nplease', '<p>Rate<ul><li>speed<li><b>care</b><p>please'],
    ['a numbered list', '1. one\n2. two', '<ol><li>one<li>two'],
    ['a number alone is no list', '3. Mai 2026\n1. April', '<p>3. Mai 2026\n1. April'],
    ['bold and italics', 'a **b** *c* d', '<p>a <b>b</b> <i>c</i> d'],
    ['one in the other', '**a *b* c** *d **e***', '<p><b>a <i>b</i> c</b> <i>d <b>e</b></i>'],
    ['both at once', '***a***', '<p><b><i>a</i></b>'],
    ['between letters of a script without blanks', 'これは**重要**です', '<p>これは<b>重要</b>です'],
    ['stars of sums and notes', '5*3*2 = 30, 4*-5* hotels, price* and 2 * 3 * 4', undefined],
    ['a mark that is never closed', 'a **b *c', undefined],
    ['a star before a blank opens nothing', 'a * b* and ** c** and *** d***', undefined],
    ['five stars', '***** hotel', undefined],
    ['a link', 'See [our *page*](https://shop.example/a).', '<p>See <a https://shop.example/a>our <i>page</i></a>.'],
    ['mail', '[write](mailto:a@shop.example)', '<p><a mailto:a@shop.example>write</a>'],
    ['telephone', '[call](tel:+4930123)', '<p><a tel:+4930123>call</a>'],
    [
      'brackets in an address',
      '[wiki](https://w.example/Foo_(bar)?a[]=1) end',
      '<p><a https://w.example/Foo_(bar)?a[]=1>wiki</a> end',
    ],
    ['brackets in the words', '[see [1] here](https://a.example)', '<p><a https://a.example>see [1] here</a>'],
    ['brackets around a link', '(a [b](https://c.example))', '<p>(a <a https://c.example>b</a>)'],
    ['a link in bold', '**[a](https://b.example)**', '<p><b><a https://b.example>a</a></b>'],
    ['marks over the edge of a link', '*a [b* c](https://d.example)', '<p>*a <a https://d.example>b* c</a>'],
    ['a bracket before a link', '[a [b](https://c.example)', '<p>[a <a https://c.example>b</a>'],
    ['a scheme that is not listed', '[x](javascript:alert(1)) [y](data:text/html,1) [z](//e.example)', undefined],
    ['a blank before the scheme', '[x]( https://a.example) [y](https://a.example b)', undefined],
  ])('%s', (_, text, tree) => {
    expect(drawn(text)).toBe(tree ?? `<p>${text}`)
  })

  it('a label knows bold and italics alone', () => {
    expect(inline(richWords('**a** *b* [c](https://d.example)\n- e'))).toBe(
      '<b>a</b> <i>b</i> [c](https://d.example)\n- e',
    )
  })

  it('any text gives a tree that is this text, mark by mark and letter by letter', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(lines(written(text))).toBe(lines(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('the text of the tree is the text without its marks, and no letter is lost', () => {
    const letters = (words: string): string => words.replace(/[^\p{L}\p{So}]/gu, '')
    fc.assert(
      fc.property(texts, (text) => {
        const addresses = richText(text).flatMap((each) => (each.is === 'list' ? each.items.flat() : each.words))
        const taken = addresses.flatMap(linksOf).join('')
        expect(letters(plainText(text)).length + letters(taken).length).toBe(letters(text).length)
        // a second reading finds nothing that the first one took for text
        expect(plainText(text).split('*').length).toBeLessThanOrEqual(text.split('*').length)
      }),
      { numRuns: 3000 },
    )
  })

  it('the tree holds nothing that the grammar does not know, and no address of another scheme', () => {
    const check = (words: readonly RichWords[], inLink: boolean): void => {
      for (const each of words) {
        expect(['text', 'strong', 'em', 'link']).toContain(each.is)
        if (each.is === 'text') expect(each.text).not.toBe('')
        else check(each.words, inLink || each.is === 'link')
        if (each.is === 'link') {
          expect(inLink).toBe(false)
          expect(new URL(each.url, 'https://base.example').protocol).toMatch(/^(https?|mailto|tel):$/)
          expect(each.url).toMatch(/^(https?:\/\/|mailto:|tel:)\S+$/i)
        }
      }
    }
    const schemes = fc.constantFrom(
      'javascript:',
      'JAVASCRIPT:',
      'data:',
      'java\tscript:',
      'vbscript:',
      '\u0001https:',
      '//',
      'https:',
      'blob:',
      'file:',
      'ftp:',
      'tel:',
      'mailto:',
      '\\\\',
      '\u2060https:',
    )
    const unsafe = fc.tuple(texts, schemes, texts).map(([words, scheme, rest]) => `[${words}](${scheme}${rest})`)
    fc.assert(
      fc.property(fc.oneof(texts, unsafe), (text) => {
        for (const each of richText(text)) {
          expect(['paragraph', 'list']).toContain(each.is)
          for (const words of each.is === 'list' ? each.items : [each.words]) check(words, false)
        }
      }),
      { numRuns: 3000 },
    )
  })
})

describe('[E42] what is filled in is never read as a mark', () => {
  const filled = (text: string, words: string): string => pipeText(text, { names: { words } } as unknown as Scene)
  const around = fc.constantFrom(
    '{words}',
    'a {words} b',
    '**{words}**',
    '*{words}*',
    '{words}. and',
    '{words} and',
    '- {words}',
    '1. {words}\n2. {words}',
    '1{words} a',
    '[{words}](https://shop.example/a)',
    'a\n  {words}\n{words}',
    '{words}{words}',
  )

  it('the tree of a filled text is the tree of its template', () => {
    fc.assert(
      fc.property(around, texts, (template, words) => {
        // what stands there instead is a word of letters alone, where it stands for anything
        fc.pre(/\S/.test(filled('{words}', words)))
        const shape = (text: string): string =>
          drawn(text)
            .replace(/[^<>]+(?=<|$)/g, '…')
            .replaceAll('…', '')
        const safe = (text: string): string => text.replaceAll(/[<>]/g, '')
        expect(shape(safe(filled(template, words)))).toBe(shape(safe(filled(template, 'word'))))
      }),
      { numRuns: 3000 },
    )
  })

  it('in an address it is a part of it, which can add nothing', () => {
    const [link] = richText(filled('[x](https://shop.example/{words}?a=1)', 'A 1/..?b=2&c)#(\ud800')).flatMap((each) =>
      each.is === 'paragraph' ? each.words : [],
    )
    expect(link).toMatchObject({ is: 'link', url: 'https://shop.example/A%201%2F..%3Fb%3D2%26c%29%23%28?a=1' })
  })
})

function linksOf(each: RichWords): readonly string[] {
  if (each.is === 'text') return []
  return [...(each.is === 'link' ? [each.url] : []), ...each.words.flatMap(linksOf)]
}
