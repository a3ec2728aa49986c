import { earlierBuild } from '../builds.ts'
import { customer } from '../customer.ts'
import { ASKED } from '../surveys.ts'
import { comes, lookAtEnd, pause, type ShopRow, someVisit } from './row.ts'

/** Several places for one order, person or version. */
export const placeRows: readonly ShopRow[] = [
  {
    number: 57,
    name: 'two tabs with one order: they take turns, one is closed; then the browser dies',
    async play(scene, scale) {
      // else the second tab is told that the order was asked about, and no lock is needed
      await scene.publish(1, { oncePerOrder: false })
      const device = await scene.device()
      const [gus, hans] = [customer('gus', scene), customer('hans', scene)]
      for (let n = 0; n < 2 * scale; n++) {
        // long enough that the first tab is not at its end when the second comes: this shop lets an order be asked about again
        const visit = someVisit(scene, { coupon: n % 2 ? 'kinds' : 'after' })
        const first = await device.open(visit)
        if (n % 2) await gus.answer(first, 'quick', 2)
        // the other tab comes while nothing is said yet, or in the middle
        else await first.locator('frankly-box .card .page').first().waitFor({ timeout: 10_000 })
        const second = await device.open(visit)
        await Promise.all([gus.answer(first, 'quick', 2), pause(1500).then(() => hans.answer(second, 'quick', 3))])
        await first.bringToFront()
        await gus.answer(first, 'quick')
        await lookAtEnd(first)
        await first.close()
        await Promise.race([hans.answer(second, 'quick'), pause(4000)])
        if (n % 2 === 0) {
          await device.kill()
          await device.wake()
        } else await second.close()
      }
    },
  },
  {
    number: 58,
    name: 'one order, the element `frankly-survey` and a popover',
    async play(scene) {
      const device = await scene.device()
      const ida = customer('ida', scene)
      const page = await device.open(someVisit(scene, { coupon: 'after', inline: 'after' }))
      await Promise.race([ida.answer(page, 'quick'), pause(7000)])
      await lookAtEnd(page)
      await page.close()
    },
  },
  {
    number: 59,
    name: 'another person signs in while the first one writes',
    async play(scene, scale) {
      const device = await scene.device()
      const jan = customer('jan', scene)
      for (let n = 0; n < 2 * scale; n++) {
        const page = await device.open(someVisit(scene, { person: `jan-${n}`, coupon: 'after' }))
        await jan.answer(page, 'quick', 2)
        await page.evaluate((person) => (window as unknown as { iAm(person: string): void }).iAm(person), `boris-${n}`)
        await Promise.race([jan.answer(page, 'quick'), pause(3000)])
        await page.close()
        // the other one comes back to the shop, and to an order of their own
        await comes(
          device,
          customer(`boris${n}`, scene),
          'quick',
          someVisit(scene, { person: `boris-${n}`, coupon: 'after' }),
        )
      }
    },
  },
  {
    number: 60,
    name: 'a second order is bought while the first is on the screen',
    async play(scene, scale) {
      const device = await scene.device()
      const kim = customer('kim', scene)
      for (let n = 0; n < 2 * scale; n++) {
        const page = await device.open(someVisit(scene, { coupon: 'after' }))
        await kim.answer(page, 'quick', 2)
        await page.evaluate(
          ([order, coupon]) =>
            (window as unknown as { buy(order: string, coupon: string): void }).buy(order ?? '', coupon ?? ''),
          [scene.order(), n % 2 ? 'kinds' : 'after'],
        )
        await kim.answer(page, 'quick')
        await lookAtEnd(page)
        await page.close()
      }
    },
  },
  {
    number: 61,
    name: 'a new version of the questionnaire mid-way',
    async play(scene) {
      const device = await scene.device()
      const lea = customer('lea', scene)
      // else the browser knows the earlier version for a minute
      scene.proxy.planFiles((path) => (path.includes('/config') ? { do: 'uncached' } : { do: 'pass' }))
      const stays = await device.open(someVisit(scene, { coupon: 'after' }))
      await lea.answer(stays, 'quick', 3)
      await scene.publish(2)
      await lea.answer(stays, 'quick')
      await lookAtEnd(stays)
      // a draft of the second version, and who comes back to it finds the third
      const visit = someVisit(scene, { coupon: 'after' })
      await lea.answer(await device.open(visit), 'quick', 3)
      await pause(1500)
      await device.kill()
      // an order that was asked about is not asked about again, whatever the version, unless the shop wants it so
      await scene.publish(3, { oncePerOrder: false })
      await device.wake()
      await comes(device, lea, 'quick', visit)
      scene.expect(
        [1, 2, 3].every((each) => scene.ledger.heard.some(({ version }) => version === each)),
        'each version stood on a screen',
      )
    },
  },
  {
    number: 62,
    name: "two builds at once: a shop's cache serves an earlier one to another tab",
    async play(scene, scale) {
      const device = await scene.device()
      const max = customer('max', scene)
      scene.proxy.serveBuild('/earlier', earlierBuild())
      for (let n = 0; n < scale; n++) {
        scene.proxy.plan(() => ({ do: 'answer', status: 503 }))
        const begun = someVisit(scene)
        const page = await device.open({ ...begun, tag: '/earlier' })
        await max.answer(page, 'quick', n % 2 ? 99 : 3)
        await pause(1000)
        // today's build finds a draft and records of the earlier one about the same questionnaire
        await comes(device, max, 'quick', { ...begun, order: scene.order() })
        scene.proxy.plan(() => ({ do: 'pass' }))
        // the earlier build knows one draft a questionnaire, whosever order it was: that fault of its own is not played
        const others = ASKED.filter((coupon) => coupon !== begun.coupon)
        await comes(device, max, 'quick', someVisit(scene, { tag: '/earlier', coupon: scene.chance.pick(others) }))
        await page.close()
      }
    },
  },
]
