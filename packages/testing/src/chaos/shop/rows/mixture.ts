import type { Page } from 'playwright-core'
import type { Fault } from '../../fault-proxy.ts'
import { type Customer, customer } from '../customer.ts'
import type { Device, Scene, Visit } from '../scene.ts'
import { lookAtEnd, pause, type ShopRow, someVisit, TEMPOS } from './row.ts'

const POSTS: readonly Fault[] = [
  { do: 'pass' },
  { do: 'pass' },
  { do: 'pass' },
  { do: 'reset-before' },
  { do: 'commit-then-reset' },
  { do: 'commit-then-truncate' },
  { do: 'commit-twice' },
  { do: 'half-post' },
  { do: 'commit-then-delay', ms: 800 },
  { do: 'answer', status: 503 },
  { do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' },
]

/** A browser of one household: several customers in tabs of it, and now and then it dies under all of them. */
interface Home {
  readonly device: Device
  /** Resolves when the browser is there, again. */
  awake: Promise<void>
  /** Resolves when it dies next. */
  death: Promise<void>
  /** What somebody in this home answers now: another tab may come to it too. */
  visit: Visit
}

/**
 * Everything at random: several customers at once, in several tabs of several browsers, and somebody who kills the
 * browsers, the collector and the store.
 */
export const mixtureRow: ShopRow = {
  number: 75,
  name: 'a random mixture: posts, chunks, tabs, kills of browsers, collector and PostgreSQL',
  ownServer: true,
  async play(scene) {
    const { chance } = scene
    scene.proxy.plan(() => chance.pick(POSTS))
    scene.proxy.planFiles((path) =>
      path.endsWith('.js') && chance.unit() < 0.03
        ? chance.pick([{ do: 'fail' }, { do: 'late', ms: 700 }] as const)
        : { do: 'pass' },
    )
    const homes = await Promise.all([open(scene), open(scene)])
    // the keys of Firefox go to the tab in front alone
    const tabs = scene.until && scene.browserName === 'chromium' ? 3 : 1
    const customers = homes.flatMap((home, n) =>
      Array.from({ length: tabs }, (_, m) => visits(scene, home, customer(`m${n}${m}`, scene))),
    )
    let isOver = false
    const over = Promise.all(customers).then(() => {
      isOver = true
    })
    /** After so many reports; `false`: all have gone. */
    const heard: Reports = async (most, ms) => {
      await Promise.race([scene.ledger.until(chance.between(most / 10, most), ms), over])
      return !isOver
    }
    await Promise.all([over, killServers(scene, heard), ...homes.map((home) => killBrowsers(scene, home, heard))])
  },
}

async function open(scene: Scene): Promise<Home> {
  const device = await scene.device()
  return { device, awake: Promise.resolve(), death: new Promise(() => {}), visit: someVisit(scene) }
}

/** By what was heard, not by time: on a slow machine all would be dead more often than alive. */
type Reports = (most: number, ms: number) => Promise<boolean>

async function killServers(scene: Scene, heard: Reports): Promise<void> {
  const { chance } = scene
  while (await heard(500, 45_000)) {
    if (scene.store.server && chance.unit() < 0.3) await scene.killStore()
    else {
      await scene.killCollector()
      await pause(chance.between(0, 600))
      await scene.restartCollector()
    }
  }
}

async function killBrowsers(scene: Scene, home: Home, heard: Reports): Promise<void> {
  const { chance, browserName } = scene
  // Firefox takes its time to start
  for (;;) {
    let tellDeath = (): void => {}
    home.death = new Promise((resolve) => {
      tellDeath = resolve
    })
    if (!(await heard(browserName === 'firefox' ? 400 : 900, 60_000))) return
    await pause(chance.between(0, 100))
    const dead = home.device.kill()
    home.awake = dead.then(() => home.device.wake())
    tellDeath()
    await home.awake
  }
}

/** The customer has read the last screen and closes it. */
async function closeCard(page: Page): Promise<void> {
  await page
    .locator('frankly-box .card button', { hasText: 'Close' })
    .last()
    .click({ timeout: 1000 })
    .catch(() => undefined)
}

/** Runs in the page. */
function buyAgain([order, coupon]: readonly [string, string]): void {
  ;(window as unknown as { buy(order: string, coupon: string): void }).buy(order, coupon)
}

/** Visits of one customer: two, in the long run for as long as there is time. */
async function visits(scene: Scene, home: Home, who: Customer): Promise<void> {
  const { chance } = scene
  let isOver = true
  for (let n = 0; scene.until ? Date.now() < scene.until : n < 2; n++) {
    await home.awake
    // most come with an order of their own, some come back to one that is not answered yet, or to that of another tab
    if (isOver ? chance.unit() < 0.93 : chance.unit() < 0.4) home.visit = someVisit(scene)
    // a browser that died under the customer is what the suite is for
    const visiting = visit(scene, home, who).catch(() => pause(200).then(() => false))
    // the driver of a browser that died does not always say so
    const ends = [home.death.then(() => pause(1000)), pause(60_000)].map((end) => end.then(() => false))
    isOver = await Promise.race([visiting, ...ends])
  }
}

/** Was it answered to its end? */
async function visit(scene: Scene, { device, visit }: Home, who: Customer): Promise<boolean> {
  const { chance } = scene
  const page = await device.open(visit)
  if (chance.unit() < 0.15) await page.locator('#wrong').click({ timeout: 5000 })
  const answers = () =>
    who.answer(page, chance.pick(TEMPOS), undefined, chance.unit() < 0.25 ? 'keys' : 'mouse').catch(() => false)
  const answering = answers()
  if (chance.unit() < 0.1) {
    await Promise.race([answering, pause(chance.between(200, 2500))])
    await page.close()
    return answering
  }
  const isOver = await Promise.race([answering, pause(15_000).then(() => false)])
  await lookAtEnd(page)
  // most buy again on the same page
  for (let more = chance.between(0, 4); more > 0 && isOver; more--) {
    await closeCard(page)
    const next = someVisit(scene)
    await page.evaluate(buyAgain, [next.order ?? '', next.coupon ?? ''] as const)
    if (!(await Promise.race([answers(), pause(15_000).then(() => false)]))) break
    await lookAtEnd(page)
  }
  await page.close()
  await answering
  return isOver
}
