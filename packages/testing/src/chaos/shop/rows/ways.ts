import type { Fault, FileFault } from '../../fault-proxy.ts'
import { customer } from '../customer.ts'
import type { Scene } from '../scene.ts'
import { comes, lookAtEnd, pause, type ShopRow, someVisit } from './row.ts'

/** Faults of a post that end with a page that was answered, late, twice, by half or not at all. */
const POSTS: readonly Fault[] = [
  { do: 'commit-then-reset' },
  { do: 'half-post' },
  { do: 'commit-then-truncate' },
  { do: 'commit-twice' },
  { do: 'commit-then-delay', ms: 2500 },
  { do: 'reset-before' },
  { do: 'answer', status: 503 },
  { do: 'answer', status: 413, headers: { 'content-type': 'text/html' }, body: '<h1>Too large</h1>' },
  { do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to the Wi-Fi</h1>' },
]

/** Chunks by what they are, as the build names them. */
const CHUNKS: readonly (readonly [string, RegExp])[] = [
  ['first', /\/b\/\w+\.js/],
  ['rest and kinds', /\/a\/(q-)?\w+\.js/],
  ['delivery', /\/d\/\w+\.js/],
]

/** What stands between the shop's page and the collector. */
export const wayRows: readonly ShopRow[] = [
  {
    number: 63,
    name: 'half posts and replies, late ones, doubled ones, a stranger who answers',
    async play(scene, scale) {
      const device = await scene.device()
      const nora = customer('nora', scene.chance)
      scene.proxy.plan((_, count) => (count % 3 === 0 ? { do: 'pass' } : scene.chance.pick(POSTS)))
      for (let n = 0; n < 5 * scale; n++) await comes(device, nora, n % 2 ? 'frantic' : 'quick', someVisit(scene))
    },
  },
  {
    number: 64,
    name: 'chunks that hang, are late or fail; the customer leaves',
    async play(scene, scale) {
      const device = await scene.device()
      const omar = customer('omar', scene.chance)
      const faults: readonly FileFault[] = [{ do: 'hang' }, { do: 'fail' }, { do: 'late', ms: 1500 }, { do: 'half' }]
      for (let n = 0; n < scale; n++) {
        for (const [name, path] of CHUNKS.slice(1)) {
          for (const fault of scale > 1 ? faults : [faults[0] ?? { do: 'hang' as const }, scene.chance.pick(faults)]) {
            // a new profile of the cache for each: a chunk that is there cannot hang
            const page = await device.open({
              ...someVisit(scene, { coupon: name === 'delivery' ? 'contact' : 'after' }),
              tag: '',
            })
            scene.proxy.planFiles((asked) => (path.test(asked) ? fault : { do: 'pass' }))
            await clearCache(scene, page)
            await page.reload({ waitUntil: 'domcontentloaded' })
            await Promise.race([omar.answer(page, 'quick'), pause(5000)])
            await pause(3500)
            if (n % 2) await page.goto(`${scene.site}/empty`).catch(() => undefined)
            await page.close()
            scene.proxy.planFiles(() => ({ do: 'pass' }))
          }
        }
      }
    },
  },
  {
    number: 65,
    name: 'a tap before the code came, then a link, a close or a kill',
    async play(scene, scale) {
      const device = await scene.device()
      const pia = customer('pia', scene.chance)
      for (let n = 0; n < 3 * scale; n++) {
        const page = await device.open(someVisit(scene, { coupon: 'after' }))
        await pia.answer(page, 'frantic', 1 + (n % 3))
        // the eye has told what stands there
        await pause(100)
        if (n % 3 !== 2) scene.ledger.left(device.name)
        if (n % 3 === 0) await page.locator('#on').click({ force: true, noWaitAfter: true })
        else if (n % 3 === 1) await page.close()
        else {
          await pause(scene.chance.between(0, 300))
          await device.kill()
          await device.wake()
        }
      }
    },
  },
  {
    number: 78,
    name: 'back to the same order on a slow connection: the code comes late',
    async play(scene) {
      const device = await scene.device()
      const cleo = customer('cleo', scene.chance)
      const visit = someVisit(scene, { coupon: 'after' })
      const page = await device.open(visit)
      await cleo.answer(page, 'quick', 1)
      await page.locator('frankly-box [data-q=best]').waitFor()
      await pause(1500)
      await device.kill()
      await device.wake()
      scene.proxy.planFiles((path) => (/\/[ad]\/\w+/.test(path) ? { do: 'late', ms: 3000 } : { do: 'pass' }))
      const again = await device.open(visit)
      // nothing may be cached: a new profile of the cache, as after days
      await clearCache(scene, again)
      await again.reload({ waitUntil: 'domcontentloaded' })
      await again.locator('frankly-box .card .page').first().waitFor({ timeout: 30_000 })
      await cleo.answer(again, 'quick')
      await lookAtEnd(again)
      await again.close()
    },
  },
  {
    number: 66,
    name: 'offline and back; a captive portal',
    async play(scene, scale) {
      const device = await scene.device()
      const quin = customer('quin', scene.chance)
      for (let n = 0; n < scale; n++) {
        const page = await device.open(someVisit(scene))
        await quin.answer(page, 'quick', 1)
        // at first all code is there by then, later the network goes before
        if (n % 2 === 0) await pause(2000)
        await device.context.setOffline(true)
        await quin.answer(page, 'quick')
        await lookAtEnd(page)
        if (n % 2) await page.close()
        await device.context.setOffline(false)
        scene.proxy.plan(() => ({
          do: 'answer',
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<h1>Sign in</h1>',
        }))
        const other = await device.open(someVisit(scene))
        await quin.answer(other, 'quick', 1)
        scene.proxy.planFiles(() => ({ do: 'portal' }))
        await Promise.race([quin.answer(other, 'quick'), pause(6000)])
        await lookAtEnd(other)
        scene.proxy.planFiles(() => ({ do: 'pass' }))
        scene.proxy.plan(() => ({ do: 'pass' }))
      }
    },
  },
  {
    number: 67,
    name: 'a request is replayed after the answer was taken back',
    async play(scene) {
      const device = await scene.device()
      const rosa = customer('rosa', scene.chance)
      scene.proxy.plan((_, count) => (count % 2 ? { do: 'commit-then-reset' } : { do: 'pass' }))
      const page = await device.open(someVisit(scene, { coupon: 'after' }))
      await rosa.answer(page, 'quick')
      await lookAtEnd(page)
      await pause(500)
      const before = [...scene.proxy.posts]
      scene.proxy.plan(() => ({ do: 'pass' }))
      await page.evaluate(() =>
        (window as unknown as { frankly(...args: string[]): unknown }).frankly('consent', 'withdrawn'),
      )
      scene.ledger.withdrew(device.name)
      await pause(1500)
      for (const post of before)
        await fetch(`${scene.proxy.url}${post.path}`, {
          method: 'POST',
          body: post.body,
          headers: { 'content-type': 'text/plain;charset=utf-8' },
        }).catch(() => undefined)
      await pause(500)
    },
  },
  {
    number: 68,
    name: "the collector's disk is full, then there is room again",
    stores: ['sqlite'],
    async play(scene) {
      const { execFileSync } = await import('node:child_process')
      const { statSync } = await import('node:fs')
      const device = await scene.device()
      const sven = customer('sven', scene.chance)
      await comes(device, sven, 'quick', someVisit(scene))
      const file = scene.store.url.slice('sqlite:'.length)
      const limit = (bytes: number | 'unlimited') =>
        execFileSync('prlimit', [`--pid=${scene.collector.child.pid}`, `--fsize=${bytes}:unlimited`])
      // no file of the collector may grow any more: what a full disk does to it, without filling this one
      limit(Math.max(statSync(file).size, statSync(`${file}-wal`).size))
      for (let n = 0; n < 3; n++) await comes(device, sven, 'frantic', someVisit(scene))
      limit('unlimited')
    },
  },
]

async function clearCache(scene: Scene, page: import('playwright-core').Page): Promise<void> {
  if (scene.browserName !== 'chromium') return
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.clearBrowserCache')
  await cdp.detach()
}
