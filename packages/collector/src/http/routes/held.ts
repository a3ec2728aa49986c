import type { Context, Hono, MiddlewareHandler } from 'hono'
import { problem } from '../../ingest/problems.ts'
import { cursorOf, nameOf, pageOfList } from '../../live/page-of-list.ts'
import { discardHeld, type HeldChoice, type HeldResult, releaseHeld } from '../../live/quarantine.ts'
import { cardsOf } from '../cards.ts'
import type { Context as Deps } from '../context.ts'
import { page, pageLocale } from '../page.ts'
import { heldPage } from '../pages/held-page.ts'
import { problemReply } from '../problem-reply.ts'

const HOW = 'wanted {project, id, revision?}, or {all: true} with any of project, reason'

/** Held answers: seen with the reason, let go or deleted, as a page for people and as JSON for programs. */
export function heldRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, options, clock, feed, metrics } = deps

  const act = async (what: string, choice: HeldChoice): Promise<HeldResult> => {
    const result = await (what === 'release' ? releaseHeld : discardHeld)(deps, choice, clock.now())
    metrics.add('held_decided_total', { what }, result.done)
    feed.nudge()
    return result
  }

  app.get('/held', staff, async (c) => {
    const locale = pageLocale(c)
    const now = clock.now()
    const { rows, older } = await pageOfList(store, { list: 'held' }, cursorOf(c.req.query('before')))
    const cards = await cardsOf(deps, rows, locale)
    const done = doneOf(c)
    const facts = {
      options,
      groups: await store.held(),
      cards,
      now,
      ...(older ? { older } : {}),
      ...(done ? { done } : {}),
    }
    return page(c, heldPage(locale, facts))
  })
  app.post('/held/:what{release|discard}', staff, async (c) => {
    const what = c.req.param('what')
    const choice = choiceOf(await c.req.parseBody(), clock.now())
    const { done, changed } = choice ? await act(what, choice) : { done: 0, changed: 0 }
    return c.redirect(`/held?lang=${pageLocale(c)}&${what}=${done}&changed=${changed}`, 303)
  })

  app.get('/v1/held', staff, async (c) => {
    const { project, reason, after } = c.req.query()
    const of = { list: 'held' as const, ...(project ? { project } : {}), ...(reason ? { quarantine: reason } : {}) }
    const { rows, older } = await pageOfList(store, of, cursorOf(after))
    const cards = await cardsOf(deps, rows, pageLocale(c))
    return c.json({
      groups: await store.held(),
      items: cards.map(({ entry }) => entry),
      ...(older ? { next: nameOf(older) } : {}),
    })
  })
  app.post('/v1/held/:what{release|discard}', staff, async (c) => {
    const { all, ...fields } = ((await c.req.json().catch(() => undefined)) ?? {}) as Record<string, unknown>
    const choice = choiceOf(all === true ? { ...fields, until: String(clock.now()) } : fields, clock.now())
    if (!choice) return problemReply(c, problem('envelope_invalid', HOW))
    return c.json(await act(c.req.param('what'), choice))
  })
}

/** One by its id, or all that came before the page was drawn. */
function choiceOf(fields: Readonly<Record<string, unknown>>, now: number): HeldChoice | undefined {
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return value === undefined || value === '' ? undefined : String(value)
  }
  const [project, id, revision, reason, until] = ['project', 'id', 'revision', 'reason', 'until'].map(text)
  if (project && id) return { project, id, ...(revision ? { revision: Number(revision) } : {}) }
  if (until === undefined || id) return undefined
  const seen = Number(until)
  return {
    until: Number.isFinite(seen) ? Math.min(seen, now) : now,
    ...(project ? { project } : {}),
    ...(reason ? { reason } : {}),
  }
}

function doneOf(c: Context): { released: number; discarded: number; changed: number } | undefined {
  const count = (name: string) => Math.max(0, Number.parseInt(c.req.query(name) ?? '', 10) || 0)
  if (c.req.query('release') === undefined && c.req.query('discard') === undefined) return undefined
  return { released: count('release'), discarded: count('discard'), changed: count('changed') }
}
