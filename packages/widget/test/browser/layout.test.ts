import { BROWSERS, launchBrowser } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { SAMPLES } from '../../../../examples/gallery/src/samples.ts'
import { setUpGallery } from './gallery-rig.ts'

const kinds = Object.keys(SAMPLES)

/** WCAG 1.4.12: what a reader may set. */
const SPACING =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-block-end:2em!important}'

const gallery = setUpGallery()

describe.each(BROWSERS)('layout in %s', (name) => {
  const view = gallery.in(name, { width: 320, height: 640 })

  /** Parts that are wider than their place: cut off, or a second way to scroll. Fields scroll by themselves. */
  const tooWide = () =>
    view.page.evaluate(() => {
      const root = document.querySelector('frankly-box')!.shadowRoot!
      const wide = [...root.querySelectorAll<HTMLElement>('*')].filter((element) => {
        if (
          element.matches(
            '.unseen,.cells .o span,.drawn:not(.marks) span,.apart .o,input,textarea,select,option,canvas,progress',
          )
        )
          return false
        const style = getComputedStyle(element)
        return style.display !== 'inline' && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
      })
      const page = document.documentElement
      return [
        ...wide.map((element) => `${element.className || element.tagName}: ${element.textContent?.slice(0, 40)}`),
        ...(page.scrollWidth > page.clientWidth ? [`the page: ${page.scrollWidth}`] : []),
      ]
    })
  const space = () =>
    view.page.evaluate((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.querySelector('frankly-box')!.shadowRoot!.adoptedStyleSheets.push(sheet)
    }, SPACING)

  /** Every kind in three languages, as it stands and then with wider text: one round for two rules. */
  async function widths(): Promise<{ readonly plain: readonly string[]; readonly spaced: readonly string[] }> {
    const plain: string[] = []
    const spaced: string[] = []
    for (const kind of kinds) {
      for (const lang of ['en', 'ru', 'de']) {
        await view.show(`${kindQuery(kind)}&state=answered&lang=${lang}`)
        for (const part of await tooWide()) plain.push(`${kind} ${lang} → ${part}`)
        await space()
        // rows of a scale take the form that fits in the next frame
        await view.page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go))))
        for (const part of await tooWide()) spaced.push(`${kind} ${lang} → ${part}`)
      }
    }
    return { plain, spaced }
  }
  let round: ReturnType<typeof widths> | undefined

  it.each([
    ['[WCAG 1.4.10] reflows at 320 px, as at 400 % of 1280', 'plain'],
    ['[WCAG 1.4.12] bears wider text', 'spaced'],
  ] as const)(
    '%s, in English, Russian and German, every kind',
    async (_, text) => {
      round ??= widths()
      expect((await round)[text]).toEqual([])
    },
    600_000,
  )

  it('[WCAG 1.4.10] long words break: they stay within the card, every kind', async () => {
    const bad: string[] = []
    for (const kind of kinds) {
      await view.show(`${kindQuery(kind)}&state=long`)
      for (const part of await tooWide()) bad.push(`${kind} → ${part}`)
    }
    expect(bad).toEqual([])
  }, 600_000)

  it('[WCAG 2.5.8] targets are 24 px at least, the main ones 44 px', async () => {
    const bad: string[] = []
    for (const kind of kinds) {
      await view.show(`${kindQuery(kind)}&state=answered&placement=popover`)
      const small = await view.page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const size = (element: Element, least: number, high = least): string[] => {
          const { width, height } = element.getBoundingClientRect()
          const name = `${element.className || element.tagName} ${element.textContent?.slice(0, 30)}`
          return height === 0 || (width >= least && height >= high) ? [] : [`${name}: ${width}×${height} < ${least}`]
        }
        // eleven numbers in a row are 44 px high, and as wide as there is room
        const main = [
          ...root.querySelectorAll('.o:not(.numbers .o),.agree,.go,.x,.in,.foot button,.end button,.add label'),
        ]
        const numbers = [...root.querySelectorAll('.numbers .o')]
        const all = [...root.querySelectorAll('button,select,input:not(.o input,.agree input,.add input)')]
        return [
          ...main.flatMap((each) => size(each, 43.5)),
          ...numbers.flatMap((each) => size(each, 24, 43.5)),
          ...all.flatMap((each) => size(each, 24)),
        ]
      })
      for (const part of small) bad.push(`${kind} → ${part}`)
    }
    expect(bad).toEqual([])
  }, 600_000)

  it('no words stand under the close button, however long they are', async () => {
    const bad: string[] = []
    for (const kind of kinds) {
      await view.show(`${kindQuery(kind)}&state=empty&placement=popover`)
      const under = await view.page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const texts = document.createTreeWalker(root.querySelector('.page')!, NodeFilter.SHOW_TEXT)
        // the first words alone can reach it
        let first = texts.nextNode() as Text
        while (!first.data) first = texts.nextNode() as Text
        first.data = 'i '.repeat(300)
        const button = root.querySelector('.x')!.getBoundingClientRect()
        const range = document.createRange()
        range.selectNodeContents(first)
        // the sign itself, in the middle of its button
        const inset = 12
        return [...range.getClientRects()].some(
          (line) => line.right > button.left + inset && line.top < button.bottom - inset,
        )
      })
      if (under) bad.push(kind)
    }
    expect(bad).toEqual([])
  }, 600_000)

  it('[peers 16] no field is smaller than 16 px: iOS does not zoom', async () => {
    const bad: string[] = []
    for (const kind of ['first', 'text-email', 'choice-multiple', 'contact', 'complaint', 'praise', 'split']) {
      await view.show(`${kindQuery(kind)}&state=answered`)
      const sizes = await view.page.evaluate(() =>
        [
          ...document
            .querySelector('frankly-box')!
            .shadowRoot!.querySelectorAll(
              '.page :is(input:not([type=radio],[type=checkbox],[type=file]),textarea,select)',
            ),
        ].map((field) => Number.parseFloat(getComputedStyle(field).fontSize)),
      )
      if (sizes.some((size) => size < 16)) bad.push(`${kind}: ${sizes}`)
    }
    expect(bad).toEqual([])
  }, 120_000)

  it('[WCAG 1.3.2] options are seen in the order in which they are read, on narrow cards and wide ones', async () => {
    const bad: string[] = []
    for (const width of [320, 800]) {
      await view.page.setViewportSize({ width, height: 640 })
      for (const kind of kinds.filter((each) => /^(rating|choice)/.test(each))) {
        await view.show(kindQuery(kind))
        const [read, seen] = await view.page.evaluate(() => {
          const options = [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll('.o')].map(
            (option) => {
              // words may stand on both sides of their row of marks
              const { top, left } = (option.querySelector('input') ?? option).getBoundingClientRect()
              return { text: option.textContent, top: Math.round(top), left }
            },
          )
          const sorted = [...options].sort((a, b) => a.top - b.top || a.left - b.left)
          return [options, sorted].map((list) => list.map(({ text }) => text).join())
        })
        if (read !== seen) bad.push(`${kind} at ${width}: ${seen}`)
      }
    }
    await view.page.setViewportSize({ width: 320, height: 640 })
    expect(bad).toEqual([])
  }, 600_000)

  it('[U12] the fates of an answer are equally high: nothing jumps from one to the next', async () => {
    const heights: Record<string, number> = {}
    for (const lang of ['en', 'ru', 'de'])
      for (const state of ['saving', 'sent', 'kept', 'blocked', 'withdrawn']) {
        await view.show(`kind=rating&variant=csat5&state=${state}&lang=${lang}`)
        heights[`${state} ${lang}`] = await view.page.evaluate(() =>
          Math.round(
            document.querySelector('frankly-box')!.shadowRoot!.querySelector('.card')!.getBoundingClientRect().height,
          ),
        )
      }
    expect(new Set(Object.values(heights)).size, JSON.stringify(heights)).toBe(1)
  }, 120_000)

  it('a photo is shrunk on the device, drawn anew and shown', async () => {
    await view.show('kind=attachment')
    // a picture of 3000 × 2000 made here, noise that compresses badly
    const png = await view.page.evaluate(() => {
      const canvas = document.createElement('canvas')
      canvas.width = 3000
      canvas.height = 2000
      const pen = canvas.getContext('2d')!
      for (let x = 0; x < 3000; x += 10)
        for (let y = 0; y < 2000; y += 10) {
          pen.fillStyle = `rgb(${(x * 7) % 256},${(y * 13) % 256},${(x * y) % 256})`
          pen.fillRect(x, y, 10, 10)
        }
      return canvas.toDataURL('image/png').split(',')[1]!
    })
    const inputs = view.page.locator('.add input')
    await inputs.last().setInputFiles({ name: 'lid.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') })
    await view.page.waitForSelector('.shots canvas')
    expect(await view.page.locator('.shots li').textContent()).toContain('lid.jpg')
    const drawn = await view.page.evaluate(() => {
      const canvas = document
        .querySelector('frankly-box')!
        .shadowRoot!.querySelector<HTMLCanvasElement>('.shots canvas')!
      return new Set(canvas.getContext('2d')!.getImageData(0, 0, 50, 50).data).size
    })
    expect(drawn).toBeGreaterThan(10)
  })
})

it('[WCAG 1.4.1] forced colours: the chosen option still stands out, and controls have borders', async () => {
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 500, height: 700 } })
  await page.emulateMedia({ forcedColors: 'active' })
  // a row of marks is a row of the device's own radios
  await gallery.show(page, 'kind=first&state=answered')
  const radios = await page.evaluate(() => {
    const root = document.querySelector('frankly-box')!.shadowRoot!
    return [...root.querySelectorAll('.marks [type=radio]')].map((radio) => getComputedStyle(radio).appearance)
  })
  expect(radios).toEqual(['auto', 'auto', 'auto', 'auto', 'auto'])
  await gallery.show(page, 'kind=choice-multiple&state=answered')
  const options = await page.evaluate(() => {
    const root = document.querySelector('frankly-box')!.shadowRoot!
    return [...root.querySelectorAll('label.o')].map((option) => ({
      border: getComputedStyle(option).borderTopWidth,
      chosen: option.matches(':has(:checked)'),
      mark: getComputedStyle(option, '::after').borderTopWidth,
    }))
  })
  expect(options.some(({ chosen }) => chosen)).toBe(true)
  for (const { border, chosen, mark } of options)
    expect({ border, mark }).toEqual({ border: '1px', mark: chosen ? '3px' : '0px' })
  await browser.close()
})
