import { PassThrough } from 'node:stream'
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { z } from 'zod'
import type { Reads } from '../../access/reads.ts'
import { within } from '../../access/who.ts'
import { readFilter, WANTED } from '../../export/filter.ts'
import { TABLE_WRITERS, type TableWriter } from '../../export/table-writers.ts'
import { WithoutPackage } from '../../export/without-package.ts'
import { type ExportAsk, exportTable, exportText, isText, LINES, lastPlace, SEPARATORS } from '../../export/write.ts'
import { problem } from '../../ingest/problems.ts'
import { cursorOf, nameOf } from '../../live/page-of-list.ts'
import type { Api } from '../api/api.ts'
import { word } from '../api/shapes.ts'
import type { Context as Deps } from '../context.ts'
import { problemReply } from '../problem-reply.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const
const FILES = {
  'responses.csv': 'csv',
  'responses.ndjson': 'ndjson',
  'responses.xlsx': 'xlsx',
  'responses.parquet': 'parquet',
} as const
/** Responses of one piece at most. */
const MOST = 10_000

const asked = (wanted: string) => word.meta({ description: wanted })

/** `GET /v1/exports/responses.{csv,ndjson,xlsx,parquet}`: what `frankly export` writes, streamed, whole or piece by piece. */
export function exportRoutes(api: Api, deps: Deps): void {
  const { store, options } = deps
  api.add(
    {
      method: 'get',
      path: '/v1/exports/{file}',
      summary: '`responses.csv`, `.ndjson`, `.xlsx` or `.parquet`: what `frankly export` writes',
      description:
        'With `limit`, a piece of it: the header `Frankly-Next` is the `after` of the next piece, and is not there after the last.',
      may: 'exports:read',
      notes: ['file', 'from', 'to', 'survey', 'version', 'mode', 'test'],
      asks: z.object({
        params: z.object({
          file: z.enum(['responses.csv', 'responses.ndjson', 'responses.xlsx', 'responses.parquet']),
        }),
        query: z.object({
          project: word,
          from: asked(WANTED.from),
          to: asked(WANTED.to),
          survey: asked(WANTED.survey),
          version: asked(WANTED.version),
          mode: asked(WANTED.mode),
          test: asked(WANTED.test),
          lines: z
            .enum(LINES)
            .default('answers')
            .meta({ description: 'what has a line of its own in csv, xlsx and parquet' }),
          separator: z.string().default(',').meta({ description: ', ; or tab' }),
          bom: z.string().optional().meta({ description: '1: a mark of UTF-8 at the beginning' }),
          after: asked('`Frankly-Next` of the piece before'),
          limit: asked(`a piece of so many responses, 1 to ${MOST}`),
        }),
      }),
      replies: { 200: { description: 'The file', types: Object.values(TYPES) } },
    },
    async (c, { params, query, projects, read }) => {
      const { project, separator: named, bom, lines } = query
      const separator = Object.hasOwn(SEPARATORS, named) ? SEPARATORS[named] : undefined
      if (separator === undefined) return problemReply(c, problem('query_invalid', 'separator: wanted , ; or tab'))
      const filter = readFilter(query)
      if ('fault' in filter) {
        const { name, found, wanted } = filter.fault
        return problemReply(c, problem('query_invalid', `${name}: wanted ${wanted}; got "${found.slice(0, 64)}"`))
      }
      const after = cursorOf(query.after)
      const limit = query.limit === undefined ? undefined : Number(query.limit)
      if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MOST))
        return problemReply(c, problem('query_invalid', `limit: wanted a whole number from 1 to ${MOST}`))
      if (query.after !== undefined && !after)
        return problemReply(c, problem('query_invalid', 'after: wanted the Frankly-Next of the piece before'))
      const isKnown = project === undefined || options.projects.has(project)
      if (!isKnown && (await store.responses({ project, limit: 1 })).length === 0) {
        return problemReply(c, problem('project_unknown', `no project has the key "${project.slice(0, 64)}"`))
      }
      const ask: ExportAsk = {
        ...filter,
        ...within(projects),
        lines,
        ...(after ? { after } : {}),
        ...(limit === undefined ? {} : { limit }),
      }
      const next = limit === undefined ? undefined : await nextAfter(read, ask, limit)
      if (next !== undefined) c.header('frankly-next', next)
      c.header('content-type', TYPES[FILES[params.file]])
      c.header('content-disposition', `attachment; filename="frankly-${params.file}"`)
      c.header('x-content-type-options', 'nosniff')
      const format = FILES[params.file]
      return isText(format)
        ? text(c, deps, read, { ...ask, format, separator, bom: bom === '1' })
        : table(c, deps, read, ask, TABLE_WRITERS[format])
    },
  )
}

/** Where the next piece begins; `undefined`: this is the last one. */
async function nextAfter(read: Reads, ask: ExportAsk, limit: number): Promise<string | undefined> {
  const last = await lastPlace(read, { ...ask, limit })
  return last && (await lastPlace(read, { ...ask, after: last, limit: 1 })) ? nameOf(last) : undefined
}

function text(c: Context, { options, log }: Deps, read: Reads, ask: Parameters<typeof exportText>[2]): Response {
  return stream(
    c,
    async (out) => {
      for await (const { text: part } of exportText(read, options, ask)) {
        if (out.aborted) return
        await out.write(part)
      }
    },
    async (error) => {
      log(`export: ${error.message}`)
    },
  )
}

async function table(
  c: Context,
  { options, log }: Deps,
  read: Reads,
  ask: ExportAsk,
  writeTable: TableWriter,
): Promise<Response> {
  const through = new PassThrough()
  const written = writeTable(exportTable(read, options, ask), through)
  // Whoever reads the stream hears of it. Where nobody does yet, it would end the process.
  through.on('error', () => {})
  written.catch((error: Error) => through.destroy(error))
  // A package that is missing is told before the first byte.
  const missing = await Promise.race([
    written.then(
      () => undefined,
      (error: unknown) => (error instanceof WithoutPackage ? error : undefined),
    ),
    new Promise<undefined>((resolve) => through.once('readable', () => resolve(undefined))),
  ])
  if (missing) return problemReply(c, problem('query_invalid', missing.message))
  return stream(
    c,
    async (out) => {
      out.onAbort(() => void through.destroy())
      for await (const part of through) await out.write(part)
    },
    async (error) => {
      log(`export: ${error.message}`)
    },
  )
}
