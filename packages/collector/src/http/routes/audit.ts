import { z } from 'zod'
import { within } from '../../access/who.ts'
import type { AuditCursor } from '../../store/ports.ts'
import type { Api } from '../api/api.ts'
import { count, limit, word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'

const Entry = z.object({
  at: z.int(),
  project: z.string(),
  by: z.string(),
  action: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

/** Who did what, and the ends of the chain that proves it. */
export function auditRoutes(api: Api, { store }: Pick<Deps, 'store'>): void {
  api.add(
    {
      method: 'get',
      path: '/v1/audit',
      summary: 'What people and programs of the shop did, newest first',
      may: 'audit:read',
      asks: z.object({ query: z.object({ project: word, after: word, limit: limit(500, 100) }) }),
      replies: {
        200: {
          description: 'A page; `next` is the `after` of the following one',
          json: z.object({ items: z.array(Entry), next: z.string().optional() }),
        },
      },
    },
    async (c, { query, projects }) => {
      const before = placeOf(query.after)
      const rows = await store.audit.read({ limit: query.limit, ...within(projects), ...(before ? { before } : {}) })
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      return c.json({
        items: rows.map(({ place: _, ...entry }) => entry),
        ...(last ? { next: nameOf(last.place) } : {}),
      })
    },
  )
  api.add(
    {
      method: 'get',
      path: '/v1/audit/root',
      summary: 'The ends of the chain: kept elsewhere, they prove that nothing was cut off (`frankly verify --root`)',
      may: 'audit:read',
      asks: z.object({ query: z.object({ project: word }) }),
      replies: {
        200: {
          description: 'The root',
          json: z.object({
            frankly: z.literal('root'),
            heads: z.array(z.object({ project: z.string(), strand: count, seq: count, hash: z.string() })),
          }),
        },
      },
    },
    async (c, { projects }) => c.json({ frankly: 'root', heads: await store.audit.root(projects) }),
  )
}

const nameOf = ({ at, project, strand, seq }: AuditCursor): string => `${at}~${project}~${strand}~${seq}`

/** A place in the log as it stands in addresses; `undefined`: it is none. */
function placeOf(name: string | undefined): AuditCursor | undefined {
  const [at = '', project, strand = '', seq = ''] = (name ?? '').split('~')
  const isPlace = [at, strand, seq].every((number) => /^\d{1,16}$/.test(number)) && project !== undefined
  return isPlace ? { at: Number(at), project, strand: Number(strand), seq: Number(seq) } : undefined
}
