import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import type { HttpReply } from '../shared/http-call.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { delivered, exchange, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec, responseIdsOf } from '../shared/pipe-options.ts'
import { hideSecrets } from '../shared/redact.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createClickhouseAdapter}. @public */
export interface ClickhouseAdapterOptions extends HttpOptions, PipeOptions {
  /** Address of the HTTP interface, `https://host:8443`. */
  readonly url: string
  /** Default `default`. */
  readonly user?: string
  /** Default: none. */
  readonly password?: string
  /** Default `default`. */
  readonly database?: string
  /** Default `frankly_deliveries`; make it by {@link clickhouseTable}. */
  readonly table?: string
}

/**
 * A fitting table as SQL. Rows of one id are merged in the background; `select … final` sees each once at any time. The window
 * lets even a table without replicas recognise a repeated insert.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function clickhouseTable(table = 'frankly_deliveries'): string {
  return `create table if not exists ${quotedName('table', table)} (
  id String,
  type LowCardinality(String),
  project LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  response_id String,
  payload String
) engine = ReplacingMergeTree order by id
settings non_replicated_deduplication_window = 10000`
}

/**
 * Inserts a row for each delivery over HTTP, as JSONEachRow; `payload` is the event as JSON. The delivery's id is the
 * `insert_deduplication_token` and the table's key, so a repeat leaves one row (see {@link clickhouseTable}). An erasure deletes the rows of its
 * responses (a lightweight delete, ClickHouse 23.3 or newer). ClickHouse answers 500 to much that will never come right: its
 * exception code decides, 404 and the like are final with code `clickhouse_<code>`.
 * @see https://clickhouse.com/docs/interfaces/http
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createClickhouseAdapter(options: ClickhouseAdapterOptions): ServerAdapter {
  return defineServerAdapter('clickhouse', () => {
    const url = needUrl('url', options.url)
    const { user = 'default', password, database = 'default', table = 'frankly_deliveries' } = options
    const target = `${quotedName('database', database)}.${quotedName('table', table)}`
    const secrets = password ? [password] : []
    const call = callOptions(options)
    const headers = {
      'content-type': 'text/plain;charset=utf-8',
      'x-clickhouse-user': user,
      ...(password ? { 'x-clickhouse-key': password } : {}),
    }
    // `wait_end_of_query`: no 200 before it is known whether all went well.
    const run = (settings: Record<string, string>, body: string, signal: AbortSignal): Promise<SendOutcome> => {
      const query = new URLSearchParams({ wait_end_of_query: '1', ...settings })
      return exchange({ ...call, url: `${url}/?${query}`, headers, body }, signal, {
        own: (reply) => ownOutcome(reply, secrets),
        secrets,
      })
    }
    return {
      hosts: hostsOf(url),
      ...pipeSpec(options),
      erase: async (delivery, signal) => {
        const ids = delivery.data.responseIds
        if (!ids.length) return delivered()
        const places = ids.map((_, i) => `{id${i}:String}`).join(', ')
        const params = Object.fromEntries(ids.map((id, i) => [`param_id${i}`, id]))
        return await run(params, `delete from ${target} where response_id in (${places})`, signal)
      },
      send: (delivery, signal) => {
        const settings = {
          query: `insert into ${target} format JSONEachRow`,
          date_time_input_format: 'best_effort',
          insert_deduplication_token: delivery.id,
          // A profile may say 0: then a 200 comes before anything is written.
          wait_for_async_insert: '1',
        }
        return run(settings, toJson(rowOf(delivery)), signal)
      },
    }
  })
}

function rowOf(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    type: delivery.type,
    project: delivery.project,
    occurred_at: new Date(delivery.occurredAt).toISOString(),
    response_id: responseIdsOf(delivery)[0] ?? '',
    payload: toJson(wireBody(delivery)),
  }
}

/**
 * Exceptions that will not come right by themselves, by what they say of the table, the row or the account
 * (https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp, read 2026-11-28).
 */
const FINAL = new Set([
  // no such column, function, identifier, type, table, format, database; not built in
  16, 46, 47, 48, 50, 60, 73, 81, 344,
  // cannot be parsed or converted: text, quotes, date and time, number, a row as a whole, a query; NULL where none may be
  6,
  26, 27, 41, 53, 62, 70, 72, 117, 349,
  // other columns than given, a value out of range or not of the enum, a broken constraint of the table
  20, 38, 321, 376, 469, 691,
  // wrong arguments, a setting that it does not know
  36, 43, 44, 115,
  // not allowed: read-only, unknown user, wrong password, no grant
  164, 192, 193, 194, 195, 291, 452, 497, 516,
])

function ownOutcome(reply: HttpReply, secrets: readonly string[]): SendOutcome | undefined {
  const said = reply.header('x-clickhouse-exception-code') ?? /^Code: (\d+)\. DB::/.exec(reply.text)?.[1]
  // An insert or a delete answers nothing: a text under a 200 is a page of something on the way.
  if (said === undefined)
    return reply.status < 300 && reply.text.trim() ? retry('a 200 that is not from ClickHouse') : undefined
  if (FINAL.has(Number(said))) return rejected(`clickhouse_${said}`, hideSecrets(reply.text, secrets).slice(0, 300))
  // Even under a 200: the exception came after the head of the answer.
  return reply.status < 300 || reply.status >= 500 ? retry(`clickhouse ${said}`) : undefined
}

function quotedName(path: string, name: string): string {
  need(/^[a-z_]\w{0,126}$/i.test(name), path, name, 'a name without quotes')
  return `\`${name}\``
}
