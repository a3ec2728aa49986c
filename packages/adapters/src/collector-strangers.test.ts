import type { Delivery } from '@frankly/core'
import { createMemoryPlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createCollectorAdapter } from './collector.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const id = (n: number): string => `0193b0c0-0000-7000-8000-${String(n).padStart(12, '0')}`
const delivery = (n: number): Delivery => ({
  id: `${id(n)}.1`,
  type: 'response.completed',
  project: 'pk',
  occurredAt: 0,
  lane: 'normal',
  attempt: 1,
  data: {
    response: {
      id: id(n),
      revision: 1,
      writer: 'AbCd1234',
      surveyId: 's',
      surveyVersion: 1,
      status: 'completed',
      mode: 'web',
      test: false,
      locale: 'en',
      touchpoint: 'checkout',
      answers: { q1: { kind: 'rating', value: 2 } },
      context: {},
      consents: [],
      timings: { startedAt: 0, updatedAt: 0 },
    },
  },
})

const page = fc.constantFrom('<html>Sign in to the Wi-Fi</html>', '', 'Request blocked', '{"results":[')
/** JSON of somebody else, the names that we use ourselves among its fields; never our own type of a problem. */
const json = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      type: fc.constantFrom('about:blank', 'https://waf.example/blocked', 4, null),
      code: fc.constantFrom('body_too_large', 'item_invalid', 'waf', 7),
      title: fc.string(),
      results: fc.oneof(fc.jsonValue(), fc.array(fc.record({ id: fc.constant(id(0)), status: fc.string() }))),
      erased: fc.string(),
      retryAfterMs: fc.oneof(fc.integer({ min: -5, max: 60_000 }), fc.string()),
    },
    { requiredKeys: [] },
  ),
)
/** A redirect of the middle comes to `fetch` as an error where it leads to another origin. */
const stranger = fc.record({
  status: fc.oneof(
    fc.constantFrom(200, 202, 301, 302, 307, 400, 403, 404, 410, 413, 422, 451, 511),
    fc.integer({ min: 200, max: 599 }),
  ),
  body: fc.oneof(
    page,
    json.map((value) => JSON.stringify(value)),
  ),
  type: fc.constantFrom('text/html', 'application/json', 'application/problem+json'),
})

function sound(init: RequestInit | undefined): Response {
  const { items } = JSON.parse(String(init?.body)) as { items: { id: string; revision: number }[] }
  return Response.json({ results: items.map((item) => ({ ...item, status: 'stored' })), now: 0 })
}

it('any replies of strangers, then a sound one: every answer arrives, and none was parked', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(stranger, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      async (replies, count) => {
        const arrived = new Set<string>()
        let nth = 0
        const transport = createCollectorAdapter({
          host: 'https://collector.example',
          project: 'pk',
          fetch: async (input, init) => {
            const request = new Request(input, init)
            const reply = replies[nth++]
            const empty = reply && (reply.status === 204 || reply.status === 205 || reply.status === 304)
            if (reply)
              return new Response(empty ? null : reply.body, {
                status: reply.status,
                headers: { 'content-type': reply.type },
              })
            const body = await request.text()
            for (const item of (JSON.parse(body) as { items: { id: string }[] }).items) arrived.add(item.id)
            return sound({ body })
          },
        })
        const queue = createQueue({ project: 'pk', transport, platform: createMemoryPlatform() })
        for (let n = 0; n < count; n++) void queue.submit(delivery(n))
        for (let hours = 0; arrived.size < count && hours < 200; hours++) await vi.advanceTimersByTimeAsync(3_600_000)
        const { parked } = await queue.status()
        void queue.close()
        expect([...arrived].sort()).toEqual(Array.from({ length: count }, (_, n) => id(n)))
        expect(parked).toBe(0)
      },
    ),
    { numRuns: 150 },
  )
})
