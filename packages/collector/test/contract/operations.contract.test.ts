import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NodeProcess, repoPath, startNode } from '@frankly/testing/process'
import { freePort } from '@frankly/testing/services'
import { afterAll, describe, expect, it } from 'vitest'
import { openCollector } from '../../src/collector.ts'
import { resolveOptions } from '../../src/options/read-options.ts'
import { openStore } from '../../src/store/store.ts'
import { asStaff, collectorWith, STAFF_TOKEN, survey } from '../support/start.ts'

const MAIN = repoPath('packages/collector/src/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'frankly-operations-'))
const running: NodeProcess[] = []
afterAll(async () => {
  for (const each of running) await each.kill()
  rmSync(folder, { recursive: true, force: true })
})

const projects = { pk_demo: { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey] } }
const env = { FRANKLY_STAFF_TOKEN: STAFF_TOKEN }

/** Runs a command to its end. */
function command(...args: string[]): Promise<{ readonly code: number | null; readonly out: string }> {
  const node = ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', MAIN, ...args]
  const child = spawn(process.execPath, node, { env: { ...process.env, ...env } })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (out += String(text)))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out })))
}

describe('frankly doctor', { timeout: 120_000 }, () => {
  it('[OP2] finds nothing wrong with what is right, and sends every destination a message marked as a trial', async () => {
    const heard: string[] = []
    const hook = createServer((request, reply) => {
      request.setEncoding('utf8').on('data', (text) => heard.push(text))
      request.on('end', () => reply.end('{}'))
    })
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
    const port = await freePort()
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`
    const destinations = [
      { id: 'crm', adapter: 'webhook', allowPrivate: true, options: { url, secrets: [{ file: 'hook' }] } },
    ]
    writeFileSync(join(folder, 'hook'), `whsec_${Buffer.from('x'.repeat(32)).toString('base64')}`, { mode: 0o600 })
    const config = join(folder, 'right.json')
    const shop = { ...projects.pk_demo, destinations }
    const text = JSON.stringify({ port, publicUrl: `http://127.0.0.1:${port}`, projects: { pk_demo: shop } })
    writeFileSync(config, text, { mode: 0o600 })
    const flags = ['--config', config, '--data', join(folder, 'data')]
    running.push(await startNode(MAIN, ['serve', ...flags], /listening on (http\S+)/, { env }))
    const { code, out } = await command('doctor', ...flags)
    expect([code, out]).toEqual([0, expect.stringContaining('nothing failed')])
    for (const part of [
      'configuration',
      'staff',
      'permissions',
      'disk',
      'store',
      'origin',
      'clock',
      'proxy',
      'destination',
    ])
      expect(out).toMatch(new RegExp(`^ok    ${part}: `, 'm'))
    expect(out).toMatch(/^- {5}mail: no destination sends mail$/m)
    expect(JSON.parse(heard.join(''))).toMatchObject({ type: 'response.completed', data: { response: { test: true } } })
    hook.close()
  })

  it('[OP2] says what failed and what to do, and ends with 1; a wrong configuration is told whole, and ends with 2', async () => {
    const config = join(folder, 'wrong.json')
    const dead = await freePort()
    const destinations = [
      {
        id: 'crm',
        adapter: 'webhook',
        allowPrivate: true,
        options: { url: `http://127.0.0.1:${dead}/`, secrets: [{ file: 'hook' }] },
      },
    ]
    const shop = { ...projects.pk_demo, destinations }
    writeFileSync(config, JSON.stringify({ publicUrl: `http://127.0.0.1:${dead}`, projects: { pk_demo: shop } }), {
      mode: 0o644,
    })
    const { code, out } = await command('doctor', '--config', config, '--data', join(folder, 'none'))
    expect([code, out]).toEqual([1, expect.stringContaining('2 failed')])
    expect(out).toMatch(
      /^FAIL {2}origin: http:\/\/127\S+ cannot be reached: .*; look whether the collector and its proxy run/m,
    )
    expect(out).toMatch(/^FAIL {2}destination: pk_demo\/crm: did not take the trial message/m)
    expect(out).toMatch(/^warn {2}permissions: everybody on this machine may read \S+wrong\.json: chmod 600/m)
    expect(out).toMatch(/^warn {2}store: \S+ is not there yet; "frankly serve" makes it/m)
    writeFileSync(
      config,
      JSON.stringify({
        log: 'xml',
        spool: { servers: [] },
        projects: { pk_demo: { shop: 'S', origins: ['x'], surveys: [] } },
      }),
    )
    const faults = await command('doctor', '--config', config, '--store', 'mysql://x')
    expect(faults.code).toBe(2)
    for (const path of ['--store', 'log', 'spool.servers', 'projects.pk_demo.origins[0]'])
      expect(faults.out).toContain(`  ${path}: expected`)
  })
})

describe('/readyz', () => {
  it('[OP3] says part by part whether a post would be stored', async () => {
    const around = { dataDir: folder, baseDir: folder, env: {} }
    const options = resolveOptions({ store: 'sqlite::memory:', projects }, around)
    const store = await openStore({ url: options.store, now: 1 })
    let isUp = true
    const ping = () => (isUp ? store.ping() : Promise.reject(new Error('secret host db.internal')))
    const pending = async () => (isUp ? 0 : 2)
    const collector = await openCollector(options, { store: { ...store, ping, pending }, log() {} })
    const asked = async () => {
      const reply = await collector.app.request('/readyz')
      return [reply.status, ((await reply.json()) as { checks: object }).checks]
    }
    expect(await asked()).toEqual([200, { process: 'ok', store: 'ok', tables: 'ok' }])
    isUp = false
    const tables = '2 migrations are not taken: run "frankly migrate"'
    expect(await asked()).toEqual([503, { process: 'ok', store: 'does not answer', tables }])
    isUp = true
    collector.endStreams()
    expect(await asked()).toEqual([503, { process: 'closing', store: 'ok', tables: 'ok' }])
    await collector.close()
  })
})

describe('/metrics', () => {
  it('[OP4] every number of the example dashboard is told, with what it says; labels are no words of strangers', async () => {
    const { app } = await collectorWith()
    await app.request('/v1/projects/pk_demo/config')
    await app.request('/no-such-"page\n')
    await app.request('/v1/projects/pk_demo/responses', { method: 'POST', body: '{"items":[1]}' })
    const text = await (await app.request('http://127.0.0.1/metrics', { headers: asStaff })).text()
    expect(text).toContain('frankly_http_seconds_count{method="GET",route="/v1/projects/:key/config",status="200"} 1')
    expect(text).not.toContain('no-such')
    for (const line of text.split('\n').filter(Boolean))
      expect(line).toMatch(/^(# (HELP|TYPE) frankly_\w+ .+|frankly_\w+(\{.*\})? [-+.\de]+)$/)
    const source = readFileSync(repoPath('packages/collector/src/metrics.ts'), 'utf8')
    const board = readFileSync(repoPath('docs/public/grafana-dashboard.json'), 'utf8')
    const wanted = new Set([...board.matchAll(/frankly_(\w+?)(?:_bucket|_count|_sum)?\b/g)].map(([, name]) => name!))
    expect(wanted.size).toBeGreaterThan(8)
    for (const name of wanted)
      expect([name, source.includes(`  ${name}: '`) || text.includes(`frankly_${name} `)]).toEqual([name, true])
  })
})
