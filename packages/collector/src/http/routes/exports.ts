import { stream } from 'hono/streaming'
import { z } from 'zod'
import { within } from '../../access/who.ts'
import { type ExportAsk, exportText, SEPARATORS } from '../../export/write.ts'
import { problem } from '../../ingest/problems.ts'
import type { Api } from '../api/api.ts'
import { word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const

/** `GET /v1/exports/responses.{csv,ndjson}?project=&separator=&bom=1`: what `frankly export` writes, streamed. */
export function exportRoutes(api: Api, deps: Deps): void {
  const { store, options, log } = deps
  api.add(
    {
      method: 'get',
      path: '/v1/exports/{file}',
      summary: '`responses.csv` or `responses.ndjson`: what `frankly export` writes',
      may: 'exports:read',
      asks: z.object({
        params: z.object({ file: z.enum(['responses.csv', 'responses.ndjson']) }),
        query: z.object({
          project: word,
          separator: z.string().default(',').meta({ description: ', ; or tab' }),
          bom: z.string().optional().meta({ description: '1: a mark of UTF-8 at the beginning' }),
        }),
      }),
      replies: { 200: { description: 'The file', types: Object.values(TYPES) } },
    },
    async (c, { params, query: { project, separator: named, bom }, projects, read }) => {
      const format = params.file === 'responses.csv' ? 'csv' : 'ndjson'
      const separator = Object.hasOwn(SEPARATORS, named) ? SEPARATORS[named] : undefined
      if (separator === undefined) return problemReply(c, problem('query_invalid', 'separator: wanted , ; or tab'))
      const isKnown = project === undefined || options.projects.has(project)
      if (!isKnown && (await store.responses({ project, limit: 1 })).length === 0) {
        return problemReply(c, problem('project_unknown', `no project has the key "${project.slice(0, 64)}"`))
      }
      const ask: ExportAsk = { format, separator, bom: bom === '1', ...within(projects) }
      c.header('content-type', TYPES[format])
      c.header('content-disposition', `attachment; filename="frankly-responses.${format}"`)
      c.header('x-content-type-options', 'nosniff')
      return stream(
        c,
        async (out) => {
          for await (const { text } of exportText(read, options, ask)) {
            if (out.aborted) return
            await out.write(text)
          }
        },
        async (error) => {
          log(`export: ${error.message}`)
        },
      )
    },
  )
}
