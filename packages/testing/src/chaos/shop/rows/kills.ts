import { customer, type Hands, type Tempo } from '../customer.ts'
import { comes, lookAtEnd, pause, type ShopRow, someVisit, TEMPOS } from './row.ts'

/** Each tempo by mouse, and the keyboard alone. */
const WAYS: readonly (readonly [Tempo, Hands])[] = [
  ...TEMPOS.map((tempo) => [tempo, 'mouse'] as const),
  ['quick', 'keys'],
]

/** Everybody answers, and something dies. */
export const killRows: readonly ShopRow[] = [
  {
    number: 51,
    name: 'customers answer, each kind of question, at three tempos, by mouse and by the keyboard alone; no fault',
    async play(scene, scale) {
      const device = await scene.device()
      const anna = customer('anna', scene)
      for (let n = 0; n < scale; n++)
        for (const coupon of ['after', 'kinds', 'contact'] as const)
          for (const [tempo, hands] of WAYS) await comes(device, anna, tempo, someVisit(scene, { coupon }), hands)
      const page = await device.open(someVisit(scene))
      await page.locator('#wrong').press('Enter')
      await page.locator('frankly-box .card [data-q=complaint]').waitFor()
      await anna.answer(page, 'quick', undefined, 'keys')
      await lookAtEnd(page)
      const told = new Set(
        scene.ledger.heard.flatMap(({ says, order, survey }) =>
          says === 'sent' || says === 'kept' ? [`${order} ${survey}`] : [],
        ),
      ).size
      const all = 3 * WAYS.length * scale + 1
      scene.expect(told >= all, `each of ${all} is told sent or kept; ${told} were`)
    },
  },
  {
    number: 52,
    name: 'SIGKILL of the browser at any moment; some come back to the same order',
    async play(scene, scale) {
      const device = await scene.device()
      const bert = customer('bert', scene)
      for (let n = 0; n < 5 * scale; n++) {
        // every third time nothing is let through, so that the last word is "kept"
        if (n % 3 === 1) scene.proxy.plan(() => ({ do: 'reset-before' }))
        const visit = someVisit(scene)
        const page = await device.open(visit)
        const answering = bert.answer(page, TEMPOS[n % 3] ?? 'quick')
        // now and then all is told, and the browser dies as the words stand on the screen
        if (n % 2 === 1) await answering.then(() => lookAtEnd(page))
        else await scene.ledger.until(scene.chance.between(2, 40), 6000)
        await pause(scene.chance.between(0, 60))
        await device.kill()
        await answering
        scene.proxy.plan(() => ({ do: 'pass' }))
        await device.wake()
        if (n % 2 === 0) await comes(device, bert, 'quick', visit)
      }
    },
  },
  {
    number: 53,
    name: 'SIGKILL of the collector, again and again, while customers answer',
    async play(scene, scale) {
      const device = await scene.device()
      const carl = customer('carl', scene)
      for (let n = 0; n < 3 * scale; n++) {
        const page = await device.open(someVisit(scene))
        const answering = carl.answer(page, TEMPOS[n % 3] ?? 'quick')
        await scene.ledger.until(scene.chance.between(1, 40), 5000)
        await scene.killCollector()
        await answering
        await lookAtEnd(page)
        await scene.restartCollector()
        if (n % 2 === 0) await page.close()
      }
    },
  },
  {
    number: 54,
    name: 'SIGKILL of PostgreSQL and all its children while customers answer',
    stores: ['postgres'],
    ownServer: true,
    async play(scene, scale) {
      const device = await scene.device()
      const dora = customer('dora', scene)
      for (let n = 0; n < 2 * scale; n++) {
        const answering = comes(device, dora, TEMPOS[n % 3] ?? 'quick', someVisit(scene))
        await scene.ledger.until(scene.chance.between(2, 40), 5000)
        await scene.killStore()
        await answering
        await comes(device, dora, 'frantic', someVisit(scene))
      }
    },
  },
  {
    number: 55,
    name: 'browser and collector die together',
    async play(scene, scale) {
      const device = await scene.device()
      const emma = customer('emma', scene)
      for (let n = 0; n < 2 * scale; n++) {
        const page = await device.open(someVisit(scene))
        const answering = emma.answer(page, 'quick')
        await scene.ledger.until(scene.chance.between(2, 60), 5000)
        await Promise.all([scene.killCollector(), device.kill()])
        await answering
        await scene.restartCollector()
        await device.wake()
      }
    },
  },
  {
    number: 76,
    name: 'the disk of the device loses its end: an older draft goes on with other words',
    async play(scene, scale) {
      const device = await scene.device()
      const zoe = customer('zoe', scene)
      for (let n = 0; n < scale; n++) {
        const visit = someVisit(scene, { coupon: 'after' })
        const page = await device.open(visit)
        await zoe.answer(page, 'quick', 1)
        await pause(1500)
        await device.kill()
        device.snapshot()
        await device.wake()
        for (const restored of [false, true]) {
          if (restored) device.restore()
          if (restored) await device.wake()
          const again = await device.open(visit)
          // first in many revisions, then in few: the other words begin and end below what the collector has
          for (let acts = 0; acts < 3 && !restored; acts++) {
            await zoe.answer(again, 'calm', 1)
            await pause(1200)
          }
          await zoe.answer(again, restored ? 'frantic' : 'quick')
          await lookAtEnd(again)
          await pause(500)
          await device.kill()
        }
        await device.wake()
      }
    },
  },
  {
    number: 77,
    name: 'the page is busy: several acts before a redraw',
    async play(scene, scale) {
      const device = await scene.device()
      const abe = customer('abe', scene)
      for (let n = 0; n < 2 * scale; n++) {
        // words and a choice of one block, and several boxes of one question
        const byDoor = n % 2 === 0
        const page = await device.open(byDoor ? someVisit(scene) : someVisit(scene, { coupon: 'kinds' }))
        if (byDoor) {
          await page.locator('#wrong').click()
          await page.locator('frankly-box .card textarea').last().waitFor()
        }
        await page.evaluate(() => {
          // a script of the shop that works for half a second, again and again
          setInterval(() => {
            for (const begun = performance.now(); performance.now() - begun < 500; );
          }, 600)
        })
        await abe.answer(page, 'rushed')
        await lookAtEnd(page)
        await page.close()
      }
    },
  },
  {
    number: 56,
    name: 'a complaint by the door; the browser dies on its way',
    async play(scene, scale) {
      const device = await scene.device()
      const finn = customer('finn', scene)
      for (let n = 0; n < 2 * scale; n++) {
        const page = await device.open(someVisit(scene))
        await page.locator('#wrong').click()
        const answering = finn.answer(page, n % 2 ? 'frantic' : 'quick')
        await scene.ledger.until(scene.chance.between(4, 60), 5000)
        await device.kill()
        await answering
        await device.wake()
      }
    },
  },
]
