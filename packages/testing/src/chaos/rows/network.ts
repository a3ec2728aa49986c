import type { Fault } from '../fault-proxy.ts'
import type { Stage } from '../stage.ts'
import type { Row } from './row.ts'

/** A row that plays faults over the first posts of a page and then lets everything pass. */
function posts(number: number, name: string, faults: readonly Fault[], after?: (stage: Stage) => void): Row {
  return {
    number,
    name,
    async play(stage, scale) {
      const page = await stage.open()
      const total = faults.length * 2 * scale
      stage.proxy.plan((_, count) =>
        count <= total ? (faults[(count - 1) % faults.length] ?? { do: 'pass' }) : { do: 'pass' },
      )
      for (let n = 0; n < 4 * scale; n++) await stage.submit(page, { count: 25, revisions: n % 2 === 0 ? 1 : 2 })
      await page.evaluate(() => chaosOf().queue.flush())
      after?.(stage)
    },
  }
}

declare function chaosOf(): { readonly queue: { flush(): Promise<unknown>; status(): Promise<{ parked: number }> } }

const inAMinute = () => new Date(Date.now() + 2000).toUTCString()

/** What a network, a proxy and a server can do to a post. */
export const networkRows: readonly Row[] = [
  {
    number: 4,
    name: 'offline at submit; a flapping door',
    async play(stage, scale) {
      const page = await stage.open()
      for (let n = 0; n < 3 * scale; n++) {
        stage.proxy.closeDoor(true)
        await stage.submit(page, { count: 30 })
        stage.proxy.closeDoor(false)
        await stage.submit(page, { count: 5 })
      }
    },
  },
  posts(
    5,
    '500, 502 and 503 in bursts',
    [500, 502, 503].map((status) => ({ do: 'answer', status }) as const),
  ),
  posts(6, '429 and 503 with Retry-After: seconds, a date, garbage, negative', [
    { do: 'answer', status: 429, headers: { 'retry-after': '1' } },
    { do: 'answer', status: 503, headers: { 'retry-after': inAMinute() } },
    { do: 'answer', status: 429, headers: { 'retry-after': 'soon' } },
    { do: 'answer', status: 503, headers: { 'retry-after': '-5' } },
  ]),
  posts(7, 'commit, then the connection resets (new and reused)', [
    { do: 'commit-then-reset' },
    { do: 'pass' },
    { do: 'commit-then-reset' },
  ]),
  posts(8, 'reset before commit', [{ do: 'reset-before' }]),
  posts(9, '200 cut short, HTML, 204, 302', [
    { do: 'commit-then-truncate' },
    { do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to Café Wi-Fi</h1>' },
    { do: 'answer', status: 204 },
    { do: 'answer', status: 302, headers: { location: '/login' } },
    { do: 'answer', status: 200, body: '{}' },
  ]),
  posts(10, 'an answer that drips and never ends', [{ do: 'commit-then-drip' }]),
  posts(11, "an answer after the client's patience", [{ do: 'commit-then-delay', ms: 17_000 }]),
  posts(12, 'results that lack an id, hold a strange one', [
    {
      do: 'rewrite',
      change: (reply) => ({ ...(reply as object), results: (reply as { results: unknown[] }).results.slice(1) }),
    },
    {
      do: 'rewrite',
      change: (reply) => ({
        ...(reply as object),
        results: [
          ...(reply as { results: unknown[] }).results,
          { id: '0190b5a0-0000-7000-8000-000000000000', revision: 1, status: 'stored' },
        ],
      }),
    },
  ]),
  {
    number: 13,
    name: 'poison: one record makes its whole batch 400 or 413',
    async play(stage) {
      const page = await stage.open()
      stage.proxy.closeDoor(true)
      await stage.submit(page, { count: 49 })
      stage.proxy.closeDoor(false)
      const poison = stage.oracle.told[11]?.id ?? ''
      stage.proxy.plan((post, count) =>
        post.ids.includes(poison) && count < 30
          ? { do: 'answer', status: count % 2 ? 400 : 413, body: '{}' }
          : { do: 'pass' },
      )
      for (let n = 0; n < 6; n++) await page.evaluate(() => chaosOf().queue.flush())
      const arrived = (await stage.store.rows()).length
      stage.expect(arrived === 48, `the 48 good records beside the poison arrive; ${arrived} did`)
      const { parked } = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(parked === 1, `the poisoned record is parked on the device, not dropped; ${parked} are`)
      stage.oracle.forget(poison)
    },
  },
  posts(27, 'key revoked, then welcome again', [{ do: 'answer', status: 403, body: '{"code":"origin_not_allowed"}' }]),
]
