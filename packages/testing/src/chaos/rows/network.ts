import type { Page } from 'playwright-core'
import type { Fault } from '../fault-proxy.ts'
import type { ChaosPage } from '../page/harness.ts'
import type { Stage } from '../stage.ts'
import type { Row } from './row.ts'

declare function chaosOf(): ChaosPage

const flush = (page: Page) => page.evaluate(() => chaosOf().queue.flush())

/** Rows that play faults over the first posts of a page and then let everything pass. */
function posts(
  number: number,
  name: string,
  faults: readonly Fault[],
  more: Pick<Row, 'patienceMs'> & { readonly after?: (stage: Stage) => void } = {},
): Row {
  const { after, ...rest } = more
  return {
    number,
    name,
    ...rest,
    async play(stage, scale) {
      const page = await stage.open()
      const total = faults.length * 2 * scale
      stage.proxy.plan((_, count) => (count <= total && faults[(count - 1) % faults.length]) || { do: 'pass' })
      for (let n = 0; n < 4 * scale; n++) await stage.submit(page, { count: 25, revisions: n % 2 === 0 ? 1 : 2 })
      for (let n = 0; n < 2 * total && stage.proxy.posts.length < total; n++) await flush(page)
      after?.(stage)
    },
  }
}

const PROBLEM = JSON.stringify({ type: 'urn:frankly:problem:invalid', code: 'invalid', title: 'Invalid', status: 400 })

/** What a network, a proxy and a server can do to a post. */
export const networkRows: readonly Row[] = [
  {
    number: 4,
    name: 'offline at submit; a flapping door',
    async play(stage, scale) {
      const page = await stage.open()
      for (let n = 0; n < 3 * scale; n++) {
        await stage.context.setOffline(n % 2 === 0)
        stage.proxy.closeDoor(true)
        const told = stage.submit(page, { count: 30 })
        if (n % 2 === 0) await page.waitForTimeout(300)
        await stage.context.setOffline(false)
        await told
        stage.proxy.closeDoor(false)
        await stage.submit(page, { count: 5 })
      }
      const most = 31 * 3 * scale
      stage.expect(stage.proxy.posts.length <= most, `at most ${most} requests`)
    },
  },
  posts(
    5,
    '500, 502 and 503 in bursts',
    [500, 502, 503].map((status) => ({ do: 'answer', status }) as const),
  ),
  {
    number: 6,
    name: 'Retry-After in seconds, as a date, garbage, negative',
    async play(stage, scale) {
      const page = await stage.open()
      const seconds = () => '1'
      const date = () => new Date(Date.now() + 2000).toUTCString()
      const wishes = [seconds, date, () => 'soon', () => '-5']
      let floor = 0
      let early = 0
      // Between the rounds one is let in, or the waits of a long row of failures would outlast the play.
      const round = wishes.length + 1
      const total = round * scale
      stage.proxy.plan((post, count) => {
        if (post.at < floor) early++
        const wish = wishes[(count - 1) % round]
        if (count > total || !wish) return { do: 'pass' }
        const asked = wish()
        const until = wish === seconds ? Date.now() + 1000 : wish === date ? Date.parse(asked) : 0
        floor = Math.max(floor, until)
        return { do: 'answer', status: count % 2 ? 429 : 503, headers: { 'retry-after': asked } }
      })
      for (let n = 0; n < 200 && stage.proxy.posts.length <= total; n++) {
        await stage.submit(page, { count: 5 })
        await flush(page)
        await page.waitForTimeout(100)
      }
      stage.expect(stage.proxy.posts.length > total, 'all wishes were heard and their ends were waited for')
      stage.expect(early === 0, `no request before the asked time; ${early} were`)
    },
  },
  {
    number: 7,
    name: 'commit, then the connection resets (new and reused)',
    async play(stage, scale) {
      const page = await stage.open()
      const reset = { new: 0, reused: 0 }
      const wanted = 2 * scale
      stage.proxy.plan(({ reused }, count) => {
        const kind = reused ? 'reused' : 'new'
        // Every third passes, so that there is a connection to use again.
        if (count % 3 === 2 || reset[kind] >= wanted) return { do: 'pass' }
        reset[kind]++
        return { do: 'commit-then-reset' }
      })
      for (let n = 0; n < 40 && (n < 4 * scale || reset.new < wanted || reset.reused < wanted); n++) {
        await stage.submit(page, { count: 25, revisions: n % 2 === 0 ? 1 : 2 })
        await flush(page)
      }
      stage.expect(reset.new >= wanted, `${wanted} resets of a new connection; ${reset.new} were`)
      stage.expect(reset.reused >= wanted, `${wanted} resets of a reused connection; ${reset.reused} were`)
      const times = new Map<string, number>()
      for (const { ids } of stage.proxy.posts) for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
      const repeated = [...times.values()].filter((count) => count > 1).length
      stage.expect(repeated > 0, 'what was committed unheard is posted again')
    },
  },
  posts(8, 'reset before commit', [{ do: 'reset-before' }]),
  posts(9, '200 cut short, HTML, 204, 302, 200 without results, opaque', [
    { do: 'commit-then-truncate' },
    { do: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to Café Wi-Fi</h1>' },
    { do: 'answer', status: 204 },
    { do: 'answer', status: 302, headers: { location: '/login' } },
    { do: 'answer', status: 200, body: '{}' },
    { do: 'answer', status: 200, body: '{"results":[]}', cors: false },
  ]),
  posts(10, 'an answer that drips and never ends', [{ do: 'commit-then-drip' }], { patienceMs: 1500 }),
  posts(11, "an answer after the client's patience", [{ do: 'commit-then-delay', ms: 2500 }], { patienceMs: 1500 }),
  posts(12, 'results that lack an id, hold a strange one', [
    { do: 'rewrite', change: (reply) => withResults(reply, (results) => results.slice(1)) },
    {
      do: 'rewrite',
      change: (reply) =>
        withResults(reply, (results) => [
          ...results,
          { id: '0190b5a0-0000-7000-8000-000000000000', revision: 1, status: 'stored' },
        ]),
    },
  ]),
  {
    number: 13,
    name: 'poison: one record makes its whole batch 400 or 413; a word nobody knows',
    async play(stage) {
      const page = await stage.open()
      stage.proxy.closeDoor(true)
      await stage.submit(page, { count: 49 })
      stage.proxy.closeDoor(false)
      const poison = stage.oracle.told[11]?.id ?? ''
      const before = stage.proxy.posts.length
      stage.proxy.plan((post, count) =>
        post.ids.includes(poison) && count < before + 30
          ? // in the collector's own words: what a stranger says in its place parks nothing
            { do: 'answer', status: count % 2 ? 400 : 413, body: PROBLEM }
          : { do: 'pass' },
      )
      for (let n = 0; n < 20 && (await flush(page)).waiting > 0; n++);
      const arrived = (await stage.store.rows()).length
      stage.expect(arrived === 48, `the 48 good records beside the poison arrive; ${arrived} did`)
      const { parked } = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(parked === 1, `the poisoned record is parked on the device, not dropped; ${parked} are`)
      const requests = stage.proxy.posts.length - before
      stage.expect(requests <= 16, `halves find the poison in 13 requests of its class; ${requests} were made`)
      stage.oracle.forget(poison)

      stage.proxy.plan(() => ({
        do: 'rewrite',
        change: (reply) => withResults(reply, (results) => results.map((each) => ({ ...each, status: 'filed' }))),
      }))
      await stage.submit(page, { count: 1 })
      await flush(page)
      const after = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(
        after.parked === 1 && after.waiting > 0,
        `what got a word that this version does not know waits; ${after.waiting} wait, ${after.parked} are parked`,
      )
    },
  },
  {
    number: 27,
    name: "the shop's site is taken off the list, then welcome again",
    async play(stage) {
      const page = await stage.open()
      await stage.submit(page, { count: 10 })
      await flush(page)
      await stage.allow(['https://elsewhere.example'])
      await stage.submit(page, { count: 25 })
      await flush(page)
      const { waiting, backoff } = await page.evaluate(() => chaosOf().queue.status())
      stage.expect(
        waiting === 25 && backoff === 'paused',
        `all wait, sending is paused; ${waiting} do, the backoff is ${backoff}`,
      )
      await stage.allow(['*'])
    },
  },
]

interface Result {
  readonly id: string
  readonly revision: number
  readonly status: string
}

function withResults(reply: unknown, change: (results: readonly Result[]) => readonly Result[]): unknown {
  const sound = reply as { readonly results: readonly Result[] }
  return { ...sound, results: change(sound.results) }
}
