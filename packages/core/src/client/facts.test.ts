import fc from 'fast-check'
import { expect, it } from 'vitest'
import { responseOf, settled, world } from '../../test/client-world.ts'
import { oddContext, oddLocale, oddOrder, oddSubject } from '../../test/odd-values.ts'
import { checkResponse } from '../check/check-response.ts'

it('[E57] property: any language, identify, context and purchase, and the rating arrives', async () => {
  await fc.assert(
    fc.asyncProperty(
      oddLocale,
      oddSubject,
      oddContext,
      oddOrder,
      oddContext,
      async (lang, who, facts, order, extra) => {
        const w = world({ locale: lang as string, record: ['items', 'coupon', 'path'] })
        w.client.identify(who as never)
        w.client.context(facts as never)
        await w.client.purchase(order as never)
        await w.client.track('looked', { at: order } as never)
        const run = await w.client.start('after-purchase', extra as never)
        run.answer('score', { kind: 'rating', value: 9 })
        await run.submit()
        await settled()
        const response = JSON.parse(JSON.stringify(responseOf(w.sent.at(-1))))
        expect(response.answers).toEqual({ score: { kind: 'rating', value: 9 } })
        expect(checkResponse(response)).toMatchObject({ ok: true })
        await w.client.destroy()
      },
    ),
    { numRuns: 100 },
  )
}, 60_000)
