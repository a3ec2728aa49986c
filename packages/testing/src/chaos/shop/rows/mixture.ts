import type { Page } from 'playwright-core'
import type { Fault } from '../../fault-proxy.ts'
import { customer } from '../customer.ts'
import type { Scene } from '../scene.ts'
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

/** Everything at random: several customers at once, each with a browser of their own, and one who kills the collector. */
export const mixtureRow: ShopRow = {
  number: 75,
  name: 'a random mixture: posts, chunks, tabs, kills of browsers, collector and PostgreSQL',
  ownServer: true,
  async play(scene) {
    const { chance } = scene
    const people = 2
    scene.proxy.plan(() => chance.pick(POSTS))
    scene.proxy.planFiles((path) =>
      path.endsWith('.js') && chance.unit() < 0.03
        ? chance.pick([{ do: 'fail' }, { do: 'late', ms: 700 }] as const)
        : { do: 'pass' },
    )
    let answering = true
    const killer = async (): Promise<void> => {
      while (answering) {
        // by what was heard, not by time: on a slow machine it would be dead more often than alive
        await scene.ledger.until(chance.between(40, 160), 30_000)
        if (!answering) return
        if (scene.store.server && chance.unit() < 0.3) await scene.killStore()
        else {
          await scene.killCollector()
          await pause(chance.between(0, 600))
          await scene.restartCollector()
        }
      }
    }
    const killing = killer()
    await Promise.all(Array.from({ length: people }, (_, n) => visits(scene, `m${n}`)))
    answering = false
    await killing
  },
}

/** The customer has read the last screen and closes it. */
async function closeCard(page: Page): Promise<void> {
  await page
    .locator('frankly-box .card button', { hasText: 'Close' })
    .last()
    .click({ timeout: 1500 })
    .catch(() => undefined)
}

/** Runs in the page. */
function buyAgain([order, coupon]: readonly [string, string]): void {
  ;(window as unknown as { buy(order: string, coupon: string): void }).buy(order, coupon)
}

/** Visits of one customer: four, in the long run for as long as there is time. */
async function visits(scene: Scene, name: string): Promise<void> {
  const { chance } = scene
  const device = await scene.device()
  const who = customer(name, chance)
  let visit = someVisit(scene)
  const least = scene.until ? 1 : 4
  for (let n = 0; n < least || Date.now() < (scene.until ?? 0); n++) {
    // most come with an order of their own, some come back to the last one
    if (chance.unit() < 0.85) visit = someVisit(scene)
    const page = await device.open(visit)
    if (chance.unit() < 0.15)
      await page
        .locator('#wrong')
        .click()
        .catch(() => undefined)
    const answering = who.answer(page, chance.pick(TEMPOS))
    const ends = chance.unit()
    if (ends < 0.2) {
      await Promise.race([answering, scene.ledger.until(chance.between(3, 80), 8000)])
      await pause(chance.between(0, 100))
      await device.kill()
      await device.wake()
    } else if (ends < 0.3) {
      await Promise.race([answering, pause(chance.between(200, 2500))])
      await page.close()
    } else {
      await Promise.race([answering, pause(15_000)])
      await lookAtEnd(page)
      await answering
      // some buy again on the same page
      for (let more = chance.between(0, 3); more > 0 && ends > 0.4; more--) {
        await closeCard(page)
        visit = someVisit(scene)
        await page.evaluate(buyAgain, [visit.order ?? '', visit.coupon ?? ''] as const)
        await Promise.race([who.answer(page, chance.pick(TEMPOS)), pause(15_000)])
        await lookAtEnd(page)
      }
      if (ends < 0.9) await page.close()
    }
    await answering
  }
}
