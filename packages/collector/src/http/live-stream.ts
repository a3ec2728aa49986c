import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Reads } from '../access/reads.ts'
import { type Projects, within } from '../access/who.ts'
import type { Cursor, ListName, StoredResponse } from '../store/ports.ts'
import { cardsOf } from './cards.ts'
import type { Context as Deps } from './context.ts'
import { isStillStaff } from './middleware/staff.ts'
import { type PageLocale, pageLocale } from './page.ts'
import { liveCard } from './pages/live-card.ts'

/** Latest responses of each list that a program begins with. */
const BACKLOG = 200
/** What another collector committed late may be older than what was told: look back so far, ms. */
const OVERLAP = 5000
/** More than these missed are not sent one by one: the page is told to load anew. */
const MOST_MISSED = 1000
/** How often a `beat` shows that the connection lives, ms; the session is checked as often. */
const BEAT = 15_000

/**
 * `GET /v1/stream`: `response` for each revision, its id the time of arrival. `Last-Event-ID` (or `?since=` in epoch ms)
 * goes on from there: what came meanwhile is told first, or `reload` when it is more than a thousand. Without it the newest of
 * each list are told. `counts` says how many complaints, low scores and held answers there are. `?cards=1` adds the
 * markup of the live page.
 */
export function liveStream(c: Context, deps: Deps, projects: Projects, read: Reads): Response {
  const { feed, closing, log } = deps
  const given = Number(c.req.header('last-event-id') || c.req.query('since') || Number.NaN)
  // Whoever comes with another id than ours is told the newest.
  const since = Number.isSafeInteger(given) ? given : Number.NaN
  const teller = tellerOf(deps, projects, read, pageLocale(c), c.req.query('cards') !== undefined)
  return streamSSE(c, async (stream) => {
    let tail: Promise<void> = Promise.resolve()
    const then = (work: () => Promise<void>): Promise<void> => {
      tail = tail.then(work).catch((error: Error) => {
        log(`live stream: ${error.message}`)
        stream.abort()
      })
      return tail
    }
    let end = () => {}
    const gone = new Promise<void>((resolve) => {
      end = resolve
    })
    stream.onAbort(end)
    closing.addEventListener('abort', end)
    // Ends when the session has ended, or when the store cannot say whether it has.
    const check = async (): Promise<boolean> => {
      const still = await isStillStaff(c, deps).catch(() => false)
      if (!still) end()
      return still
    }
    // Subscribed before anything is read, so that nothing is missed in between; the client drops repeats by id and revision.
    const leave = feed.subscribe(
      (rows) => void then(async () => ((await check()) ? teller.tell(stream, rows) : undefined)),
    )
    await then(() => (Number.isFinite(since) ? teller.missed(stream, since) : teller.newest(stream)))
    await stream.writeSSE({ event: 'ready', data: '' })
    const beat = setInterval(() => {
      void stream.writeSSE({ event: 'beat', data: '' })
      void check()
    }, BEAT)
    await gone
    clearInterval(beat)
    closing.removeEventListener('abort', end)
    leave()
  })
}

function tellerOf(deps: Deps, projects: Projects, read: Reads, locale: PageLocale, withCards: boolean) {
  const { store } = deps
  let last = 0

  const tell = async (stream: SSEStreamingApi, rows: readonly StoredResponse[]): Promise<void> => {
    const own = read.shown(rows.filter(({ project }) => projects === undefined || projects.includes(project)))
    for (const card of await cardsOf(deps, own, locale)) {
      const { entry } = card
      // A response committed late may have an earlier time of arrival: the place never moves back.
      last = Math.max(last, entry.receivedAt)
      const told = withCards ? { ...entry, card: String(await liveCard(card, locale)) } : entry
      await stream.writeSSE({ event: 'response', data: JSON.stringify(told), id: String(last) })
    }
    await counts(stream)
  }

  const counts = async (stream: SSEStreamingApi): Promise<void> => {
    const held = await store.held(projects)
    const sum = (of: 'count' | 'complaints') => held.reduce((all, group) => all + group[of], 0)
    const now = { ...(await store.urgentCounts(projects)), held: sum('count'), heldComplaints: sum('complaints') }
    await stream.writeSSE({ event: 'counts', data: JSON.stringify(now) })
  }

  return {
    tell,
    /** The newest of each list, bad news first, each list from its oldest on. */
    async newest(stream: SSEStreamingApi): Promise<void> {
      const lists: readonly ListName[] = ['complaints', 'low', 'held', 'rest']
      for (const list of lists) {
        const rows = await store.responses({ list, limit: BACKLOG, newestFirst: true, ...within(projects) })
        await tell(stream, rows.toReversed())
      }
    },
    /** Everything that arrived since. */
    async missed(stream: SSEStreamingApi, since: number): Promise<void> {
      let after: Cursor | undefined = { receivedAt: since - OVERLAP, project: '', id: '' }
      const rows: StoredResponse[] = []
      while (after && rows.length <= MOST_MISSED) {
        const some: readonly StoredResponse[] = await store.responses({ after, limit: 200, ...within(projects) })
        rows.push(...some)
        after = some.length < 200 ? undefined : some.at(-1)
      }
      if (rows.length > MOST_MISSED) await stream.writeSSE({ event: 'reload', data: '' })
      else await tell(stream, rows)
    },
  }
}
