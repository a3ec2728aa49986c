import type { Survey } from '@frankly/core'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bought, card, config, eventually, setUp, survey } from './rig.ts'

const rows = ['courtesy', 'speed', 'packing', 'price'].map((id) => ({ id, text: id }))
const columns = ['poor', 'fair', 'good'].map((id) => ({ id, text: id }))

/** A survey of one page. */
const asking = (questions: Survey['pages'][number]['questions']): Survey => ({
  ...survey,
  version: 2,
  pages: [{ id: 'one', questions }],
})

/** Keeps the page busy, so long that all that is pressed meanwhile comes at once. */
const busy = (page: Page): Promise<void> =>
  page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 1500
      while (performance.now() < end);
    })
  })

/** Presses these points with a real mouse, without waiting for the page. */
async function pressAll(page: Page, points: readonly { readonly x: number; readonly y: number }[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await busy(page)
  await Promise.all(
    points.flatMap(({ x, y }) =>
      (['mousePressed', 'mouseReleased'] as const).map((type) =>
        cdp.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }),
      ),
    ),
  )
}

describe('[U8] a page that is busy for 1.5 s while the customer presses, in chromium', () => {
  const rig = setUp('chromium', { head: bought() }, { width: 700, height: 900 })
  const middles = async (selector: string) => {
    const found = await card(rig.page).locator(selector).all()
    const boxes = await Promise.all(found.map((each) => each.boundingBox()))
    return boxes.map((box) => ({ x: box!.x + box!.width / 2, y: box!.y + box!.height / 2 }))
  }
  const sent = () => rig.collector.revisions.at(-1)?.answers
  const open = async (questions: Survey['pages'][number]['questions'], ready: string): Promise<void> => {
    rig.collector.config = config({ surveys: [asking(questions)] })
    await rig.visit()
    await card(rig.page).locator(ready).first().waitFor()
    // the card has come to rest
    await rig.page.waitForTimeout(600)
  }

  it('four rows of a matrix: all four are sent', async () => {
    await open([{ kind: 'matrix', id: 'q', text: 'How was it?', rows, columns }], '.cells .o')
    await pressAll(rig.page, await middles('.cells .o:nth-child(2)'))
    await eventually(() => sent()?.['q']).toEqual({
      kind: 'matrix',
      rows: { courtesy: 'fair', speed: 'fair', packing: 'fair', price: 'fair' },
    })
    expect(await card(rig.page).locator('.cells input:checked').count()).toBe(4)
  })

  it('several ticks: all are sent, and Send pressed twice sends one response', async () => {
    await open([{ kind: 'choice', id: 'q', text: 'What?', choices: rows, multiple: true }], '[type=checkbox]')
    const [send] = await middles('.go')
    await pressAll(rig.page, [...(await middles('.o')), send!, send!])
    await card(rig.page).getByText('Got it, thank you.').waitFor()
    expect(sent()?.['q']).toEqual({ kind: 'choice', choices: rows.map(({ id }) => id) })
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it('words, then a wish of the same complaint: both are sent', async () => {
    await open([{ kind: 'complaint', id: 'q', text: 'What happened?' }], 'textarea')
    await card(rig.page).locator('summary').first().click()
    const cdp = await rig.page.context().newCDPSession(rig.page)
    const [wish] = await middles('.ways .o')
    await card(rig.page).locator('textarea').focus()
    await busy(rig.page)
    await Promise.all([
      cdp.send('Input.insertText', { text: 'The lid is chipped' }),
      ...(['mousePressed', 'mouseReleased'] as const).map((type) =>
        cdp.send('Input.dispatchMouseEvent', { type, ...wish!, button: 'left', clickCount: 1 }),
      ),
    ])
    await eventually(() => sent()?.['q']).toMatchObject({ text: 'The lid is chipped', remedy: expect.any(String) })
  })

  it('typing stays smooth: the caret stays where it is while the answers are drawn', async () => {
    await open([{ kind: 'praise', id: 'q', text: 'Who helped?' }], 'textarea')
    const field = card(rig.page).locator('textarea')
    await field.fill('Packed a gift')
    await field.evaluate((each: HTMLTextAreaElement) => each.setSelectionRange(6, 6))
    for (const letter of ' like') {
      await rig.page.keyboard.type(letter)
      await rig.page.waitForTimeout(60)
    }
    expect(await field.inputValue()).toBe('Packed like a gift')
    await eventually(() => sent()?.['q']).toEqual({ kind: 'praise', text: 'Packed like a gift' })
  })
})
