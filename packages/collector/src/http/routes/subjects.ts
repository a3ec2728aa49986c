import { stream } from 'hono/streaming'
import { z } from 'zod'
import { within } from '../../access/who.ts'
import { erasePerson, findPerson, NAMED_BY, type Person } from '../../privacy/person.ts'
import { personCopy, personSummary } from '../../privacy/person-copy.ts'
import type { Api } from '../api/api.ts'
import { count, limit, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'

const Counts = z.object({
  responses: count,
  attachments: count,
  keptWords: count,
  conflicts: count,
  deadLetters: count,
  deliveries: count,
  receipts: count,
  quotaMarks: count,
  spooled: count,
  unopened: count,
})
const Receipt = z
  .object({
    id: z.string(),
    project: z.string(),
    at: z.int(),
    by: z.string(),
    counts: Counts,
    told: z.array(z.string()),
  })
  .meta({ id: 'ErasureReceipt' })
const Summary = z.object({
  project: z.string(),
  by: z.enum(NAMED_BY),
  responses: z.array(z.looseObject({ id: z.string(), survey: z.string(), receivedAt: z.int() })),
  attachments: count,
  conflicts: count,
  deadLetters: count,
  deliveries: count,
})

const asks = z.object({
  params: z.object({ id: z.string().max(200) }),
  query: z.object({
    project: z.string().min(1),
    by: z.enum(NAMED_BY).optional().meta({ description: 'what the id names; `subject` by default' }),
  }),
})
const personOf = ({ params, query }: z.output<typeof asks>): Person => ({
  project: query.project,
  by: query.by ?? 'subject',
  value: params.id,
})

/**
 * All that is stored of one person: what there is, the person's own copy, erasure; and what was erased before. One function:
 * a list of four routes, each declared beside its handler.
 */
export function subjectRoutes(api: Api, deps: Deps): void {
  const { store, spool, options, clock, newId, log, metrics } = deps

  api.add(
    {
      method: 'get',
      path: '/v1/subjects/{id}/summary',
      summary: 'What is stored of a person, counted; no word of it',
      may: 'privacy:read',
      asks,
      replies: { 200: { description: 'Counts', json: Summary } },
    },
    async (c, asked) => {
      const person = personOf(asked)
      return c.json(personSummary(person, await findPerson(store, person)))
    },
  )

  api.add(
    {
      method: 'get',
      path: '/v1/subjects/{id}',
      summary: 'The person’s own copy of everything, one JSON object a line, photos as base64',
      may: 'privacy:read',
      asks,
      replies: { 200: { description: 'The copy', types: ['application/x-ndjson'] } },
    },
    async (c, asked) => {
      const person = personOf(asked)
      const file = await findPerson(store, person)
      const at = clock.now()
      const about = { by: person.by, responses: file.responses.length }
      await store.audit.note({ at, project: person.project, by: asked.who.id, action: 'subject.export', about })
      c.header('content-type', 'application/x-ndjson')
      c.header('content-disposition', 'attachment; filename="frankly-person.ndjson"')
      c.header('x-content-type-options', 'nosniff')
      return stream(
        c,
        async (out) => {
          const project = options.projects.get(person.project)
          for await (const thing of personCopy({ store, project }, person, file)) {
            if (out.aborted) return
            await out.write(`${JSON.stringify(thing)}\n`)
          }
        },
        async (error, out) => {
          log(`copy for a person: ${error.message}`)
          // The status has been sent already: without this line, half a copy would look like a whole one.
          await out.write('{"what":"unfinished"}\n')
        },
      )
    },
  )

  api.add(
    {
      method: 'delete',
      path: '/v1/subjects/{id}',
      summary: 'Erases all of a person, tells the destinations; gives a receipt that names nobody',
      may: 'privacy:erase',
      notes: 'itself',
      asks,
      replies: { 200: { description: 'What was done', json: Receipt } },
    },
    async (c, asked) => {
      const person = personOf(asked)
      const project = options.projects.get(person.project)
      const who = asked.who.id
      const receipt = await erasePerson({ store, ...(spool && { spool }), project, who, newId }, person, clock.now())
      metrics.add('erased_total', {}, receipt.counts.responses)
      return c.json(receipt)
    },
  )

  api.add(
    {
      method: 'get',
      path: '/v1/erasures',
      summary: 'Receipts of what was erased for persons, newest first',
      may: 'privacy:read',
      asks: z.object({ query: z.object({ project: word, limit: limit(1000, 50) }) }),
      replies: { 200: { description: 'Receipts', json: z.object({ items: z.array(Receipt) }) } },
    },
    async (c, { query, projects }) =>
      c.json({ items: await store.erasures({ ...within(projects), limit: query.limit }) }),
  )
}
