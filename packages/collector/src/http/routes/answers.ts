import type { Hono, MiddlewareHandler } from 'hono'
import { problem } from '../../ingest/problems.ts'
import { receiptKey } from '../../ingest/receipt-key.ts'
import { cursorOf, pageOfList } from '../../live/page-of-list.ts'
import { cardsOf, singleCards } from '../cards.ts'
import type { Context as Deps } from '../context.ts'
import { type PageLocale, page, pageLocale } from '../page.ts'
import { answerPage } from '../pages/answer-page.ts'
import { listPage, livePage, type ShownList } from '../pages/live-page.ts'
import { problemReply } from '../problem-reply.ts'

/** File name endings of the image types that are taken. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/avif': 'avif',
}

/** The staff pages that show answers: all of them as they come, one list, one answer; and the photos. */
export function answerRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, options, clock } = deps

  const listOf = async (name: ShownList['name'], locale: PageLocale, before?: string): Promise<ShownList> => {
    const { rows, older } = await pageOfList(store, { list: name }, cursorOf(before))
    const counts = name === 'rest' ? undefined : (await store.urgentCounts())[name]
    return {
      name,
      cards: await cardsOf(deps, rows, locale),
      ...(counts === undefined ? {} : { total: counts }),
      ...(older ? { older } : {}),
    }
  }

  app.get('/', staff, async (c) => {
    const locale = pageLocale(c)
    // Before the lists are read: what comes meanwhile is told by the stream.
    const now = clock.now()
    const lists = [await listOf('complaints', locale), await listOf('low', locale), await listOf('rest', locale)]
    const notFound = c.req.query('notFound') !== undefined
    return page(
      c,
      livePage(locale, { options, lists, held: await store.held(), now, ...(notFound ? { notFound } : {}) }),
    )
  })

  app.get('/lists/:name{complaints|low|rest}', staff, async (c) => {
    const locale = pageLocale(c)
    const name = c.req.param('name') as ShownList['name']
    return page(c, listPage(locale, options, await listOf(name, locale, c.req.query('before'))))
  })

  app.get('/answers/:project/:id', staff, async (c) => {
    const { project, id } = c.req.param()
    const row = await store.response(project, id)
    const locale = pageLocale(c)
    const cards = await singleCards(deps, row ? [row] : [], locale)
    const path = `/answers/${encodeURIComponent(project)}/${encodeURIComponent(id)}`
    return page(c, answerPage(locale, options, cards, path), row ? 200 : 404)
  })

  app.get('/find', staff, async (c) => {
    const locale = pageLocale(c)
    const rows = await store.byReceipt(receiptKey(c.req.query('code') ?? ''))
    if (rows.length === 0) return c.redirect(`/?lang=${locale}&notFound=1`, 303)
    return page(c, answerPage(locale, options, await singleCards(deps, rows, locale), '/'))
  })

  app.get('/v1/attachments/:project/:id', staff, async (c) => {
    const { project, id } = c.req.param()
    const file = await store.attachment(project, id)
    // A type that intake does not take cannot be here; were it, no browser should be given it.
    const ending = file && Object.hasOwn(ENDINGS, file.type) ? ENDINGS[file.type] : undefined
    if (!file || ending === undefined) return problemReply(c, problem('not_found'))
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': file.type,
      'content-disposition': `attachment; filename="photo-${id}.${ending}"`,
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
  })
}
