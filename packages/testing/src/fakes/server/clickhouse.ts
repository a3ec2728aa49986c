import { createClickhouseAdapter } from '@frankly/adapters/clickhouse'
import type { FakeRequest } from '@frankly/adapters/testing'
import { type Demand, type DestinationCase, firstBroken, httpCase, shapeFault } from '../base.ts'

const PASSWORD = 'ch-password-1'
const INSERT = 'insert into `shop`.`frankly_deliveries` format JSONEachRow'
const SETTINGS = [
  'query',
  'wait_end_of_query',
  'date_time_input_format',
  'insert_deduplication_token',
  'wait_for_async_insert',
]

const failed = (status: number, code: number, name: string) => ({
  status,
  headers: { 'x-clickhouse-exception-code': String(code) },
  body: `Code: ${code}. DB::Exception: no, said to ${PASSWORD}. (${name}) (version 26.8.1.1)\n`,
})

function eventFault(row: unknown): string | undefined {
  try {
    return shapeFault('event', JSON.parse((row as { payload: string }).payload))
  } catch {
    return 'payload is no JSON'
  }
}

/** Insert: the query in the address, the row in the body. Delete: the query in the body, ids as parameters. */
function demands(request: FakeRequest): Demand[] {
  const { query, body, json, headers } = request
  const names = [...query.keys()]
  const common: Demand[] = [
    [request.path === '/', 404, 'There is no handle'],
    [request.method === 'POST', 405, request.method],
    [
      headers['x-clickhouse-user'] === 'feedback' && headers['x-clickhouse-key'] === PASSWORD,
      403,
      'AUTHENTICATION_FAILED',
    ],
  ]
  if (!query.has('query')) {
    const asked = [...body.matchAll(/\{(\w+):String\}/g)].map(([, name]) => `param_${name}`)
    return [
      ...common,
      [/^delete from `shop`\.`frankly_deliveries` where response_id in \(.+\)$/.test(body), 400, 'SYNTAX_ERROR'],
      [asked.length && asked.every((name) => query.has(name)), 400, 'UNKNOWN_QUERY_PARAMETER'],
    ]
  }
  const fault = shapeFault('clickhouse', json)
  return [
    ...common,
    [names.every((name) => SETTINGS.includes(name)), 404, `UNKNOWN_SETTING ${names.join()}`],
    [query.get('query') === INSERT, 400, `SYNTAX_ERROR ${query.get('query')}`],
    [!fault, 400, fault],
    [!eventFault(json), 400, eventFault(json)],
  ]
}

/** ClickHouse's HTTP interface. */
export const clickhouse: DestinationCase = httpCase(
  'clickhouse',
  {
    check: (request) => firstBroken(demands(request)),
    ok: () => ({ status: 200, headers: { 'x-clickhouse-summary': '{"written_rows":"1"}' } }),
    key: ({ query }) => query.get('insert_deduplication_token') ?? undefined,
    down: failed(500, 252, 'TOO_MANY_PARTS'),
    refuse: failed(404, 60, 'UNKNOWN_TABLE'),
    word: { ...failed(200, 241, 'MEMORY_LIMIT_EXCEEDED'), headers: {} },
  },
  (url, timeoutMs) =>
    createClickhouseAdapter({ url, user: 'feedback', password: PASSWORD, database: 'shop', timeoutMs }),
  { refusal: 'clickhouse_60', word: 'retry', secrets: [PASSWORD] },
)
