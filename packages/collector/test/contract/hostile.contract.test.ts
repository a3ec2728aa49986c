import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { STAFF_TOKEN } from '@frankly/testing'
import { startPostgres } from '@frankly/testing/postgres'
import { repoPath } from '@frankly/testing/process'
import { describe, expect, it } from 'vitest'
import { folder, startTarget } from '../support/attack.ts'
import { response } from '../support/items.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }

const frankly = (...args: readonly string[]) =>
  spawnSync(
    process.execPath,
    [
      '--conditions=frankly-source',
      '--disable-warning=ExperimentalWarning',
      repoPath('packages/collector/src/main.ts'),
      ...args,
      '--config',
      repoPath('examples/shop/frankly.config.json'),
    ],
    { encoding: 'utf8', env: { ...process.env, FRANKLY_STAFF_TOKEN: STAFF_TOKEN } },
  )

describe('[F13] who signs out', SLOW_MACHINE, () => {
  it.each(['Basic c2hvcDpzaG9w', 'Bearer', 'Negotiate x'])(
    '[F13] hears no further answer over an open stream, whatever other credentials a proxy lets through (%s)',
    async (authorization) => {
      const target = await startTarget()
      const entered = await fetch(`${target.url}/login`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams({ token: STAFF_TOKEN }),
      })
      const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
      const stream = await fetch(`${target.url}/v1/stream`, { headers: { cookie, authorization } })
      expect(stream.status).toBe(200)
      const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
      let told = ''
      while (!told.includes('event: ready')) told += (await reader.read()).value ?? ''
      const out = await fetch(`${target.url}/logout`, { method: 'POST', redirect: 'manual', headers: { cookie } })
      expect(out.status).toBe(303)
      await target.send([response(7)])
      for (let part = await reader.read(); !part.done && !told.includes('number 7'); part = await reader.read()) {
        told += part.value
      }
      expect(told).not.toContain('number 7')
    },
  )
})

describe('[F15] a way of asking that browsers may not name', SLOW_MACHINE, () => {
  it('[F15] is told as left out, since it is stored as another', async () => {
    const target = await startTarget()
    const results = await target.send([response(1), response(2, { mode: 'phone' }), response(3, { mode: 'kiosk' })])
    expect(results.map(({ status }) => status)).toEqual(['stored', 'stored', 'stored'])
    expect(results.map((result) => 'leftOut' in result && result.leftOut)).toEqual([false, ['mode'], false])
    const { items } = await target.staff<{ items: { response: { mode: string } }[] }>('/v1/responses')
    expect(items.map((item) => item.response.mode).sort()).toEqual(['kiosk', 'web', 'web'])
  })
})

describe('[F20] a store without tables', SLOW_MACHINE, () => {
  it('[F20] "frankly sign-in" says in one sentence what to do, on PostgreSQL and on SQLite', async () => {
    const server = await startPostgres()
    try {
      const path = join(folder(), 'empty.sqlite')
      new DatabaseSync(path).close()
      for (const url of [await server.database(), `sqlite:${path}`]) {
        const { status, stderr, stdout } = frankly('sign-in', '--store', url)
        expect(stderr).toContain('the store has no tables of Frankly yet: start "frankly serve"')
        expect(stderr).not.toMatch(/relation|no such table|^\s+at /m)
        expect([status, stdout]).toEqual([1, ''])
      }
    } finally {
      await server.stop()
    }
  })
})
