import { BROWSERS, launchBrowser } from '@frankly/testing'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { kindQuery } from '../../../../examples/gallery/src/contents.ts'
import { SAMPLES } from '../../../../examples/gallery/src/samples.ts'
import { setUpGallery } from './gallery-rig.ts'

const gallery = setUpGallery()

interface Cell {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly word: string
}

/** The points of the scale as they are seen, in their order. */
const cells = (page: Page): Promise<readonly Cell[]> =>
  page.evaluate(() =>
    [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll('.r .o')].map((option) => {
      const { left, right, top, width, height } = option.getBoundingClientRect()
      return { left, right, top: Math.round(top), width, height, word: option.querySelector('span')!.textContent! }
    }),
  )

const inOneRow = (row: readonly Cell[]): boolean => new Set(row.map(({ top }) => top)).size === 1
/** No word is cut off, none has more than two lines. */
const wordsFit = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll<HTMLElement>('.marks span')].every(
      (word) =>
        word.scrollWidth <= word.clientWidth + 1 &&
        word.clientHeight <= 2.1 * Number.parseFloat(getComputedStyle(word).lineHeight),
    ),
  )
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go)))))

/** A press on the only scale of a page would go on: the browser marks it, and nobody hears of it. */
const deaf = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const root = document.querySelector('frankly-box')!.shadowRoot!
    for (const type of ['click', 'keydown']) root.addEventListener(type, (event) => event.stopPropagation(), true)
  })

/** Which drawings are filled. */
const filled = (page: Page): Promise<readonly boolean[]> =>
  page.evaluate(() =>
    [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll('.r svg')].map(
      (drawing) => getComputedStyle(drawing).fill !== 'none',
    ),
  )

describe.each(BROWSERS)('marks of a scale in %s', (name) => {
  const view = gallery.in(name, { width: 390, height: 844 })
  const at = async (width: number, kind: string, more = ''): Promise<readonly Cell[]> => {
    await view.page.setViewportSize({ width, height: 844 })
    // the first of two placements counts
    await view.show(`${kindQuery(kind)}${more}&placement=popover`)
    return await cells(view.page)
  }

  it.each([
    ['rating-csat5', 320],
    ['rating-csat5', 390],
    ['rating-ease5', 390],
    ['rating-stars5', 320],
    ['rating-emoji5', 320],
    ['rating-thumbs', 320],
  ])('[K2] %s is one row at %i px, each point with its word, 44 px to hit', async (kind, width) => {
    const row = await at(width, kind)
    expect(inOneRow(row)).toBe(true)
    expect(await wordsFit(view.page)).toBe(true)
    for (const cell of row)
      expect([cell.width >= 43.9, cell.height >= 44, cell.word.length > 2]).toEqual([true, true, true])
  })

  it('[K2] words that have no room beside each other stand above and below their row by turns', async () => {
    for (const [kind, width, lang] of [
      ['rating-ces2', 390, 'en'],
      ['rating-ces2', 768, 'en'],
      ['rating-ces2', 768, 'de'],
      ['rating-ces2', 768, 'ar'],
      ['rating-ease5', 320, 'ru'],
    ] as const) {
      await at(width, kind, `&lang=${lang}`)
      await deaf(view.page)
      const seen = await view.page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const options = [...root.querySelectorAll('.r .o')]
        const box = (each: Element) => each.getBoundingClientRect()
        const words = options.map((each) => {
          const range = document.createRange()
          range.selectNodeContents(each.querySelector('span')!)
          return range.getBoundingClientRect()
        })
        const card = box(root.querySelector('.card')!)
        return {
          tops: new Set(options.map((each) => Math.round(box(each.querySelector('input')!).top))).size,
          least: Math.min(...options.flatMap((each) => [box(each).width, box(each).height])),
          above: words.map((word, i) => word.bottom < box(options[i]!.querySelector('input')!).top),
          over: words.some((word, i) =>
            words.some(
              (other, j) =>
                j > i &&
                word.left < other.right &&
                other.left < word.right &&
                word.top < other.bottom &&
                other.top < word.bottom,
            ),
          ),
          outside: words.some(({ left, right }) => left < card.left || right > card.right),
          // whoever presses at an end of a word chooses its point
          own: words.every((word, i) =>
            [word.left + 1, word.right - 1].every(
              (x) => root.elementFromPoint(x, word.top + 6)?.closest('.o') === options[i],
            ),
          ),
        }
      })
      expect([kind, width, lang, { ...seen, least: seen.least >= 43.9 }]).toEqual([
        kind,
        width,
        lang,
        {
          tops: 1,
          least: true,
          above: seen.above.map((_, i) => i % 2 === 1),
          over: false,
          outside: false,
          own: true,
        },
      ])
      expect(await wordsFit(view.page), `${kind} ${width} ${lang}`).toBe(true)
    }
  })

  it('[K2] marks that have no room for a finger in one row make a list, in which every point is named', async () => {
    const list = await at(320, 'rating-ces2')
    expect(new Set(list.map(({ top }) => top)).size).toBe(7)
    expect(new Set(list.map(({ left }) => left)).size).toBe(1)
    const row = await at(1280, 'rating-ces2', '&placement=inline')
    expect(inOneRow(row)).toBe(true)
  })

  it('[K2] in a wide place points stay together: 90 px for a mark with its word, 460 px in all without', async () => {
    for (const [kind, widest] of [
      ['rating-csat5', 450],
      ['rating-stars5', 450],
      ['rating-emoji5', 450],
      ['rating-thumbs', 460],
      ['rating-nps', 460],
      ['scale-stars', 460],
      ['scale-faces', 460],
    ] as const) {
      const row = await at(1280, kind, '&placement=inline')
      expect(inOneRow(row), kind).toBe(true)
      const span = row.at(-1)!.right - row[0]!.left
      expect(span <= widest + 1 && row.every(({ width }) => width >= 24), `${kind}: ${span}`).toBe(true)
      const ends = await view.page.evaluate(
        () => document.querySelector('frankly-box')!.shadowRoot!.querySelector('.ends')?.getBoundingClientRect().width,
      )
      expect((ends ?? 0) <= 461, `${kind}: ${ends}`).toBe(true)
    }
  })

  it('[K2] drawings stand at one height, also where one word takes two lines', async () => {
    for (const kind of ['rating-stars5', 'rating-emoji5']) {
      await at(320, kind, '&lang=de')
      const [tops, lines] = await view.page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const all = (what: string) => [...root.querySelectorAll(what)].map((each) => each.getBoundingClientRect())
        return [
          all('.r svg').map(({ top }) => Math.round(top)),
          all('.marks span').map(({ height }) => Math.round(height)),
        ]
      })
      expect(new Set(lines).size, kind).toBe(2)
      expect(new Set(tops).size, kind).toBe(1)
    }
  })

  it('[K2] nps is eleven cells in one row, 44 px high and 24 wide at least, from 320 px of inner width on', async () => {
    for (const width of [320, 360, 390, 768]) {
      const row = await at(width, 'rating-nps')
      expect([width, row.length, inOneRow(row)]).toEqual([width, 11, true])
      for (const cell of row) expect(cell.height >= 44 && cell.width >= 24, `${width}: ${cell.width}`).toBe(true)
    }
    const ends = await view.page.locator('frankly-box .ends').textContent()
    expect(ends).toBe('0\u00a0·\u00a0Not at all likely10\u00a0·\u00a0Extremely likely')
  })

  it.each(['ru', 'de', 'ar', 'ja', 'fi', 'vi', 'hi'])(
    '[K2] in %s no word is cut off, whichever form it takes',
    async (lang) => {
      for (const kind of ['rating-csat5', 'rating-ease5', 'rating-stars5', 'rating-ces2'])
        for (const width of [320, 390]) {
          await at(width, kind, `&lang=${lang}`)
          expect([kind, width, await wordsFit(view.page)]).toEqual([kind, width, true])
        }
    },
  )

  it('[K6] right to left mirrors the row: the negative end is on the right', async () => {
    for (const kind of ['rating-csat5', 'rating-nps', 'rating-stars5', 'rating-thumbs']) {
      const row = await at(390, kind, '&lang=ar')
      expect(inOneRow(row), kind).toBe(true)
      expect(
        row.map(({ left }) => left),
        kind,
      ).toEqual(row.map(({ left }) => left).toSorted((a, b) => b - a))
    }
  })

  it('[K5] stars are filled up to the one that is chosen, and up to the one that is pointed at', async () => {
    await at(390, 'rating-stars5')
    await deaf(view.page)
    expect(await filled(view.page)).toEqual([false, false, false, false, false])
    await view.page.locator('frankly-box .o').nth(2).click()
    await view.page.mouse.move(1, 1)
    expect(await filled(view.page)).toEqual([true, true, true, false, false])
    // Firefox without a screen says that it has nothing to point with
    if (!(await view.page.evaluate(() => matchMedia('(hover:hover)').matches))) return
    await view.page.locator('frankly-box .o').nth(3).hover()
    expect(await filled(view.page)).toEqual([true, true, true, true, false])
    await view.page.locator('frankly-box .o').nth(0).hover()
    expect(await filled(view.page)).toEqual([true, false, false, false, false])
  })

  it('[K8] a choice moves nothing: cells stay where they are, and as large', async () => {
    for (const kind of ['rating-csat5', 'rating-nps', 'rating-stars5', 'rating-emoji5', 'rating-thumbs']) {
      await at(390, kind)
      await deaf(view.page)
      const inRow = async (): Promise<readonly Cell[]> => {
        const all = await cells(view.page)
        // the card itself may still find its place
        return all.map((cell) => ({ ...cell, top: cell.top - all[0]!.top, height: Math.round(cell.height) }))
      }
      const before = await inRow()
      await view.page.locator('frankly-box .o').nth(1).click()
      await settled(view.page)
      expect(await inRow(), kind).toEqual(before)
    }
  })

  it('[K1] arrow keys walk over the points, the tabulator passes the row in one step', async () => {
    for (const kind of ['rating-csat5', 'rating-nps', 'rating-stars5', 'rating-emoji5', 'rating-thumbs']) {
      await at(390, kind)
      await deaf(view.page)
      await view.page.locator('frankly-box input').first().focus()
      await view.page.keyboard.press('Space')
      await view.page.keyboard.press('ArrowRight')
      const focused = () =>
        view.page.evaluate(() => {
          const on = document.querySelector('frankly-box')!.shadowRoot!.activeElement as HTMLInputElement
          return `${on.localName} ${on.type} ${on.checked}`
        })
      expect(await focused(), kind).toBe('input radio true')
      expect(await view.page.locator('frankly-box .r input').nth(1).isChecked(), kind).toBe(true)
      await view.page.keyboard.press('Tab')
      expect(await focused(), kind).toMatch(/^button/)
    }
  })

  /** Text alone twice as large, as a reader may set it. */
  const largerText = () =>
    view.page.evaluate(() => {
      const all = [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll<HTMLElement>('.card,.card *')]
      const sizes = all.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))
      for (const [i, each] of all.entries()) each.style.setProperty('font-size', `${2 * sizes[i]!}px`, 'important')
    })

  it('[K2] [WCAG 1.4.4] 200 % text: rows become lists or wrap, nothing is cut off', async () => {
    for (const kind of ['rating-csat5', 'rating-nps', 'rating-stars5', 'rating-emoji5', 'rating-thumbs']) {
      await at(390, kind)
      await largerText()
      await settled(view.page)
      const wide = await view.page.evaluate(() =>
        [
          ...document
            .querySelector('frankly-box')!
            .shadowRoot!.querySelectorAll<HTMLElement>('.r,.r .o,.r span,.ends span'),
        ]
          .filter(
            (part) => !part.matches('.drawn:not(.marks) span,.apart .o') && part.scrollWidth > part.clientWidth + 1,
          )
          .map((part) => `${part.className} ${part.textContent}`),
      )
      expect([kind, wide]).toEqual([kind, []])
    }
    await at(390, 'rating-nps')
    await largerText()
    await settled(view.page)
    const tops = (await cells(view.page)).map(({ top }) => top)
    expect([...new Set(tops)].map((top) => tops.filter((each) => each === top).length)).toEqual([6, 5])
    expect(await at(390, 'rating-ease5').then(inOneRow)).toBe(true)
    await largerText()
    await settled(view.page)
    expect(inOneRow(await cells(view.page))).toBe(false)
  })

  it('[K2] [WCAG 1.4.10] 400 % zoom: a window of 320 × 180, every point can be reached by scrolling in one direction', async () => {
    await view.page.setViewportSize({ width: 320, height: 180 })
    for (const kind of [
      'rating-csat5',
      'rating-nps',
      'rating-stars5',
      'rating-emoji5',
      'rating-thumbs',
      'rating-ces2',
    ]) {
      await view.show(`${kindQuery(kind)}&placement=popover`)
      await deaf(view.page)
      const last = view.page.locator('frankly-box .r .o').last()
      await last.scrollIntoViewIfNeeded()
      const box = (await last.boundingBox())!
      expect([kind, box.x >= 0 && box.x + box.width <= 320]).toEqual([kind, true])
      await last.click()
      expect(await last.locator('input').isChecked(), kind).toBe(true)
    }
  })
})

it('[K2] seven stars that have no room in one row stand in two rows, four and three: none is alone', async () => {
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 320, height: 844 } })
  await gallery.show(page, `${kindQuery('scale-stars')}&placement=popover`)
  const rows = (await cells(page)).map(({ top }) => top)
  expect([...new Set(rows)].map((top) => rows.filter((each) => each === top).length)).toEqual([4, 3])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(inOneRow(await cells(page))).toBe(true)
  await browser.close()
})

it('[K3] the form is right in the first frame: in no frame after it do the points move, as a row or as a list', async () => {
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    const all = () => [...(document.querySelector('frankly-box')?.shadowRoot?.querySelectorAll('.r .o') ?? [])]
    // a message comes after the frame was painted; what came into the page between the two was in no frame yet
    const { port1, port2 } = new MessageChannel()
    const next = (): number => requestAnimationFrame(() => port2.postMessage(all().length))
    port1.onmessage = ({ data }) => {
      const options = all()
      if (data > 0 && options.length > 0)
        seen.add(options.map((each) => Math.round(each.getBoundingClientRect().left)).join())
      next()
    }
    next()
  })
  for (const query of ['rating-csat5', 'rating-ces2', 'rating-stars5', 'rating-nps'].map(kindQuery)) {
    await gallery.show(page, `${query}&placement=popover`)
    await page.reload()
    await gallery.show(page, `${query}&placement=popover`)
    await settled(page)
    expect([query, ...(await page.evaluate<string[]>('[...seen]')).slice(1)]).toEqual([query])
  }
  await browser.close()
})

it('[K3] a window that is turned or made narrower gets the form that fits, and back', async () => {
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 1280, height: 844 } })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await gallery.show(page, `${kindQuery('rating-csat5')}&lang=de&placement=inline`)
  expect(inOneRow(await cells(page))).toBe(true)
  await page.setViewportSize({ width: 200, height: 844 })
  await settled(page)
  expect(inOneRow(await cells(page))).toBe(false)
  await page.setViewportSize({ width: 1280, height: 844 })
  await settled(page)
  expect(inOneRow(await cells(page))).toBe(true)
  expect(errors).toEqual([])
  await browser.close()
})

describe('[K7] whatever a device has', () => {
  it('forced colours: what is chosen is told by shape, and nothing is drawn in the colour of its ground', async () => {
    const browser = await launchBrowser('chromium')
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
      await page.emulateMedia({ forcedColors: 'active', colorScheme })
      for (const [kind, chosen] of [
        ['rating-stars5', [true, true, true, true, true]],
        ['rating-thumbs', [false, true]],
      ] as const) {
        await gallery.show(page, `${kindQuery(kind)}&state=answered&placement=popover`)
        expect(await filled(page)).toEqual(chosen)
        const [drawing, ground] = await page.evaluate(() => {
          const root = document.querySelector('frankly-box')!.shadowRoot!
          return [
            getComputedStyle(root.querySelector('.r svg')!).stroke,
            getComputedStyle(root.querySelector('.card')!).backgroundColor,
          ]
        })
        expect(drawing).not.toBe(ground)
      }
      await gallery.show(page, `${kindQuery('rating-csat5')}&state=answered&placement=popover`)
      const radio = await page.evaluate(
        () =>
          getComputedStyle(document.querySelector('frankly-box')!.shadowRoot!.querySelector('.r input')!).appearance,
      )
      expect(radio).toBe('auto')
      await page.close()
    }
    await browser.close()
  })

  it('forced colours: no frame touches the word of a mark, and a choice moves nothing', async () => {
    const browser = await launchBrowser('chromium')
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    // a ground that is on its way is no ground yet
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
    const seen = () =>
      page.evaluate(() =>
        [...document.querySelector('frankly-box')!.shadowRoot!.querySelectorAll('.r .o')].map((option) => {
          const word = option.querySelector('span')!.getBoundingClientRect()
          const { borderTopWidth, backgroundColor } = getComputedStyle(option)
          return {
            frame: borderTopWidth,
            ground: backgroundColor,
            x: word.x,
            y: word.y - option.getBoundingClientRect().y,
          }
        }),
      )
    for (const kind of [
      'rating-csat5',
      'rating-stars5',
      'rating-emoji5',
      'rating-thumbs',
      'rating-ces2',
      'rating-nps',
    ]) {
      await gallery.show(page, `${kindQuery(kind)}&placement=popover`)
      await deaf(page)
      const before = await seen()
      await page.locator('frankly-box .r .o').nth(1).click()
      const after = await seen()
      expect(
        after.map(({ x, y }) => [x, y]),
        kind,
      ).toEqual(before.map(({ x, y }) => [x, y]))
      if (/csat5|stars5|emoji5/.test(kind))
        expect(new Set(after.map(({ frame }) => frame)), kind).toEqual(new Set(['0px']))
      // of a number nothing but its ground can tell that it is chosen
      if (kind === 'rating-nps') {
        const highlight = await page.evaluate(() => {
          document.body.style.cssText = 'forced-color-adjust:none;background:Highlight'
          return getComputedStyle(document.body).backgroundColor
        })
        expect(after.map(({ ground }) => ground === highlight).filter(Boolean)).toHaveLength(1)
        expect(after[1]!.ground).toBe(highlight)
      }
    }
    await browser.close()
  })

  it('no hover: a finger that chose one star and then a lower one leaves no other filled', async () => {
    const browser = await launchBrowser('chromium')
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const page = await context.newPage()
    await gallery.show(page, `${kindQuery('rating-stars5')}&placement=popover`)
    await deaf(page)
    await page.locator('frankly-box .o').nth(4).tap()
    await page.locator('frankly-box .o').nth(1).tap()
    expect(await filled(page)).toEqual([true, true, false, false, false])
    // browsers leave the pointer where a finger was last
    await page.locator('frankly-box .o').nth(4).tap()
    await page
      .locator('frankly-box input')
      .nth(1)
      .evaluate((input) => (input as HTMLInputElement).click())
    expect(await filled(page)).toEqual([true, true, false, false, false])
    await browser.close()
  })

  it('reduced motion: nothing of a scale moves by itself', async () => {
    const browser = await launchBrowser('chromium')
    const moves = async (reducedMotion: 'reduce' | 'no-preference'): Promise<string> => {
      const page = await browser.newPage({ reducedMotion })
      await gallery.show(page, `${kindQuery('rating-emoji5')}&placement=inline`)
      const { duration } = await page.evaluate(() => {
        const drawing = document.querySelector('frankly-box')!.shadowRoot!.querySelector('.r svg')!
        return { duration: getComputedStyle(drawing).transitionDuration }
      })
      return duration
    }
    expect(await moves('reduce')).toBe('0s')
    expect(await moves('no-preference')).toMatch(/0\.12s/)
    await browser.close()
  })
})

describe.each(BROWSERS)('[K9] a slider in %s', (name) => {
  const view = gallery.in(name, { width: 390, height: 844 })
  const range = () => view.page.locator('frankly-box [type=range]')
  const told = () => range().getAttribute('aria-valuetext')

  it('a press on the thumb where it stands, a click on its track, the space bar and arrows: each is an answer', async () => {
    await view.show(`${kindQuery('scale-slider')}&placement=popover`)
    expect(await told()).toBe('Choose…')
    const { x, y, width, height } = (await range().boundingBox())!
    await view.page.mouse.click(x + width / 2, y + height / 2)
    await expect.poll(told).toBe('50')
    await view.page.mouse.click(x + width - 4, y + height / 2)
    await expect.poll(told).toBe('100, Very important')
    await view.show(`${kindQuery('scale-slider')}&placement=popover&state=empty`)
    await range().focus()
    expect(await told()).toBe('Choose…')
    await view.page.keyboard.press('Space')
    await expect.poll(told).toBe('50')
    await view.page.keyboard.press('ArrowRight')
    await expect.poll(told).toBe('55')
  })

  it('[K6] right to left its low end is on the right', async () => {
    await view.show(`${kindQuery('scale-slider')}&placement=popover&lang=ar`)
    const { x, y, width, height } = (await range().boundingBox())!
    await view.page.mouse.click(x + width - 4, y + height / 2)
    expect(await range().inputValue()).toBe('0')
  })
})

it('[K4] nothing that we draw is a character of a font: no sign of a picture, none that stands alone', async () => {
  const browser = await launchBrowser('chromium')
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } })
  const bad: string[] = []
  for (const kind of Object.keys(SAMPLES))
    for (const state of ['empty', 'answered', 'error']) {
      await gallery.show(page, `${kindQuery(kind)}&state=${state}&placement=popover`)
      const texts = await page.evaluate(() => {
        const root = document.querySelector('frankly-box')!.shadowRoot!
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
        const found: string[] = []
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode as Text
          if (parentElement!.localName !== 'style') found.push(data)
        }
        for (const each of root.querySelectorAll('*'))
          for (const part of ['::before', '::after', '::marker'])
            found.push(getComputedStyle(each, part).content.replace(/^"|"$|^(none|normal|counter.*)$/g, ''))
        return found
      })
      for (const text of texts)
        if (/\p{Extended_Pictographic}|\p{So}/u.test(text) || /^\s*[^\p{L}\p{N}\s]+\s*$/u.test(text))
          bad.push(`${kind}: ${text}`)
    }
  expect(bad).toEqual([])
  await browser.close()
})
