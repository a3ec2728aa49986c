import { BROWSERS } from '@frankly/testing'
import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bought, card, eventually, setUp } from './rig.ts'

/** What the card says of the answers: one of these stands there within two seconds of a press. */
const FATE = /Got it, thank you|Saved in this browser|stays here while this page is open|Not saved|could not be loaded/

/** The longest that a press may be without an end, ms: two seconds, and what driving a loaded machine takes. */
const PATIENCE = 6000

const REST = '**/a/*.js*'
const DELIVERY = '**/d/*.js*'

describe.each(BROWSERS)('[CS5] no press is without an end, in %s', (name) => {
  const rig = setUp(name, { head: bought() }, { width: 1000, height: 800 })
  const last = () => rig.collector.revisions.at(-1)?.answers
  const ease = { kind: 'rating', value: 3 }
  let hung = true

  /** Opens the shop, where files of these names do not come, neither with an answer nor with an end. */
  async function open(files: string, before?: () => void): Promise<Page> {
    hung = true
    await rig.visit({}, 'about:blank')
    if (before) await rig.page.addInitScript(before)
    await rig.page.context().route(files, (route: Route) => (hung ? undefined : route.continue()))
    await rig.page.goto(rig.shop.url)
    await card(rig.page).getByText('In between').waitFor()
    return rig.page
  }
  async function fateInTime(page: Page): Promise<string> {
    const begun = Date.now()
    const said = card(page).getByText(FATE).first()
    await said.waitFor()
    expect(Date.now() - begun).toBeLessThan(PATIENCE)
    return (await said.textContent()) ?? ''
  }

  it('the code after the first question hangs: within two seconds it is said what became of the tap, kept as soon as it is, and the next page sends it', async () => {
    const page = await open(REST)
    await card(page).getByText('In between').click()
    await fateInTime(page)
    // [CS4] where the store takes longer than the two seconds, the first word is "not saved", until it has it
    await card(page).getByText('Saved in this browser').waitFor()
    hung = false
    await page.goto(rig.shop.url)
    await eventually(last).toMatchObject({ ease })
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it('the sending code hangs: the answers are told kept within two seconds, and the next page sends them', async () => {
    const page = await open(DELIVERY)
    await card(page).getByText('In between').click()
    await card(page).getByRole('textbox').fill('The lid is chipped')
    await card(page).getByRole('button', { name: 'Send' }).click()
    expect(await fateInTime(page)).toMatch(/Saved in this browser/)
    hung = false
    await page.goto(rig.shop.url)
    await eventually(last).toMatchObject({ ease, why: { text: 'The lid is chipped' } })
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it.each(['fails', 'hangs'])(
    '[CS2] the early fetch of the sending code %s, and the tap costs no answer: it is stored, once',
    async (fault) => {
      let fetched = 0
      await rig.visit({}, 'about:blank')
      // only what was fetched before the tap: the code itself can be had
      await rig.page.context().route(DELIVERY, (route) => {
        if (++fetched > 1) return route.continue()
        return fault === 'fails' ? route.abort() : undefined
      })
      await rig.page.goto(rig.shop.url)
      await card(rig.page).getByText('In between').waitFor()
      await eventually(() => fetched).toBe(1)
      await card(rig.page).getByText('In between').click()
      await card(rig.page).getByRole('textbox').fill('The lid is chipped')
      await card(rig.page).getByRole('button', { name: 'Send' }).click()
      const fate = await fateInTime(rig.page)
      if (fault === 'fails') await card(rig.page).getByText('Got it, thank you').waitFor()
      // a browser gives the import the fetch that hangs: the answer lies on the device, and the next page sends it
      else if (!fate.includes('Got it')) await rig.page.goto(rig.shop.url)
      await eventually(last).toMatchObject({ ease, why: { text: 'The lid is chipped' } })
      expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
      // the browser's own line about the fetch that failed
      rig.tab.errors.length = 0
    },
  )

  it.each(['a link', 'close'])(
    'a tap before the code came, then %s: the next page sends what was chosen',
    async (then) => {
      const page = await open('**/{a,d}/*.js*')
      await card(page).getByText('In between').click()
      // as soon as a hand can
      await page.waitForTimeout(400)
      // as a hand closes a tab: its page is told, and the call does not wait for the end of it
      if (then === 'close') await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })])
      else await page.goto(`${rig.shop.url}/other`)
      hung = false
      const next = await rig.tab.page.context().newPage()
      // Firefox hands on what a page has written when its process has told the others
      await next.waitForTimeout(500)
      await next.goto(rig.shop.url)
      await eventually(last).toMatchObject({ ease })
      await next.close()
    },
  )

  it('neither a store nor a network: it says that the words are not kept, with Copy and Try again, and trying again sends them', async () => {
    const page = await open('**/nothing', () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }))
    await card(page).getByText('In between').click()
    await card(page).getByRole('textbox').fill('The lid is chipped')
    await eventually(() => rig.collector.revisions.length).toBeGreaterThan(0)
    rig.collector.down = true
    await card(page).getByRole('textbox').fill('The lid is badly chipped')
    await card(page).getByRole('button', { name: 'Send' }).click()
    expect(await fateInTime(page)).toMatch(/stays here while this page is open|Not saved/)
    await card(page).getByRole('button', { name: 'Copy' }).waitFor()
    await card(page).getByRole('button', { name: 'Try again' }).click()
    rig.collector.down = false
    // a press that still met no network has its end too, with the same two ways on
    await eventually(async () => {
      const again = card(page).getByRole('button', { name: 'Try again' })
      if (await again.isVisible()) await again.click({ timeout: 1000 }).catch(() => undefined)
      return card(page).getByText('Got it, thank you.').count()
    }).toBe(1)
    expect(last()).toMatchObject({ why: { text: 'The lid is badly chipped' } })
    // the browser's own lines about the network that was away
    rig.tab.errors.length = 0
  })

  it('traits and facts that no JSON can hold: the answer arrives, and the press has its end', async () => {
    const page = await open('**/nothing')
    await page.evaluate(() => {
      const { frankly } = globalThis as unknown as { frankly(...all: unknown[]): void }
      const circle: Record<string, unknown> = { points: 10n }
      circle['self'] = circle
      frankly('identify', { id: 'anna', traits: circle })
      frankly('context', circle)
    })
    await card(page).getByText('In between').click()
    await card(page).getByRole('textbox').fill('The lid is chipped')
    await card(page).getByRole('button', { name: 'Send' }).click()
    await fateInTime(page)
    // on a busy machine it is told kept first
    await card(page).getByText('Got it, thank you').waitFor()
    expect(last()).toMatchObject({ ease, why: { text: 'The lid is chipped' } })
    // one line about each that was left out
    rig.tab.errors.length = 0
  })
})
