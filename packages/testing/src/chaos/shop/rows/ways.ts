import type { Page } from 'playwright-core'
import type { Fault, FileFault } from '../../fault-proxy.ts'
import { type Customer, customer } from '../customer.ts'
import type { Device, Scene } from '../scene.ts'
import { comes, lookAtEnd, pause, type ShopRow, someVisit } from './row.ts'

const TOO_LARGE: Fault = {
  do: 'answer',
  status: 413,
  headers: { 'content-type': 'text/html' },
  body: '<h1>Too large</h1>',
}

/** Faults of a post that end with a page that was answered, late, twice, by half or not at all. */
const POSTS: readonly Fault[] = [
  { do: 'commit-then-reset' },
  { do: 'half-post' },
  { do: 'commit-then-truncate' },
  { do: 'commit-twice' },
  { do: 'commit-then-delay', ms: 2500 },
  { do: 'reset-before' },
  { do: 'answer', status: 503 },
  TOO_LARGE,
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
      const nora = customer('nora', scene)
      // told kept, since the network is away; then a box on the way refuses it
      scene.proxy.plan(() => ({ do: 'reset-before' }))
      const kept = someVisit(scene)
      await comes(device, nora, 'frantic', kept)
      const before = scene.proxy.posts.length
      scene.proxy.plan(() => TOO_LARGE)
      const page = await device.open(someVisit(scene))
      await nora.answer(page, 'frantic')
      const isRefused = () => scene.proxy.posts.slice(before).some(({ body }) => body.includes(`"${kept.order}"`))
      for (let looks = 0; looks < 100 && !isRefused(); looks++) await pause(100)
      await page.close()
      // each in its turn, from anywhere in the list
      let fault = scene.chance.between(0, POSTS.length - 1)
      scene.proxy.plan((_, count) =>
        count % 3 === 0 ? { do: 'pass' } : (POSTS[fault++ % POSTS.length] ?? { do: 'pass' }),
      )
      for (let n = 0; n < 4 * scale; n++) await comes(device, nora, n % 2 ? 'frantic' : 'quick', someVisit(scene))
    },
  },
  {
    number: 64,
    name: 'chunks that hang, are late or fail; the customer leaves',
    async play(scene, scale) {
      const device = await scene.device()
      const omar = customer('omar', scene)
      const faults: readonly FileFault[] = [{ do: 'hang' }, { do: 'fail' }, { do: 'late', ms: 1500 }, { do: 'half' }]
      for (let n = 0; n < scale; n++) {
        // one that hangs says least of what is wrong with it: it is played at each turn, of one chunk or the other
        const hanging = scene.chance.between(0, 1)
        for (const [index, [name, path]] of CHUNKS.slice(1).entries()) {
          const fault = (index === hanging ? undefined : scene.chance.pick(faults)) ?? ({ do: 'hang' } as const)
          // a new profile of the cache for each: a chunk that is there cannot hang
          const page = await device.open({
            ...someVisit(scene, { coupon: name === 'delivery' ? 'contact' : 'after' }),
            tag: '',
          })
          scene.proxy.planFiles((asked) => (path.test(asked) ? fault : { do: 'pass' }))
          await clearCache(scene, page)
          await page.reload({ waitUntil: 'domcontentloaded' })
          await Promise.race([omar.answer(page, 'quick'), pause(4500)])
          // the eye judges a press after 2.6 s
          await pause(2800)
          if (n % 2) await page.goto(`${scene.site}/empty`).catch(() => undefined)
          await page.close()
          scene.proxy.planFiles(() => ({ do: 'pass' }))
        }
      }
    },
  },
  {
    number: 65,
    name: 'a tap before the code came, then a link, a close or a kill',
    async play(scene, scale) {
      const device = await scene.device()
      const pia = customer('pia', scene)
      const tapsEarly = async (): Promise<Page> => {
        const page = await device.open(someVisit(scene, { coupon: 'after' }))
        // nothing may be cached: else the code is there before the tap
        scene.proxy.planFiles((path) => (/\/[ad]\/\w+/.test(path) ? { do: 'late', ms: 3000 } : { do: 'pass' }))
        if (await clearCache(scene, page)) await page.reload({ waitUntil: 'domcontentloaded' })
        await pia.answer(page, 'frantic', 1)
        // the eye has told what stands there
        await pause(100)
        return page
      }
      // the kills come first: what a page writes in its last moment is on the disk some seconds later
      for (let n = 0; n < scale; n++) {
        await tapsEarly()
        await pause(scene.chance.between(0, 300))
        await device.kill()
        await device.wake()
      }
      const leave = async (page: Page, byLink: boolean): Promise<void> => {
        scene.ledger.left(device.name)
        if (byLink) await page.locator('#on').click({ force: true, noWaitAfter: true })
        else await page.close()
      }
      for (let n = 0; n < 2 * scale; n++) {
        await leave(await tapsEarly(), n % 2 === 0)
        scene.proxy.planFiles(() => ({ do: 'pass' }))
        // and what was typed last, with all code there
        const other = await device.open(someVisit(scene, { coupon: 'contact' }))
        await pia.answer(other, 'frantic', 1)
        await pause(100)
        await leave(other, n % 2 === 0)
      }
    },
  },
  {
    number: 78,
    name: 'back to the same order on a slow connection: the code comes late',
    async play(scene) {
      // an order that was asked about is asked about again only where the shop wants it so; browsers keep what it wants for a minute
      await scene.publish(1, { oncePerOrder: false })
      const device = await scene.device()
      const cleo = customer('cleo', scene)
      const visit = someVisit(scene, { coupon: 'after' })
      const page = await device.open(visit)
      await cleo.answer(page, 'quick', 1)
      await page.locator('frankly-box [data-q=best]').waitFor()
      // several states are accepted; who comes back adds fewer
      for (let n = 0; n < 2; n++) {
        await cleo.answer(page, 'calm', 1)
        await pause(700)
      }
      await pause(800)
      await device.kill()
      await device.wake()
      scene.proxy.planFiles((path) => (/\/[ad]\/\w+/.test(path) ? { do: 'late', ms: 3000 } : { do: 'pass' }))
      const again = await device.open(visit)
      // nothing may be cached: a new profile of the cache, as after days
      await clearCache(scene, again)
      await again.reload({ waitUntil: 'domcontentloaded' })
      await again.locator('frankly-box .card .page').first().waitFor({ timeout: 30_000 })
      await cleo.answer(again, 'frantic')
      await lookAtEnd(again)
      await again.close()
    },
  },
  {
    number: 66,
    name: 'offline and back; a captive portal',
    async play(scene, scale) {
      const device = await scene.device()
      const quin = customer('quin', scene)
      for (let n = 0; n < scale; n++) {
        // of one kind of questions whose code is there, or soon will be
        const page = await device.open(someVisit(scene, { coupon: 'after' }))
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
      scene.expect(
        scene.ledger.heard.some(({ says }) => says === 'kept'),
        'a customer without a network was told that it is kept',
      )
    },
  },
  {
    number: 67,
    name: 'a request is replayed after the answer was taken back',
    async play(scene) {
      const device = await scene.device()
      const rosa = customer('rosa', scene)
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
      await takenBackMeanwhile(scene, device, rosa)
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
      const sven = customer('sven', scene)
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

/** One tab takes all back while another one's answer is on its way to the disk. */
async function takenBackMeanwhile(scene: Scene, device: Device, who: Customer): Promise<void> {
  const other = await device.open(someVisit(scene))
  await who.answer(other, 'frantic')
  await lookAtEnd(other)
  // a disk that is slow for a second
  await device.context.addInitScript(() => {
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function (...given) {
      const request = open.apply(this, given)
      Object.defineProperty(request, 'onsuccess', {
        set(run: (event: Event) => void) {
          request.addEventListener('success', (event) => setTimeout(() => run.call(request, event), 1200))
        },
      })
      return request
    }
  })
  scene.proxy.plan(() => ({ do: 'reset-before' }))
  const page = await device.open(someVisit(scene, { coupon: 'contact' }))
  await who.answer(page, 'frantic', 2)
  // the code that sends is there by then, and has let go of the store
  await pause(5000)
  const answering = who.answer(page, 'frantic')
  // the last page is being saved
  for (let looks = 0; looks < 200 && scene.ledger.heard.at(-1)?.says !== 'saving'; looks++) await pause(30)
  await other.evaluate(() =>
    (window as unknown as { frankly(...args: string[]): unknown }).frankly('consent', 'withdrawn'),
  )
  scene.ledger.withdrew(device.name)
  await answering
  await pause(1500)
  scene.proxy.plan(() => ({ do: 'pass' }))
  await page.evaluate(() => void dispatchEvent(new Event('online')))
  await pause(5000)
}

/** Only Chromium can be told to; `false`: the cache is as it was. */
async function clearCache(scene: Scene, page: Page): Promise<boolean> {
  if (scene.browserName !== 'chromium') return false
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.clearBrowserCache')
  await cdp.detach()
  return true
}
