import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { awake, bought, card, config, eventually, setUp, survey } from './rig.ts'

describe.each(BROWSERS)('phones and single-page apps in %s', (name) => {
  const rig = setUp(name, { head: bought() })

  const visit = (width = 390, height = 700): Promise<void> => rig.visit({ viewport: { width, height } })

  it('is a sheet at the bottom of a narrow window, and a popover again in a wide one', async () => {
    await visit()
    await card(rig.page).getByText('Very easy').waitFor()
    const box = (await card(rig.page).boundingBox())!
    expect([box.x, box.width, Math.round(box.y + box.height)]).toEqual([8, 374, 692])
    await rig.page.setViewportSize({ width: 900, height: 700 })
    await eventually(async () => (await card(rig.page).boundingBox())!.width).toBe(344)
  })

  it('[peer 15] lifts itself above an on-screen keyboard', async () => {
    await visit()
    await card(rig.page).getByText('Very easy').click()
    await card(rig.page).getByRole('textbox').waitFor()
    await rig.page.waitForLoadState('networkidle')
    // no browser shows a keyboard without a screen: the part of the window that it would cover is told to us
    await rig.page.evaluate(() => {
      Object.defineProperty(visualViewport, 'height', { value: 400, configurable: true })
      visualViewport!.dispatchEvent(new Event('resize'))
    })
    const box = (await card(rig.page).boundingBox())!
    expect(Math.round(box.y + box.height)).toBe(392)
    const send = (await card(rig.page).getByRole('button', { name: 'Send' }).boundingBox())!
    expect(send.y + send.height).toBeLessThanOrEqual(400)
  })

  it('[peer 16] fields have 16 px at least, so that phones do not zoom', async () => {
    await visit()
    await card(rig.page).getByText('Very easy').click()
    const size = await card(rig.page)
      .getByRole('textbox')
      .evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize))
    expect(size).toBeGreaterThanOrEqual(16)
  })

  it('is whole at 320 px and at 400 % zoom (320 × 256 px)', async () => {
    await visit(320, 256)
    await card(rig.page).getByText('Very hard').waitFor()
    const box = (await card(rig.page).boundingBox())!
    expect(box.y).toBeGreaterThanOrEqual(0)
    expect(box.width).toBe(304)
    await card(rig.page).getByRole('button', { name: 'Skip' }).scrollIntoViewIfNeeded()
    await card(rig.page).getByText('Very easy').click()
    await card(rig.page).getByRole('textbox').waitFor()
    expect(await rig.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })

  it('[peer 17] asks on the address of now: rules are looked at again after the wait and on each route', async () => {
    rig.collector.config = config({
      surveys: [
        {
          ...survey,
          targeting: { triggers: [{ on: 'route' }], url: { op: 'contains', value: '/thanks' }, delayMs: 5000 },
        },
      ],
    })
    rig.shop.page = {}
    await visit(900)
    await awake(rig.page)
    await rig.page.evaluate(`window.told=[];frankly('on','suppressed',(e)=>told.push(e.reason))`)
    await rig.page.waitForLoadState('networkidle')
    await rig.page.evaluate(`history.pushState({}, '', '/thanks')`)
    await eventually(() =>
      rig.page.evaluate('performance.getEntriesByType("resource").filter(e=>e.name.includes("/b/")).length'),
    ).toBeGreaterThan(0)
    await rig.page.evaluate(`history.pushState({}, '', '/basket')`)
    await eventually(() => rig.page.evaluate('told')).toContain('url')
    expect(await card(rig.page).count()).toBe(0)
    await rig.page.evaluate(`history.pushState({}, '', '/thanks?again')`)
    await card(rig.page).waitFor()
  })

  it('[peer 18] an open question stays when the element that triggered it goes; [peer 19] and when the body is swapped', async () => {
    rig.collector.config = config({
      surveys: [{ ...survey, targeting: { triggers: [{ on: 'click', selector: '#buy' }] } }],
    })
    rig.shop.page = { body: '<button id="buy">Buy</button>' }
    await visit(900)
    await awake(rig.page)
    await eventually(async () => {
      await rig.page.locator('#buy').click()
      return card(rig.page).count()
    }).toBe(1)
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').fill('Half a word')
    await rig.page.evaluate(
      `document.querySelector('#buy').remove();document.body.replaceWith(document.createElement('body'))`,
    )
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
    // an app that throws out everything it does not know
    await rig.page.evaluate(`document.querySelector('frankly-box').remove()`)
    await card(rig.page).getByRole('textbox').waitFor()
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
  })

  it('[peer 51] a change of language keeps the answers; [peer 47] a language that is missing falls back; [peer 50] ids are stored, never words', async () => {
    await visit(900)
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').fill('Half a word')
    await rig.page.evaluate(`frankly('locale', 'ru')`)
    await card(rig.page).getByText('Что нам исправить?').waitFor()
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
    await rig.page.evaluate(`frankly('locale', 'sw')`)
    await card(rig.page).getByText('What should we mend?').waitFor()
    await card(rig.page).getByRole('button', { name: 'Send' }).click()
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
    expect(rig.collector.revisions.at(-1)?.answers['ease']).toEqual({ kind: 'rating', value: 2 })
  })

  it('[peer 53] a scale asks in words, not in faces', async () => {
    await visit(900)
    await card(rig.page).getByText('Very hard').waitFor()
    expect(await card(rig.page).textContent()).not.toMatch(/\p{Extended_Pictographic}/u)
  })

  it('the draft comes back after a reload, and is one response', async () => {
    await visit(900)
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').fill('Half a word')
    await eventually(() => JSON.stringify(rig.collector.revisions)).toContain('Half a word')
    await rig.page.reload()
    await awake(rig.page)
    await rig.page.evaluate(`frankly('show', 'after', { force: true })`)
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
    await card(rig.page).getByRole('button', { name: 'Send' }).click()
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })
})
