/** What may stand between cells. */
export type Separator = ',' | ';' | '\t'

/** What stands in a cell. */
export type Cell = string | number

/** How a CSV file is written. */
export interface CsvStyle {
  /** Default `,`. Spreadsheets of countries with a decimal comma expect `;`. */
  readonly separator?: Separator
}

/**
 * Where a program may see the beginning of a cell, whatever it takes for the separator: at the start, and after a
 * separator, a line break or a quote, with blanks and signs that are not seen before it.
 */
const FORMULA = /(^|[,;\t|\r\n"])([\s\p{Cc}\p{Cf}"]*)([=+\-@＝＋－＠﹢﹣﹦﹫])/gu

/** What a spreadsheet takes for a number or a date and writes anew: leading zeros, long numbers, exponents, dates, times. */
const REWRITTEN = [
  /^0\d+$/,
  /^\d{12,}$/,
  /^\d+([.,]\d+)?e[+-]?\d+$/i,
  /^\d+[.,]\d*0$/,
  /^\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?$/,
  /^\d{1,3}:\d{2}(:\d{2})?$/,
  /^\(\d+\)$/,
]

/** Signs that begin a formula: looking for them first is ten times cheaper than looking for {@link FORMULA}. */
const SIGNS = /[=+\-@＝＋－＠﹢﹣﹦﹫]/
/** What {@link REWRITTEN} is made of. */
const NUMBERS = /^[\d(][\d.,eE+\-/:()]*$/

/**
 * A text that no spreadsheet runs as a formula or writes anew: an apostrophe stands before what would be one. Words of
 * customers are otherwise unchanged.
 */
export function inert(text: string): string {
  const safe = SIGNS.test(text) ? text.replace(FORMULA, "$1$2'$3") : text
  if (safe !== text) return safe
  const isRewritten = NUMBERS.test(text) && REWRITTEN.some((form) => form.test(text))
  return isRewritten || /^[\t\r\n]/.test(text) ? `'${text}` : text
}

/** One line of CSV (RFC 4180), ended. */
export function csvLine(cells: readonly Cell[], { separator = ',' }: CsvStyle = {}): string {
  let line = ''
  for (const cell of cells) line += `${csvCell(cell)}${separator}`
  return `${line.slice(0, -1)}\r\n`
}

/** Begins with a letter and holds nothing before which a formula or another cell could begin: most cells. */
const WORDS = /^[A-Za-z][^",;|\t\r\n]*$/

/** Quoted for every separator, since the reader may take another one than was written. A number of ours stays one. */
function csvCell(cell: Cell): string {
  if (typeof cell === 'number' && cell >= 0) return String(cell)
  const text = String(cell)
  if (text === '' || WORDS.test(text)) return text
  const safe = inert(text)
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
