import type { Page } from 'playwright-core'
import type { ChaosPage } from '../page/harness.ts'
import type { Stage } from '../stage.ts'
import type { Row } from './row.ts'

declare function chaosOf(): ChaosPage

const flush = (page: Page) => page.evaluate(() => chaosOf().queue.flush())

async function expectNoLeaks(stage: Stage, page: Page): Promise<void> {
  const leaks = await page.evaluate(() => chaosOf().leaks)
  stage.expect(leaks.length === 0, `nothing leaks into the page: ${leaks.join('; ')}`)
}

/** What a browser, its storage and the rest of the page can do. */
export const browserRows: readonly Row[] = [
  {
    number: 14,
    name: 'the quota is spent at submit (network away) and at delete',
    browsers: ['chromium'],
    needsProfile: true,
    async play(stage) {
      const origin = stage.site
      // Chromium remembers for half a minute how much is left, so the quota comes before the database is opened.
      const spend = async (quotaSize: number) => {
        const aside = await stage.context.newPage()
        const cdp = await stage.context.newCDPSession(aside)
        await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
        return stage.open()
      }
      stage.proxy.plan(() => ({ do: 'reset-before' }))
      const first = await spend(100_000)
      await stage.submit(first, { count: 60, length: 3900 })
      const safest = stage.oracle.told.filter(({ durable }) => durable === 'disk').length
      stage.expect(safest < 60, `the quota was felt; all ${safest} were told that the disk has them`)
      await stage.killBrowser()

      const second = await spend(1)
      await stage.submit(second, { count: 10, length: 3900 })
      stage.proxy.plan(() => ({ do: 'pass' }))
      await flush(second)
      await stage.killBrowser()
    },
  },
  {
    number: 15,
    name: 'IndexedDB hangs, is absent, closes under us, has another version, is blocked by a tab',
    async play(stage) {
      for (const break_ of ['hang', 'absent', 'close', 'version', 'blocked'] as const) {
        const other = await stage.open()
        const page = await stage.open()
        // The database is there, as on a second visit.
        await stage.submit(page, { count: 1 })
        await flush(page)
        if (break_ === 'version')
          await other.evaluate(
            () =>
              new Promise<void>((resolve, reject) => {
                // As a later release might: another version, held open.
                const request = indexedDB.open('frankly', 2)
                request.onsuccess = () => resolve()
                request.onerror = () => reject(request.error)
              }),
          )
        if (break_ === 'blocked')
          await other.evaluate(
            () =>
              new Promise<void>((resolve) => {
                // A tab that never lets go, and a removal that waits for it: every open after it waits too.
                const request = indexedDB.open('frankly')
                request.onsuccess = () => {
                  indexedDB.deleteDatabase('frankly')
                  resolve()
                }
              }),
          )
        await page.evaluate((how) => {
          if (how === 'hang') IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
          if (how === 'absent') Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true })
          if (how === 'close') {
            const open = IDBDatabase.prototype.transaction
            let times = 0
            IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof open>) {
              if (++times % 3 === 0) throw new DOMException('The connection is closing', 'InvalidStateError')
              return open.apply(this, args)
            } as typeof open
          }
        }, break_)
        await stage.submit(page, { count: 10 })
        await flush(page)
        await expectNoLeaks(stage, page)
        await other.close()
        await page.close()
      }
    },
  },
  {
    number: 16,
    name: 'the storage is wiped in mid-session',
    browsers: ['chromium'],
    async play(stage) {
      const page = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(page, { count: 20 })
      const cdp = await stage.context.newCDPSession(page)
      const { origin } = new URL(page.url())
      await cdp.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,local_storage' })
      await stage.submit(page, { count: 10 })
      stage.proxy.plan(() => ({ do: 'pass' }))
      // The page still has them in memory; only a page that dies now loses what its customer wiped.
      for (let n = 0; n < 20 && (await flush(page)).waiting > 0; n++) await page.waitForTimeout(100)
      const arrived = (await stage.store.rows()).length
      stage.expect(arrived === 30, `all 30 arrive from memory; ${arrived} did`)
    },
  },
  {
    number: 17,
    name: 'five tabs at once',
    async play(stage, scale) {
      const pages = await Promise.all(Array.from({ length: 5 }, () => stage.open()))
      stage.proxy.plan((_, count) => (count % 3 === 0 ? { do: 'commit-then-reset' } : { do: 'pass' }))
      await Promise.all(pages.map((page) => stage.submit(page, { count: 20 * scale, pauseMs: 4 })))
    },
  },
  {
    number: 18,
    name: 'frozen and awake, away and back, away and closed',
    browsers: ['chromium'],
    async play(stage) {
      const page = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(page, { count: 20 })
      const cdp = await stage.context.newCDPSession(page)
      for (const state of ['frozen', 'active'] as const) await cdp.send('Page.setWebLifecycleState', { state })
      await stage.submit(page, { count: 10 })
      await expectNoLeaks(stage, page)
      await page.goto(page.url().replace('/?', '/empty?'))
      stage.proxy.plan(() => ({ do: 'pass' }))
      await page.goBack()
      await page.waitForFunction(() => 'chaos' in window)
      await stage.submit(page, { count: 10 })
      await expectNoLeaks(stage, page)
      await page.goto(page.url().replace('/?', '/empty?'))
      await page.close()
    },
  },
  {
    number: 35,
    name: 'a frozen tab holds the lock for ever',
    browsers: ['chromium'],
    async play(stage) {
      const left = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(left, { count: 20 })
      const holder = await stage.context.newPage()
      await holder.goto(`${stage.site}/empty`)
      await left.close()
      await holder.evaluate(
        (name) =>
          new Promise<void>((held) => {
            navigator.locks.request(name, () => {
              held()
              return new Promise(() => {})
            })
          }),
        'frankly:pk_chaos:',
      )
      const cdp = await stage.context.newCDPSession(holder)
      await cdp.send('Page.setWebLifecycleState', { state: 'frozen' })
      stage.proxy.plan(() => ({ do: 'pass' }))
      await stage.open()
      const begun = Date.now()
      let arrived = 0
      while (arrived < 20 && Date.now() - begun < 60_000) {
        await new Promise((resolve) => setTimeout(resolve, 500))
        arrived = (await stage.store.rows()).length
      }
      stage.expect(arrived === 20, `another tab goes past the holder; ${arrived} of 20 arrived in a minute`)
    },
  },
  {
    number: 20,
    name: 'the clock jumps ten years ahead and back',
    async play(stage) {
      const page = await stage.open()
      stage.proxy.plan((_, count) => (count < 6 ? { do: 'answer', status: 503 } : { do: 'pass' }))
      await stage.submit(page, { count: 15 })
      for (const years of [10, -10]) {
        await page.evaluate((shift) => {
          const real = Object.getOwnPropertyDescriptor(globalThis, 'realNow')?.value ?? Date.now.bind(Date)
          Object.defineProperty(globalThis, 'realNow', { value: real, configurable: true })
          Date.now = () => real() + shift
        }, years * 31_557_600_000)
        await stage.submit(page, { count: 15 })
        await flush(page)
      }
    },
  },
  {
    number: 31,
    name: 'Retry-After of ten hours; the computer sleeps meanwhile',
    async play(stage) {
      await stage.context.clock.install()
      const page = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503, headers: { 'retry-after': '36000' } }))
      await stage.submit(page, { count: 5 })
      await flush(page)
      stage.proxy.plan(() => ({ do: 'pass' }))
      const asked = stage.proxy.posts.length
      const more = () => stage.proxy.posts.length - asked
      await stage.submit(page, { count: 5 })
      await flush(page)
      await stage.context.clock.fastForward('59:00')
      await flush(page)
      stage.expect(more() === 0, `nothing is sent within the hour; ${more()} requests were`)
      await stage.context.clock.fastForward('14:00')
      for (let n = 0; n < 100 && (await stage.store.rows()).length < 10; n++) await page.waitForTimeout(100)
      const arrived = (await stage.store.rows()).length
      stage.expect(arrived === 10, `after an hour and a fifth all 10 go by themselves; ${arrived} did`)
    },
  },
  {
    number: 21,
    name: 'a policy, an ad blocker or a patched fetch of the page blocks us',
    async play(stage) {
      const blocked = await stage.open('/blocked')
      await stage.submit(blocked, { count: 15 })
      for (let n = 0; n < 3; n++) await flush(blocked)
      const { backoff } = await blocked.evaluate(() => chaosOf().queue.status())
      stage.expect(backoff === 'blocked', `a policy that refuses us is reported as blocked, not as ${backoff}`)
      await blocked.close()
      const guarded = await stage.open()
      await guarded.route(`${stage.proxy.url}/**`, (route) => route.abort('blockedbyclient'))
      await stage.submit(guarded, { count: 15 })
      await flush(guarded)
      await guarded.close()
      const patched = await stage.open()
      await patched.evaluate((collector) => {
        const sound = globalThis.fetch
        globalThis.fetch = (input, init) => {
          if (String(input instanceof Request ? input.url : input).startsWith(collector))
            throw new Error('blocked by a patched fetch')
          return sound(input, init)
        }
      }, stage.proxy.url)
      await stage.submit(patched, { count: 15 })
      await flush(patched)
      await expectNoLeaks(stage, patched)
      await patched.close()
    },
  },
  {
    number: 22,
    name: "the page's other scripts spend the keepalive budget",
    async play(stage) {
      const page = await stage.open()
      await page.evaluate(() => {
        for (let n = 0; n < 4; n++)
          fetch('/empty', { method: 'POST', body: 'x'.repeat(15_900), keepalive: true }).catch(() => undefined)
      })
      stage.fire(page, { count: 20 })
      await page.goto(page.url().replace('/?', '/empty?'))
      await page.close()
    },
  },
  {
    number: 23,
    name: "the shop's service worker answers our posts with its offline page",
    async play(stage) {
      const page = await stage.open()
      await page.evaluate(async () => {
        await navigator.serviceWorker.register('/worker.js')
        await navigator.serviceWorker.ready
      })
      await page.reload()
      await page.waitForFunction(() => 'chaos' in window && navigator.serviceWorker.controller !== null)
      await stage.submit(page, { count: 20 })
      await flush(page)
      const { waiting } = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(waiting === 20, `an offline page is no acknowledgement: 20 wait; ${waiting} do`)
      await page.evaluate(async () => {
        for (const found of await navigator.serviceWorker.getRegistrations()) await found.unregister()
      })
      await page.close()
    },
  },
]
