import { z } from 'zod'
import type { Reads } from '../../access/reads.ts'
import { type Projects, within } from '../../access/who.ts'
import { receiptKey } from '../../ingest/receipt-key.ts'
import { cursorOf, pageOfList } from '../../live/page-of-list.ts'
import type { Api } from '../api/api.ts'
import { PAGE } from '../api/route.ts'
import { lang, word } from '../api/shapes.ts'
import { cardsOf, singleCards } from '../cards.ts'
import type { Context as Deps } from '../context.ts'
import { type PageLocale, page, pageLocale } from '../page.ts'
import { answerPage } from '../pages/answer-page.ts'
import { listPage, livePage, type ShownList } from '../pages/live-page.ts'

/** The staff pages that show answers: all of them as they come, one list, one answer. A list of routes. */
export function answerRoutes(api: Api, deps: Deps): void {
  const { store, options, clock } = deps

  const listOf = async (
    name: ShownList['name'],
    locale: PageLocale,
    projects: Projects,
    read: Reads,
    before?: string,
  ): Promise<ShownList> => {
    const { rows, older } = await pageOfList(read, { list: name, ...within(projects) }, cursorOf(before))
    const counts = name === 'rest' ? undefined : (await store.urgentCounts(projects))[name]
    return {
      name,
      cards: await cardsOf(deps, rows, locale),
      ...(counts === undefined ? {} : { total: counts }),
      ...(older ? { older } : {}),
    }
  }

  api.add(
    {
      method: 'get',
      path: '/',
      summary: 'Answers as they come',
      may: 'responses:read',
      asks: z.object({ query: z.object({ lang, notFound: z.string().optional() }) }),
      replies: { 200: PAGE },
    },
    async (c, { query, projects, read }) => {
      const locale = pageLocale(c)
      // Before the lists are read: what comes meanwhile is told by the stream.
      const now = clock.now()
      const listed = (name: ShownList['name']) => listOf(name, locale, projects, read)
      const lists = [await listed('complaints'), await listed('low'), await listed('rest')]
      const notFound = query.notFound !== undefined
      return page(
        c,
        livePage(locale, { options, lists, held: await store.held(projects), now, ...(notFound ? { notFound } : {}) }),
      )
    },
  )

  api.add(
    {
      method: 'get',
      path: '/lists/{name}',
      summary: 'One list of answers, page by page',
      may: 'responses:read',
      asks: z.object({
        params: z.object({ name: z.enum(['complaints', 'low', 'rest']) }),
        query: z.object({ before: word, lang }),
      }),
      replies: { 200: PAGE },
    },
    async (c, { params: { name }, query: { before }, projects, read }) => {
      const locale = pageLocale(c)
      return page(c, listPage(locale, options, await listOf(name, locale, projects, read, before)))
    },
  )

  const oneOf = z.object({ project: z.string(), id: z.string() })
  api.add(
    {
      method: 'get',
      path: '/answers/{project}/{id}',
      summary: 'One answer',
      may: 'responses:read',
      asks: z.object({ params: oneOf, query: z.object({ lang }) }),
      replies: { 200: PAGE, 404: PAGE },
    },
    async (c, { params: { project, id }, read }) => {
      const row = await read.response(project, id)
      const locale = pageLocale(c)
      const cards = await singleCards(deps, row ? [row] : [], locale)
      const path = `/answers/${encodeURIComponent(project)}/${encodeURIComponent(id)}`
      return page(c, answerPage(locale, options, cards, path), row ? 200 : 404)
    },
  )

  api.add(
    {
      method: 'get',
      path: '/find',
      summary: 'Leads to an answer by its receipt code',
      may: 'responses:read',
      asks: z.object({ query: z.object({ code: word, lang }) }),
      replies: { 200: PAGE, 303: { description: 'Not found: back to the live page' } },
    },
    async (c, { query: { code = '' }, projects, read }) => {
      const locale = pageLocale(c)
      const found = await read.byReceipt(receiptKey(code))
      const rows = found.filter(({ project }) => projects === undefined || projects.includes(project))
      if (rows.length === 0) return c.redirect(`/?lang=${locale}&notFound=1`, 303)
      return page(c, answerPage(locale, options, await singleCards(deps, rows, locale), '/'))
    },
  )
}
