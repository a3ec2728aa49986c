import type { Row } from './row.ts'

declare function chaosOf(): {
  readonly leaks: readonly string[]
  readonly queue: {
    flush(): Promise<{ waiting: number }>
    status(): Promise<{ waiting: number; lane: string; reason?: string }>
    withdraw(): Promise<void>
  }
}

/** What a browser, its storage and the rest of the page can do. */
export const browserRows: readonly Row[] = [
  {
    number: 14,
    name: 'the quota is spent at submit, network away',
    browsers: ['chromium'],
    needsProfile: true,
    async play(stage) {
      const page = await stage.open()
      const cdp = await page.context().newCDPSession(page)
      const { origin } = new URL(page.url())
      stage.proxy.plan(() => ({ do: 'reset-before' }))
      await stage.submit(page, { count: 10 })
      await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
      await stage.submit(page, { count: 40, length: 3900 })
      await cdp.send('Storage.overrideQuotaForOrigin', { origin })
      await stage.submit(page, { count: 5 })
      await stage.killBrowser()
    },
  },
  {
    number: 15,
    name: 'IndexedDB hangs, is absent, or closes under us',
    async play(stage) {
      for (const break_ of ['hang', 'absent', 'close'] as const) {
        const page = await stage.open()
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
        await page.evaluate(() => chaosOf().queue.flush())
        const leaks = await page.evaluate(() => chaosOf().leaks)
        stage.expect(leaks.length === 0, `nothing leaks into the page: ${leaks.join('; ')}`)
        await page.close()
      }
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
    name: 'away and back (bfcache), away and closed',
    async play(stage) {
      const page = await stage.open()
      stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await stage.submit(page, { count: 20 })
      const address = page.url()
      await page.goto(address.replace('/?', '/empty?'))
      stage.proxy.plan(() => ({ do: 'pass' }))
      await page.goBack()
      await page.waitForFunction(() => 'chaos' in window)
      await stage.submit(page, { count: 10 })
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
        await page.evaluate(() => chaosOf().queue.flush())
      }
    },
  },
  {
    number: 21,
    name: 'a policy of the page blocks us; a patched fetch throws',
    async play(stage) {
      const blocked = await stage.open('/blocked')
      await stage.submit(blocked, { count: 15 })
      await blocked.evaluate(() => chaosOf().queue.flush())
      await blocked.close()
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
      await patched.evaluate(() => chaosOf().queue.flush())
      const leaks = await patched.evaluate(() => chaosOf().leaks)
      stage.expect(leaks.length === 0, `nothing leaks into the page: ${leaks.join('; ')}`)
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
      await page.evaluate(() => chaosOf().queue.flush())
      const { waiting } = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(waiting === 20, `an offline page is no acknowledgement: 20 wait; ${waiting} do`)
      await page.evaluate(async () => {
        for (const found of await navigator.serviceWorker.getRegistrations()) await found.unregister()
      })
      await page.close()
    },
  },
]
