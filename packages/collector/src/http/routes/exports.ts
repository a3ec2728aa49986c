import type { Hono, MiddlewareHandler } from 'hono'
import { stream } from 'hono/streaming'
import { type ExportAsk, exportText, SEPARATORS } from '../../export/write.ts'
import { problem } from '../../ingest/problems.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const

/** `GET /v1/exports/responses.{csv,ndjson}?project=&separator=&bom=1`: what `frankly export` writes, streamed. */
export function exportRoutes(app: Hono, deps: Deps, staff: MiddlewareHandler): void {
  const { store, options, log } = deps
  app.get('/v1/exports/:file{responses\\.(csv|ndjson)}', staff, async (c) => {
    const format = c.req.param('file').endsWith('.csv') ? 'csv' : 'ndjson'
    const { project, separator: named = ',', bom } = c.req.query()
    const separator = Object.hasOwn(SEPARATORS, named) ? SEPARATORS[named] : undefined
    if (separator === undefined) return problemReply(c, problem('query_invalid', 'separator: wanted , ; or tab'))
    const isKnown = project === undefined || options.projects.has(project)
    if (!isKnown && (await store.responses({ project, limit: 1 })).length === 0) {
      return problemReply(c, problem('project_unknown', `no project has the key "${project.slice(0, 64)}"`))
    }
    const ask: ExportAsk = { format, separator, bom: bom === '1', ...(project ? { project } : {}) }
    c.header('content-type', TYPES[format])
    c.header('content-disposition', `attachment; filename="frankly-responses.${format}"`)
    c.header('x-content-type-options', 'nosniff')
    return stream(
      c,
      async (out) => {
        for await (const { text } of exportText(store, options, ask)) {
          if (out.aborted) return
          await out.write(text)
        }
      },
      async (error) => {
        log(`export: ${error.message}`)
      },
    )
  })
}
