/** What may stand between cells. */
export type Separator = ',' | ';' | '\t'

/** What stands in a cell. */
export type Cell = string | number

/** How a CSV file is written. */
export interface CsvStyle {
  /** Default `,`. Spreadsheets of countries with a decimal comma expect `;`. */
  readonly separator?: Separator
}

/** Signs that begin a formula. */
const SIGNS = /[=+\-@＝＋－＠﹢﹣﹦﹫]/

/**
 * Where a program may see the beginning of a cell, whatever it takes for the separator: at the start, and after a
 * separator, a line break or a quote, with blanks and signs that are not seen before it.
 */
const FORMULA = new RegExp(String.raw`(^|[,;\t|\r\n"])([\s\p{Cc}\p{Cf}"]*)(${SIGNS.source})`, 'gu')

/** Begins with a letter or a digit and holds nothing after which a formula could begin: most cells. */
const PLAIN = /^[A-Za-z0-9][^",;|\t\r\n]*$/

/** What a spreadsheet takes for a number or a date and writes anew. */
const REWRITTEN = new RegExp(
  [
    /0\d+/, // leading zeros
    /\d{12,}/, // long numbers
    /\d+(?:[.,]\d+)?e[+-]?\d+/, // exponents
    /\d+[.,]\d*0/, // zeros at the end
    /\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?/, // dates
    /\d{1,3}:\d{2}(?::\d{2})?/, // times
    /\(\d+\)/, // negative numbers of bookkeepers
  ]
    .map(({ source }) => `^(?:${source})$`)
    .join('|'),
  'i',
)

/**
 * A text that no spreadsheet runs as a formula or writes anew: an apostrophe stands before what would be one. Words of
 * customers are otherwise unchanged.
 */
export function inert(text: string): string {
  const safe = PLAIN.test(text) || !SIGNS.test(text) ? text : text.replace(FORMULA, "$1$2'$3")
  return safe === text && (/^[\t\r\n]/.test(text) || REWRITTEN.test(text)) ? `'${text}` : safe
}

/** Lines of CSV (RFC 4180), each ended. */
export function csvLines(lines: readonly (readonly Cell[])[], { separator = ',' }: CsvStyle = {}): string {
  let above: readonly Cell[] = []
  let aboveTexts: readonly string[] = []
  let all = ''
  for (const cells of lines) {
    // lines of one response have most cells in common
    const texts = cells.map((cell, i) => (cell === above[i] ? (aboveTexts[i] ?? '') : csvCell(cell)))
    all += `${texts.join(separator)}\r\n`
    above = cells
    aboveTexts = texts
  }
  return all
}

/** Quoted for every separator, since the reader may take another one than was written. A number of ours stays one. */
function csvCell(cell: Cell): string {
  if (typeof cell === 'number' && cell >= 0) return String(cell)
  const safe = inert(String(cell))
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
