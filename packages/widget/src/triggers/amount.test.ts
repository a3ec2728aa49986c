import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountOf } from './amount.ts'

const LOCALES = (
  'en-US en-GB en-IN de-DE de-AT de-CH fr-FR fr-CH es-ES es-MX pt-BR pt-PT it-IT nl-NL nb-NO sv-SE da-DK fi-FI pl-PL cs-CZ ' +
  'sk-SK hu-HU ro-RO bg-BG sr-RS hr-HR ru-RU uk-UA be-BY kk-KZ uz-UZ tr-TR el-GR he-IL ar-EG ar-SA ar-AE ar-MA fa-IR hi-IN ' +
  'bn-BD mr-IN ne-NP ta-IN te-IN gu-IN pa-IN th-TH vi-VN id-ID ms-MY ja-JP ko-KR zh-CN zh-TW ka-GE hy-AM et-EE lv-LV lt-LT'
).split(' ')
const CURRENCIES =
  'USD EUR GBP RUB JPY CHF INR KWD TND CLP KRW BRL PLN CZK SEK TRY UAH AED SAR EGP IRR THB VND IDR MXN HUF KZT'.split(
    ' ',
  )

describe('[F9] a figure of any shape is read right or not at all', () => {
  it('reads the shapes in use', () => {
    for (const text of [
      '1,990.00',
      '1.990,00',
      "1'990.00",
      '$1,990.00',
      '1 990,00',
      '1\u00a0990,00 ₽',
      '1990',
      '1990.0',
    ])
      expect(amountOf(text), text).toBe(1990)
    for (const text of [
      '1.990,- €',
      '1990.–',
      'CHF 1’990.00',
      '€1.990,00',
      '1,990.00 USD',
      '۱٬۹۹۰٫۰۰',
      '１，９９０．００'.normalize('NFKC'),
    ])
      expect(amountOf(text), text).toBe(1990)
    expect(amountOf('1,99,000.00')).toBe(199_000)
    expect(amountOf('1.234.567')).toBe(1_234_567)
    expect(amountOf('0.990')).toBe(0.99)
    expect(amountOf('1234.567')).toBe(1234.567)
    expect(amountOf('1,990', 'USD')).toBe(1990)
    expect(amountOf('1.990', 'JPY')).toBe(1990)
    expect(amountOf('Rs. 1,990.00')).toBe(1990)
    expect(amountOf('1 990 руб.')).toBe(1990)
    expect(amountOf('B/.1,990.00')).toBe(1990)
  })

  it('takes nothing where a figure can be read in two ways, is negative, a scale, or none', () => {
    for (const text of [
      '1.990',
      '1,990',
      '1,990,00',
      '1.990.00',
      '12 34',
      '-1990',
      '1990-',
      '($1,990.00)',
      '$-5',
      '',
      ' ',
      'abc',
    ])
      expect(amountOf(text), text).toBeUndefined()
    for (const text of [
      '2K',
      '1.2 Mio. €',
      '1,5 млн ₽',
      '2 тыс.',
      '1990%',
      '10 / 20',
      '1990 2000',
      '{{ total }}',
      '1e3',
      '.50',
      '0x10',
    ])
      expect(amountOf(text), text).toBeUndefined()
    expect(amountOf('1,990', 'KWD')).toBeUndefined()
    expect(amountOf('1.990', 'EUR')).toBeUndefined()
    for (const other of [null, undefined, true, {}, [], Number.NaN, Number.POSITIVE_INFINITY, -1, 10n, Symbol('x')])
      expect(amountOf(other)).toBeUndefined()
  })

  it('property: what a locale writes for a currency comes back as the same figure or not at all', () => {
    const styles = [
      {},
      { currencyDisplay: 'code' },
      { currencyDisplay: 'narrowSymbol' },
      { style: 'decimal' },
      { notation: 'compact' },
      { maximumFractionDigits: 0 },
      { useGrouping: false },
      { numberingSystem: 'latn' },
      { currencySign: 'accounting' },
    ] as const
    let [read, all] = [0, 0]
    fc.assert(
      fc.property(
        fc.constantFrom(...LOCALES),
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(...styles),
        fc.oneof(fc.integer({ min: 0, max: 3_000_000_000 }), fc.integer({ min: 0, max: 2_000_000 })),
        fc.boolean(),
        (locale, currency, style, cents, told) => {
          const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(locale, {
            style: 'currency',
            currency,
          }).resolvedOptions()
          const value = Math.round(cents / 10 ** (2 - Math.min(digits, 2))) / 10 ** Math.min(digits, 2)
          const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...style })
          const text = format.format(value)
          const got = amountOf(text, told ? currency : undefined)
          const compact = 'notation' in style
          const shown = 'maximumFractionDigits' in style ? Math.round(value) : value
          if (!compact) all += 1
          if (got === undefined) return
          if (!compact) read += 1
          // a rounding of half a unit is the page's own
          expect(Math.abs(got - shown), `${locale} ${currency} ${text} → ${got}`).toBeLessThanOrEqual(
            compact || 'maximumFractionDigits' in style ? 0.51 : 1e-6,
          )
        },
      ),
      { numRuns: 20_000 },
    )
    expect(read / all).toBeGreaterThan(0.8)
  })

  it('property: any words give a figure or nothing, never an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'grapheme' })), (value) => {
        const got = amountOf(value)
        expect(got === undefined || (Number.isFinite(got) && got >= 0)).toBe(true)
      }),
    )
  })
})
