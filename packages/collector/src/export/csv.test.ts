import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLines, inert, type Separator } from './csv.ts'

const FORMULA = /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u

/** Pieces of which attacks are made, between any other text. */
const piece = fc.oneof(
  fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    '＝',
    '＋',
    '－',
    '＠',
    ';',
    ',',
    '\t',
    '|',
    '\r',
    '\n',
    '"',
    '""',
    ' ',
    '\u00a0',
    '\u200b',
    '\ufeff',
  ),
  fc.constantFrom('HYPERLINK("http://x")', 'cmd|calc', '1+1', "'"),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const cell = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))

/** As a spreadsheet reads that splits at its own separator and takes a quote for one wherever it stands. */
function cellsAs(separator: string, text: string): string[] {
  return text.split(/[\r\n]/).flatMap((line) => line.split(separator))
}

describe('[F18] cells of an export', () => {
  it('[F18] are no formula for a kept CSV reader, whichever separator was written, and keep what was said', () => {
    const options = fc.constantFrom<Separator>(',', ';', '\t')
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), options, (cells, separator) => {
        const line = csvLines([cells], { separator })
        const [read] = parse(line, { delimiter: separator, relax_column_count: true }) as string[][]
        expect(read).toEqual(cells.map(inert))
        for (const one of read!) expect(one).not.toMatch(FORMULA)
        for (const [i, one] of cells.entries()) expect(read![i]!.replaceAll("'", '')).toBe(one.replaceAll("'", ''))
      }),
      { numRuns: 2000 },
    )
  })

  it('[F18] of many lines are those of each line by itself, whatever stood above', () => {
    const few = fc.constantFrom('', '=1', '2026-11', 'Well', '"', 0, 1, -1)
    fc.assert(
      fc.property(fc.array(fc.array(few, { maxLength: 4 }), { maxLength: 5 }), (lines) => {
        expect(csvLines(lines)).toBe(lines.map((cells) => csvLines([cells])).join(''))
      }),
    )
  })

  it('[F18] are no formula for a reader that takes another separator than was written', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(';', ',', '\t', '|'),
        (cells, other) => {
          for (const separator of [',', ';', '\t'] as const) {
            const line = csvLines([cells], { separator })
            for (const one of cellsAs(other, line)) expect(one).not.toMatch(FORMULA)
            const read = parse(line, { delimiter: other, quote: false, relax_column_count: true }) as string[][]
            for (const one of read.flat()) expect(one).not.toMatch(FORMULA)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('[F18] keep numbers of orders and phones as they are: what a spreadsheet would write anew is a text', () => {
    const kept = ['007', '00491701234567', '1234567890123456', '12E5', '3/4', '2026-11', '1.10', '12:30', '(15)']
    for (const number of kept) expect(inert(number)).toBe(`'${number}`)
    expect(inert('+49 170 1234567')).toBe("'+49 170 1234567")
    for (const plain of ['1990', '5', 'A-1007', 'Well, all good', '2026-11-28T10:00:00.000Z'])
      expect(inert(plain)).toBe(plain)
  })
})
