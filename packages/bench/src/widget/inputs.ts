import type { Question } from '@frankly/core'
import { serveRoutes } from '@frankly/testing'
import type { Browser, Locator, Page } from 'playwright-core'
import { settler, slow } from './measure.ts'
import { idle, type Watched, watch } from './probe.ts'

const choices = ['ordering', 'delivery', 'packaging', 'advice', 'price'].map((id) => ({ id, text: `The ${id}` }))
const columns = ['badly', 'fairly', 'well'].map((id) => ({ id, text: id }))
const base = { text: 'How did it go?' }

/** Every kind that asks something, in each form that has controls of its own. */
export const KINDS: readonly Question[] = [
  { ...base, id: 'rating', kind: 'rating', scale: 'csat5' },
  { ...base, id: 'scale', kind: 'scale', min: 1, max: 7, look: 'stars' },
  { ...base, id: 'rating-nps', kind: 'rating', scale: 'nps' },
  { ...base, id: 'choice', kind: 'choice', choices, other: true },
  { ...base, id: 'choice-several', kind: 'choice', choices, multiple: true, none: true },
  { ...base, id: 'choice-dropdown', kind: 'choice', choices, display: 'dropdown' },
  { ...base, id: 'text', kind: 'text' },
  { ...base, id: 'text-email', kind: 'text', input: 'email' },
  { ...base, id: 'matrix', kind: 'matrix', rows: choices, columns },
  { ...base, id: 'ranking', kind: 'ranking', choices },
  { ...base, id: 'split', kind: 'split', choices },
  { ...base, id: 'contact', kind: 'contact' },
  { ...base, id: 'consent', kind: 'consent', purpose: 'publish', textVersion: '1' },
  { ...base, id: 'praise', kind: 'praise' },
  { ...base, id: 'complaint', kind: 'complaint' },
  { ...base, id: 'attachment', kind: 'attachment' },
]

/** How one kind answered to the customer's hand. */
export interface Felt {
  readonly kind: string
  /** Interactions that were made. */
  readonly inputs: number
  /** The slowest of them from the input to the next paint, ms, in steps of 8. At most 16 is not told apart. */
  readonly worstMs: number
  /** Opening the browser's own list of choices, where there is one, ms: no answer, and not drawn by us. */
  readonly listMs: number | undefined
}

/** Controls of a question, in the order in which they stand. */
const CONTROLS =
  'label:has(input[type=radio]),label:has(input[type=checkbox]),select,textarea,input.in,input[type=number],button'
/** Not answers: what closes or leaves the form; and what does nothing now. */
const ELSEWHERE = '.x, .door, .fine *, .foot *, [aria-disabled]'
const MOST = 8
/** Question of the page after. */
export const LAST = 'Anything else?'

/** On one page after another kind: opens its survey, uses its controls one by one, and goes on. */
export async function feel(browser: Browser, url: string, cpu: number): Promise<readonly Felt[]> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
  const page = await context.newPage()
  const settled = settler(page)
  await page.addInitScript(watch)
  await page.goto(url, { waitUntil: 'load' })
  await settled()
  await slow(await context.newCDPSession(page), { cpu })
  const felt: Felt[] = []
  for (const { id } of KINDS) {
    await page.evaluate((kind) => (window as unknown as Frankly).frankly('show', kind, { force: true }), `kind-${id}`)
    await page.locator('frankly-box .fine').waitFor()
    await settled()
    await slowest(page)
    const list = page.locator('frankly-box .page select:visible')
    const listMs = (await list.count()) > 0 ? await openList(page, list) : undefined
    const inputs = await useAll(page, id)
    await page.evaluate(idle)
    felt.push({ kind: id, inputs, worstMs: await slowest(page), listMs })
    await page.evaluate(() => (window as unknown as Frankly).frankly('close'))
    // it goes softly
    await page.locator('frankly-box .card').waitFor({ state: 'detached' })
  }
  await context.close()
  return felt
}

/** Opens the list of a plain `<select>` on a page without anything of ours, ms. */
export async function openBareList(browser: Browser, cpu: number): Promise<number> {
  const options = choices.map(({ text }) => `<option>${text}</option>`).join('')
  const site = await serveRoutes({
    '/': `<!doctype html><html lang="en"><title>list</title><select>${options}</select>`,
  })
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  await page.addInitScript(watch)
  await page.goto(site.url)
  await slow(await page.context().newCDPSession(page), { cpu })
  const ms = await openList(page, page.locator('select'))
  await page.close()
  await site.close()
  return ms
}

/** The slowest tap on a plain group of radios on a page without anything of ours, ms. */
export async function tapBareRadios(browser: Browser, cpu: number): Promise<number> {
  const radios = ['Very badly', 'Badly', 'So-so', 'Well', 'Very well'].map(
    (word) => `<label style="display:block;padding:12px"><input type="radio" name="rate">${word}</label>`,
  )
  const site = await serveRoutes({
    '/': `<!doctype html><html lang="en"><title>radios</title><fieldset><legend>How did it go?</legend>${radios.join('')}</fieldset>`,
  })
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  await page.addInitScript(watch)
  await page.goto(site.url)
  await slow(await page.context().newCDPSession(page), { cpu })
  await page.evaluate(idle)
  for (const radio of await page.locator('input').all()) {
    await radio.click()
    await page.waitForTimeout(120)
  }
  await page.evaluate(idle)
  const ms = await slowest(page)
  await page.close()
  await site.close()
  return ms
}

/** Opens and closes the browser's own list, ms. */
async function openList(page: Page, list: Locator): Promise<number> {
  await list.click()
  await page.keyboard.press('Escape')
  // such a list keeps the page from ever being idle
  await page.waitForTimeout(500)
  return slowest(page)
}

/** The slowest interaction since it was last asked, ms. */
async function slowest(page: Page): Promise<number> {
  const seen = await page.evaluate(() => {
    const watched = window as unknown as Watched
    const { benchInputs } = watched
    watched.benchInputs = []
    return benchInputs
  })
  return Math.max(16, ...seen.filter(({ id }) => id > 0).map(({ ms }) => ms))
}

/** Presses and fills in what there is, then goes on. Returns how often. */
async function useAll(page: Page, kind: string): Promise<number> {
  const card = page.locator('frankly-box .card')
  const wentOn = async () => (await card.getByText(LAST).count()) > 0
  let inputs = 0
  if (kind === 'attachment') await choosePhoto(page)
  for (let at = 0; at < MOST && !(await wentOn()); at++) {
    const found = card.locator(CONTROLS).and(card.locator(`:not(${ELSEWHERE})`))
    if (at >= (await found.count())) break
    const control = found.nth(at)
    if (!(await control.isVisible())) continue
    const name = await control.evaluate((element) => element.localName)
    if (name === 'select') await control.focus()
    else {
      await control.click()
      inputs++
    }
    if (name === 'textarea' || name === 'input') inputs += await press(page, ['7', '8', 'Backspace'])
    if (name === 'select') inputs += await press(page, ['ArrowDown', 'ArrowDown'])
    // what the act brings about is drawn: perhaps another page
    await page.waitForTimeout(120)
  }
  if (await wentOn()) return inputs
  await card.getByRole('button', { name: /^(Next|Send)$/ }).click()
  return inputs + 1
}

async function press(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys) await page.keyboard.press(key)
  return keys.length
}

/** The system's window is not ours to time: the photo is handed over, and its picture stands before anything is pressed. */
async function choosePhoto(page: Page): Promise<void> {
  const buffer = await page.screenshot({ type: 'jpeg', quality: 100 })
  await page
    .locator('frankly-box input[type=file]')
    .last()
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('frankly-box .shots li').first().waitFor()
}

interface Frankly {
  frankly(...args: readonly unknown[]): unknown
}
