/**
 * Currencies whose smallest unit is not a hundredth (ISO 4217, "minor unit"): with three digits, with none. For all
 * others three digits behind a comma are no cents.
 */
const THREE_DECIMALS = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']
const NO_DECIMALS = ['CLP', 'ISK', 'JPY', 'KRW', 'PYG', 'UGX', 'VND', 'XAF', 'XOF', 'XPF']

/**
 * Words that name a currency beside a figure, without their dots (CLDR's short forms). Any other word may be a scale
 * ("1.2 Mio", "2K"), so a figure beside it is not read.
 */
const CURRENCY_WORDS = new Set(
  (
    'kr kč zł ft fr sfr chf rs rp rm bs us ca au nz hk mx nt cn jp sg km din lei leu tl eur usd gbp rub ' +
    'лв руб рубль рублей рубля р ден дин грн сум сом тг тңг br ksh gh درهم دإ رس جم رق دك دا دت لل ریال تومان ' +
    'euro euros dollar dollars pounds yen 円 元 원 บาท บ'
  ).split(' '),
)
/** Single letters name a currency only before the figure (`R$`, `S/`, `B/.`): behind it they are a scale (`$1B`). */
const LETTERS_BEFORE = /^[abclrs]$/i
const SCALES = ['MIO', 'MRD', 'MLN', 'MLD', 'MIL', 'TSD', 'TIS', 'BLN']

/** First digits of the scripts that pages write figures in (Unicode `Nd`, ten in a row each). */
const ZEROS = [
  0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0,
  0x1810, 0xff10,
]

const isCurrencyWord = (word: string): boolean =>
  (/^[A-Z]{3}$/.test(word) && !SCALES.includes(word)) || CURRENCY_WORDS.has(word.toLowerCase())

/**
 * Reads a figure as a page writes it: `1990`, `"1,990.00"`, `"1.990,00"`, `"1'990.00"`, `"$1,990.00"`, `"۱٬۹۹۰٫۰۰"`.
 * Never a wrong figure: `undefined` for what can be read in two ways (`"1.990"` is 1.99 or 1990), for negative
 * amounts, and for anything that is not one number with at most a currency beside it.
 * @param currency - ISO 4217 code, if known: it tells whether three digits behind a mark can be decimals
 */
export function amountOf(value: unknown, currency?: string): number | undefined {
  if (typeof value === 'number') return value >= 0 && value < 1 / 0 ? value : undefined
  if (typeof value !== 'string' || value.length > 60) return undefined
  const text = withoutCurrency(
    value
      .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/\p{Nd}/gu, westernDigit)
      .replace(/[\s'’ʼ`´]+/g, ' ')
      .trim(),
  )
  return text === undefined ? undefined : figureOf(text, currency?.trim().toUpperCase())
}

function westernDigit(digit: string): string {
  const code = digit.codePointAt(0)!
  const zero = ZEROS.find((start) => code >= start && code < start + 10)
  return zero === undefined ? digit : String(code - zero)
}

/** Takes the currency and the dash for "no cents" (`1.990,-`) away; `undefined` when other words stand there. */
function withoutCurrency(text: string): string | undefined {
  const [, before = '', figure = '', noCents = '', after = ''] =
    /^([^\d.,-]*(?:[^\d,-]*[^\d.,\s-][./]* ?)?)(\d[\d.,\u066b\u066c ]*?)([.,][-–—]{1,2})?([^\d]*)$/u.exec(text) ?? []
  const sound =
    wordsOf(before).every((word) => LETTERS_BEFORE.test(word) || isCurrencyWord(word)) &&
    wordsOf(after).every(isCurrencyWord)
  return sound && figure ? figure.trim().replace(/[.,]$/, '') + noCents.replace(/[-–—]+/, '00') : undefined
}

/** Words, and each other sign that is no sign of a currency. */
function wordsOf(text: string): readonly string[] {
  return text.replace(/[./]/g, '').match(/[\p{L}\p{M}]+|[^\p{L}\p{M}\p{Sc}\s]/gu) ?? []
}

/** The value of digits with marks between them. */
function figureOf(text: string, currency: string | undefined): number | undefined {
  // Arabic marks say which they are: U+066B is always decimal, U+066C always thousands
  const [whole = '', ...decimals] = text.includes('\u066b') ? text.split('\u066b') : [text]
  if (decimals.length > 0) return decimals.length === 1 ? joined(ungrouped(whole, '\u066c'), decimals[0]!) : undefined
  if (text.includes('\u066c')) return joined(ungrouped(text, '\u066c'), '')
  const at = text.search(/[.,]\d+$/)
  if (at < 0) return joined(ungrouped(text, ' '), '')
  const [left, mark, right] = [text.slice(0, at), text[at]!, text.slice(at + 1)]
  const other = mark === '.' ? ',' : '.'
  if (left.includes(mark)) return left.includes(other) ? undefined : joined(ungrouped(text, mark), '')
  if (left.includes(other)) return joined(ungrouped(left, other), right)
  if (left.includes(' ')) return joined(ungrouped(left, ' '), right)
  if (right.length !== 3 || !/^[1-9]\d{0,2}$/.test(left)) return joined(left, right)
  if (currency === undefined || THREE_DECIMALS.includes(currency)) return undefined
  // a program may write an unrounded sum with a dot, never with a comma
  return mark === ',' || NO_DECIMALS.includes(currency) ? joined(left + right, '') : undefined
}

function joined(whole: string | undefined, decimals: string): number | undefined {
  return whole !== undefined && /^\d+$/.test(whole) && /^\d*$/.test(decimals) ? +`${whole}.${decimals}` : undefined
}

/** Takes thousands marks out; `undefined` when the groups are none (`12 34`). India groups by two above the thousand. */
function ungrouped(text: string, mark: string): string | undefined {
  const [head = '', ...groups] = text.split(mark)
  if (groups.length === 0) return head
  const inner = groups.slice(0, -1)
  const sound =
    /^[1-9]\d{0,2}$/.test(head) &&
    groups.at(-1)!.length === 3 &&
    (inner.every(({ length }) => length === 3) || (head.length < 3 && inner.every(({ length }) => length === 2)))
  return sound ? head + groups.join('') : undefined
}
