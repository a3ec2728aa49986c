import { gunzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { type Conditions, settler, slow } from '../widget/measure.ts'
import type { Watched } from '../widget/probe.ts'
import { type Act, type Product, SENTENCE, type Task } from './products.ts'

/** What had to be done until an answer was with its receiver. */
export interface Effort {
  readonly taps: number
  readonly keys: number
  /** Where something stands in the way of the saying. */
  readonly stored: boolean
}

/** The window of a phone. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const
/** The window of a desk. */
export const DESK = { viewport: { width: 1280, height: 800 } } as const

/** How long an answer may be on its way before one more act is thought to be needed. */
const PATIENCE = 4000

/** A page of the product's shop, quiet and not yet opened. */
export async function visitShop(
  context: BrowserContext,
  url: string,
  task: Task,
  conditions: Conditions = { cpu: 1 },
): Promise<Page> {
  const page = await context.newPage()
  const settled = settler(page)
  const cdp = await context.newCDPSession(page)
  await slow(cdp, conditions)
  // a form that wants fonts from elsewhere goes without them
  await cdp.send('Network.enable')
  await cdp.send('Network.setBlockedURLs', { urls: ['https://*'] })
  await page.goto(`${url}?${task}`, { waitUntil: 'load' })
  await settled()
  return page
}

/** Opens the form as a shop's own script would. Returns when, in ms of the clock on the wall. */
export function open(page: Page): Promise<number> {
  return page.evaluate(() => {
    const at = performance.timeOrigin + performance.now()
    ;(window as unknown as Watched).benchOpen()
    return at
  })
}

/** Says it act by act and stops with the first after which the receiver has it. */
export async function effortOf(browser: Browser, url: string, product: Product, task: Task): Promise<Effort> {
  const context = await browser.newContext(PHONE)
  const page = await visitShop(context, url, task)
  const heard = listen(page, product, task)
  await open(page)
  let taps = 0
  let keys = 0
  for (const act of product.acts[task] ?? []) {
    const did = await perform(page, act)
    taps += did.taps
    keys += did.keys
    if (did.taps + did.keys === 0) continue
    if (await Promise.race([heard, page.waitForTimeout(PATIENCE)])) break
  }
  const stored = (await Promise.race([heard, page.waitForTimeout(PATIENCE)])) !== undefined
  await context.close()
  return { taps, keys, stored }
}

/**
 * Milliseconds from the call that opens until the receiver's reply to the first answer is here, by the browser's clock.
 * `undefined`: none came. A tap that comes before the form can take it is lost, and its visit no measure.
 */
export async function timeToStored(
  browser: Browser,
  url: string,
  product: Product,
  effort: Effort,
  conditions: Conditions,
): Promise<number | undefined> {
  const task: Task = product.acts.score ? 'score' : 'words'
  const context = await browser.newContext(PHONE)
  const page = await visitShop(context, url, task, conditions)
  const heard = listen(page, product, task)
  const say = async (): Promise<void> => {
    const acts = product.acts[task]!
    for (const [nth, act] of (task === 'score' ? acts.slice(0, effort.taps) : acts).entries()) {
      // nobody presses on before the last tap is seen
      if (nth > 0) await page.evaluate(twoFrames)
      if ('write' in act) await page.locator(act.write).fill(SENTENCE)
      else await tapAtOnce(page, act.tap)
    }
  }
  // who looks at the page sees the form come: the hand is there before it
  const said = say()
  const opened = await open(page)
  await said
  const stored = await Promise.race([heard, page.waitForTimeout(PATIENCE * 2)])
  await context.close()
  return stored ? stored - opened : undefined
}

/** Taps as soon as something has stood at one place for two frames and a tap there would meet it. */
async function tapAtOnce(page: Page, selector: string): Promise<void> {
  const [css, nth = '0'] = selector.split(' >> nth=')
  const place = await page.waitForFunction(standing, { css: css!, nth: Number(nth) }, { polling: 'raf' })
  const { x, y } = (await place.jsonValue())!
  await page.touchscreen.tap(x, y)
}

/** Runs in the page. */
const twoFrames = (): Promise<unknown> =>
  new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(undefined))))

/** Runs in the page, once a frame: the middle of an element, also of one in a shadow root, that stands where it stood a frame ago. */
function standing({ css, nth }: { css: string; nth: number }): { x: number; y: number } | undefined {
  const all = (root: ParentNode): Element[] => [
    ...root.querySelectorAll(css),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot) : [])),
  ]
  const before = window as unknown as { benchStood?: string }
  const found = all(document)[nth]
  if (!found) return
  const { left, top, width, height } = found.getBoundingClientRect()
  const stands = [css, left, top, width, height].join()
  const stood = before.benchStood
  before.benchStood = stands
  if (stood !== stands || width * height === 0) return
  const middle = { x: left + width / 2, y: top + height / 2 }
  let met = document.elementFromPoint(middle.x, middle.y)
  while (met?.shadowRoot) met = met.shadowRoot.elementFromPoint(middle.x, middle.y)
  return found.contains(met) ? middle : undefined
}

async function perform(page: Page, act: Act): Promise<{ readonly taps: number; readonly keys: number }> {
  if ('tap' in act) {
    if (act.unless && (await comes(page, act.unless))) return { taps: 0, keys: 0 }
    await page.locator(act.tap).tap()
    return { taps: 1, keys: 0 }
  }
  const field = page.locator(act.write)
  await field.waitFor()
  const ready = await field.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)
  if (!ready) await field.tap()
  await page.keyboard.type(SENTENCE)
  return { taps: ready ? 0 : 1, keys: SENTENCE.length }
}

async function comes(page: Page, selector: string): Promise<boolean> {
  return page
    .locator(selector)
    .waitFor({ timeout: 1500 })
    .then(
      () => true,
      () => false,
    )
}

/** When the reply came to the request that carries what the task says. */
function listen(page: Page, product: Product, task: Task): Promise<number> {
  const said = (request: Request): boolean => {
    const body = bodyOf(request)
    return task === 'words' ? body.includes(SENTENCE) : product.scored.test(body)
  }
  return new Promise((resolve) => {
    page.on('requestfinished', async (request) => {
      if (request.method() === 'GET' || !said(request)) return
      const response = await request.response()
      if (!response?.ok()) return
      const { startTime, responseEnd } = request.timing()
      resolve(startTime + responseEnd)
    })
  })
}

function bodyOf(request: Request): string {
  const body = request.postDataBuffer()
  if (!body) return ''
  return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString()
}
