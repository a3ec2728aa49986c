import { readFile } from 'node:fs/promises'
import type { Hono, MiddlewareHandler } from 'hono'
import { setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { streamSSE } from 'hono/streaming'
import type { Context as Deps } from '../../context.ts'
import { problem } from '../../ingest/problems.ts'
import { liveEntry } from '../../live/entry.ts'
import { liveTexts } from '../../live/texts.ts'
import type { StoredResponse } from '../../store/ports.ts'
import { SESSION, SESSION_MS, same, sessionFor } from '../middleware/staff.ts'
import { page, pageLocale } from '../page.ts'
import { livePage } from '../pages/live-page.ts'
import { problemReply } from '../problem-reply.ts'

const ASSETS: Readonly<Record<string, string>> = {
  'page.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'survey.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
}

/** Latest responses a page begins with. */
const BACKLOG = 200

/** `/`: answers as they come. `/v1/stream`: the same as server-sent events. `/login`, and the files of our pages. */
export function liveRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, feed, options, closing } = deps
  app.get('/', staff, (c) => page(c, livePage(pageLocale(c), options)))

  app.get('/v1/stream', staff, (c) =>
    streamSSE(c, async (stream) => {
      let tail = Promise.resolve()
      const tell = (rows: readonly StoredResponse[]) => {
        tail = tail.then(async () => {
          for (const row of rows) {
            const data = JSON.stringify(liveEntry(row, options.projects.get(row.project)))
            await stream.writeSSE({ event: 'response', data, id: String(row.receivedAt) })
          }
        })
      }
      // Subscribed before the backlog is read: nothing falls between; the page knows a repeat by its id.
      const leave = feed.subscribe(tell)
      const gone = new Promise<void>((resolve) => {
        stream.onAbort(resolve)
        closing.addEventListener('abort', () => resolve())
      })
      tell([...(await store.responses({ limit: BACKLOG, newestFirst: true }))].reverse())
      await tail
      await stream.writeSSE({ event: 'ready', data: '' })
      const beat = setInterval(() => void stream.writeSSE({ event: 'beat', data: '' }), 15_000)
      await gone
      clearInterval(beat)
      leave()
    }),
  )

  app.get('/login', (c) => page(c, loginPage(pageLocale(c), false)))
  app.post('/login', async (c) => {
    const { token } = await c.req.parseBody()
    const wanted = options.staffToken
    if (wanted === undefined || typeof token !== 'string' || !same(token, wanted)) {
      return page(c, loginPage(pageLocale(c), true), 401)
    }
    setCookie(c, SESSION, sessionFor(wanted, deps.clock.now()), {
      httpOnly: true,
      sameSite: 'Strict',
      secure: options.publicUrl?.startsWith('https:') ?? false,
      path: '/',
      maxAge: SESSION_MS / 1000,
    })
    return c.redirect('/', 303)
  })

  app.get('/assets/:name', async (c) => {
    const name = c.req.param('name')
    const type = ASSETS[name]
    if (!type) return problemReply(c, problem('not_found'))
    const bytes = new Uint8Array(await readFile(new URL(`../../../assets/${name}`, import.meta.url)))
    return c.body(bytes, 200, { 'content-type': type, 'cache-control': 'no-cache' })
  })
}

function loginPage(locale: 'en' | 'ru', failed: boolean) {
  const t = liveTexts[locale]
  return {
    title: t.signIn,
    locale,
    bodyClass: 'narrow',
    body: html`<main class="sheet"><h1>${t.signIn}</h1>
<form method="post" action="/login?lang=${locale}">
<label for="token">${t.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required ${failed ? html`aria-invalid="true" aria-describedby="wrong"` : ''}>
${failed ? html`<p id="wrong" role="alert" class="fault">${t.wrongToken}</p>` : ''}
<button type="submit">${t.signIn}</button>
</form></main>`,
  }
}
