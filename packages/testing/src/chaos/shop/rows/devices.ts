import type { Page } from 'playwright-core'
import { customer } from '../customer.ts'
import { comes, lookAtEnd, pause, type ShopRow, someVisit } from './row.ts'

/** What a customer's device does. */
export const deviceRows: readonly ShopRow[] = [
  {
    number: 69,
    name: 'a private window; the network is away and comes back',
    inEachBrowser: true,
    async play(scene, scale) {
      const device = await scene.privateWindow()
      const tom = customer('tom', scene)
      for (let n = 0; n < 2 * scale; n++) {
        if (n % 2 === 0) scene.proxy.plan(() => ({ do: 'reset-before' }))
        await comes(device, tom, 'quick', someVisit(scene))
        scene.proxy.plan(() => ({ do: 'pass' }))
      }
    },
  },
  {
    number: 70,
    name: 'no IndexedDB, or one that hangs, throws, or takes back what it took; the network is away; the browser dies',
    async play(scene, scale) {
      const device = await scene.device()
      const uma = customer('uma', scene)
      const breaks = ['absent', 'hang', 'throw', 'abort'] as const
      for (let n = 0; n < breaks.length * scale; n++) {
        await device.context.addInitScript(
          (how) => {
            if (how === 'absent')
              Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true })
            if (how === 'hang') IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
            if (how === 'throw')
              IDBFactory.prototype.open = () => {
                throw new DOMException('The operation is insecure.', 'SecurityError')
              }
            if (how === 'abort') {
              // as Chromium does at its quota: the request succeeds, and its transaction ends without it
              const { put } = IDBObjectStore.prototype
              IDBObjectStore.prototype.put = function (...what) {
                const request = put.apply(this, what)
                request.addEventListener('success', () => this.transaction.abort())
                return request
              }
            }
          },
          breaks[n % breaks.length],
        )
        scene.proxy.plan(() => ({ do: 'reset-before' }))
        const page = await device.open(someVisit(scene))
        await uma.answer(page, 'quick')
        await lookAtEnd(page)
        await pause(300)
        await device.kill()
        scene.proxy.plan(() => ({ do: 'pass' }))
        await device.wake()
      }
    },
  },
  {
    number: 71,
    name: 'the quota is spent, the network away; then the browser dies',
    browsers: ['chromium'],
    async play(scene, scale) {
      const vera = customer('vera', scene)
      for (let n = 0; n < scale; n++) {
        const device = await scene.device()
        const shop = device.context.pages()[0] ?? (await device.context.newPage())
        await quota(shop, scene.site, 400_000)
        // the widget's database is there before the shop's own data spend the rest
        await comes(device, vera, 'frantic', someVisit(scene))
        await shop.goto(`${scene.site}/empty`)
        scene.needs((await shop.evaluate(spend)) > 0, "the shop's own data spent the quota")
        scene.proxy.plan(() => ({ do: 'reset-before' }))
        for (let m = 0; m < 3; m++) {
          await comes(device, vera, 'frantic', someVisit(scene, { coupon: 'contact' }))
          // what the browser tidies up meanwhile is room again
          await shop.evaluate(spend)
        }
        await device.kill()
        scene.proxy.plan(() => ({ do: 'pass' }))
      }
    },
  },
  {
    number: 72,
    name: 'the clock jumps a year ahead, and back',
    async play(scene) {
      const device = await scene.device()
      const walt = customer('walt', scene)
      scene.proxy.plan(() => ({ do: 'answer', status: 503 }))
      await comes(device, walt, 'quick', someVisit(scene))
      await device.context.addInitScript(() => {
        const now = Date.now.bind(Date)
        const shift = Number(new URLSearchParams(location.search).get('clock'))
        Date.now = () => now() + shift
      })
      for (const years of [1, -1])
        await comes(device, walt, 'quick', someVisit(scene, { clock: String(years * 31_557_600_000) }))
    },
  },
  {
    number: 73,
    name: 'damaged records lie in the journal',
    async play(scene) {
      const device = await scene.device()
      const xena = customer('xena', scene)
      scene.proxy.plan(() => ({ do: 'reset-before' }))
      const page = await device.open(someVisit(scene))
      await xena.answer(page, 'quick')
      await lookAtEnd(page)
      const damaged = await page.evaluate(damage)
      scene.needs(damaged > 0, 'there was a record to damage a copy of')
      await device.kill()
      scene.proxy.plan(() => ({ do: 'pass' }))
      await device.wake()
      await comes(device, xena, 'quick', someVisit(scene))
    },
  },
  {
    number: 74,
    name: 'away and back by the history, with words half written',
    async play(scene, scale) {
      const device = await scene.device()
      const yuri = customer('yuri', scene)
      // the page comes anew: of one from the back/forward cache the driver of Firefox hears nothing
      await device.context.addInitScript(() => addEventListener('unload', () => {}))
      for (let n = 0; n < 2 * scale; n++) {
        // a popover does not come back on a later page; what stands in the page goes on with its draft
        const inPlace = { inline: 'after', coupon: 'none' }
        const page = await device.open(someVisit(scene, n % 2 ? {} : inPlace))
        await yuri.answer(page, 'quick', 2)
        await pause(100)
        scene.ledger.left(device.name)
        await page.locator('#on').click({ force: true })
        await page.waitForURL(/empty/)
        if (n % 2) await pause(1200)
        // not `page.goBack`: in Firefox it waits for a load that a page from the cache does not have
        await page.evaluate(() => history.back())
        await page.waitForURL(/thanks/, { waitUntil: 'commit' })
        await Promise.race([yuri.answer(page, 'quick'), pause(8000)])
        await lookAtEnd(page)
        await page.close()
      }
      const told = scene.ledger.heard.some(({ says }) => says === 'sent' || says === 'kept')
      scene.expect(told, 'who came back went on to the end')
    },
  },
]

async function quota(page: Page, origin: string, quotaSize: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
}

/** The shop's own data take all that is left of the quota; returns how many records fitted. Runs in the page. */
async function spend(): Promise<number> {
  const opening = indexedDB.open('shop')
  opening.onupgradeneeded = () => opening.result.createObjectStore('all', { autoIncrement: true })
  await new Promise((resolve) => {
    opening.onsuccess = resolve
  })
  let fitted = 0
  for (const size of [40_000, 4000, 400]) {
    for (let fits = true; fits; fitted += fits ? 1 : 0) {
      const transaction = opening.result.transaction('all', 'readwrite', { durability: 'strict' })
      transaction.objectStore('all').put(crypto.getRandomValues(new Uint8Array(size)))
      fits = await new Promise((resolve) => {
        transaction.oncomplete = () => resolve(true)
        transaction.onabort = () => resolve(false)
      })
    }
  }
  return fitted
}

/** Puts copies of each record with bodies that are none beside it, before and behind. Runs in the page. */
async function damage(): Promise<number> {
  const of = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  let damaged = 0
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith('frankly')) continue
    const database = await of(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      const transaction = database.transaction(store, 'readwrite')
      const records = (await of(transaction.objectStore(store).getAll())) as Record<string, unknown>[]
      for (const record of records) {
        if (!('body' in record)) continue
        const key = String(record['key'])
        for (const [n, body] of ['hello', '{}', '123', '[]', '{"response":{}}', null, 7, {}].entries()) {
          // keys sort by what is before the last part: half of them come first
          const spoilt =
            n % 2 ? `${key}~${n}` : `${key.slice(0, -1)}${String.fromCharCode(key.charCodeAt(key.length - 1) - 1)}${n}`
          transaction.objectStore(store).put({ ...record, key: spoilt, body })
          damaged++
        }
      }
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
        transaction.onabort = resolve
      })
    }
    database.close()
  }
  return damaged
}
