import { execFileSync } from 'node:child_process'
import { createHttpAdapter } from '@frankly/adapters/http'
import { DELIVERY_TYPES, sampleDelivery } from '@frankly/adapters/testing'
import type { SendOutcome } from '@frankly/core'
import { withTimeout } from '@frankly/core/transport'
import {
  answer,
  launchBrowser,
  type NodeProcess,
  type PostgresServer,
  repoPath,
  startNode,
  startPostgres,
} from '@frankly/testing'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** `examples/custom-backend`: the widget and a table, no collector between them. */
describe('a backend of one’s own', () => {
  const live = new AbortController().signal
  let postgres: PostgresServer
  let server: NodeProcess & { match: string }
  let browser: Browser
  let pool: pg.Pool

  beforeAll(async () => {
    const example = repoPath('examples/custom-backend')
    execFileSync(process.execPath, ['--run', 'build'], { cwd: example, stdio: 'pipe' })
    postgres = await startPostgres()
    const address = await postgres.database()
    pool = new pg.Pool({ connectionString: address })
    // A server that is killed drops its connections; that is the test's own doing.
    pool.on('error', () => {})
    server = await startNode(`${example}/src/main.ts`, [], /listening on (http:\/\/\S+)/, {
      env: { DATABASE_URL: address, PORT: '0' },
    })
    browser = await launchBrowser('chromium')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await pool?.end()
    await postgres?.stop()
  })

  it('what a customer answers stands in the table: revisions of one response, the last one whole', async () => {
    const page = await browser.newPage()
    const preflights: string[] = []
    page.on('request', (request) => request.method() === 'OPTIONS' && preflights.push(request.url()))
    await page.goto(server.match)
    await page.getByRole('button', { name: 'Buy the lamp' }).click()
    await answer(page, 'Badly', 'The lamp came without a plug.')
    await expect
      .poll(
        async () => {
          const { rows } = await pool.query<{ response: { status: string; answers: object; context: object } }>(
            `select event -> 'data' -> 'response' as response from feedback
           order by (event #>> '{data,response,revision}')::int desc limit 1`,
          )
          return rows[0]?.response
        },
        { timeout: 20_000 },
      )
      .toMatchObject({ status: 'completed', context: { order: { value: 1990 } } })
    const { rows } = await pool.query<{ text: string; responses: string }>(
      `select max(event::text) as text, count(distinct event #>> '{data,response,id}') as responses from feedback`,
    )
    expect(rows[0]!.text).toContain('The lamp came without a plug.')
    expect(rows[0]!.responses).toBe('1')
    expect(preflights).toEqual([])
    await page.close()
  })

  it('all events, hostile ones too, are stored once however often they are sent', async () => {
    const send = createHttpAdapter({ url: `${server.match}/feedback`, encoding: 'simple' })
    await pool.query('truncate feedback')
    for (const attempt of [1, 2, 3]) {
      for (const type of DELIVERY_TYPES) {
        const kind = attempt === 3 ? 'full' : 'hostile'
        expect(await send.send(sampleDelivery(type, { kind, attempt }), live)).toEqual({ status: 'delivered' })
      }
    }
    const { rows } = await pool.query('select count(*)::int as n from feedback')
    const ids = new Set(DELIVERY_TYPES.map((type) => sampleDelivery(type).id))
    expect(rows[0]).toEqual({ n: ids.size })
    const garbage = await fetch(`${server.match}/feedback`, { method: 'POST', body: '[]' })
    expect(garbage.status).toBe(400)
    const poison = await fetch(`${server.match}/feedback`, {
      method: 'POST',
      body: '{"id":"x","type":"y","a":"\\u0000"}',
    })
    expect(poison.status).toBe(422)
  })

  it('a store that is down is a retry, and nothing is lost by it', async () => {
    const http = withTimeout(createHttpAdapter({ url: `${server.match}/feedback`, encoding: 'simple' }), 20_000)
    const delivery = sampleDelivery('response.completed', { number: 77 })
    await postgres.kill()
    expect(await http.send(delivery, live)).toMatchObject({
      status: 'retry',
      afterMs: 5000,
    } satisfies Partial<SendOutcome>)
    await postgres.restart()
    await expect.poll(() => http.send(delivery, live), { timeout: 30_000 }).toEqual({ status: 'delivered' })
    const { rows } = await pool.query('select count(*)::int as n from feedback where id = $1', [delivery.id])
    expect(rows[0]).toEqual({ n: 1 })
  })
})
