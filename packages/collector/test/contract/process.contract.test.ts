import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCollectorAdapter } from '@frankly/adapters/collector'
import { collectorContactHistory } from '@frankly/adapters/contact-history'
import { createClient, type Survey } from '@frankly/core'
import { signOrder } from '@frankly/core/node'
import { repoPath, startNode } from '@frankly/testing/process'
import { afterEach, describe, expect, it } from 'vitest'
import { idOf, response } from '../support/items.ts'
import { asStaff, STAFF_TOKEN, survey } from '../support/start.ts'

const MAIN = repoPath('packages/collector/src/main.ts')
const DEMO = repoPath('examples/shop/frankly.config.json')
const READY = /^frankly collector listening on (http:\/\/\S+)$/
const folders: string[] = []
const running: { kill(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of running.splice(0)) await each.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'frankly-process-'))
  folders.push(made)
  return made
}

async function serve(...args: string[]) {
  const config = args.includes('--config') ? [] : ['--config', DEMO]
  const started = await startNode(MAIN, ['serve', '--port', '0', ...config, ...args], READY, {
    env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN },
  })
  running.push(started)
  return started
}

const cliIn = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, ['--conditions=frankly-source', '--disable-warning=ExperimentalWarning', MAIN, ...args], {
    encoding: 'utf8',
    cwd,
  })
const cli = (...args: string[]) => cliIn(process.cwd(), ...args)

function post(url: string, numbers: readonly number[], agent?: Agent): Promise<{ status: number; text: string }> {
  const body = JSON.stringify({ sentAt: Date.now(), items: numbers.map((n) => response(n)) })
  return new Promise((resolve, reject) => {
    const call = request(
      `${url}/v1/projects/pk_demo/responses`,
      { method: 'POST', headers: { 'content-type': 'text/plain' }, ...(agent ? { agent } : {}) },
      (reply) => {
        let text = ''
        reply.on('data', (part) => {
          text += part
        })
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }))
        reply.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}

const list = async (url: string) => {
  const reply = await fetch(`${url}/v1/responses?limit=500`, { headers: asStaff })
  return ((await reply.json()) as { items: { id: string }[] }).items.map((item) => item.id)
}

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }

describe('the collector as a process', SLOW_MACHINE, () => {
  it('[F16] a forged answer keeps the real buyer of an order from nothing; a signed one counts on another device', async () => {
    const data = folder()
    const config = join(data, 'frankly.json')
    const secret = 'a-secret-of-more-than-32-characters!'
    const secretFile = join(data, 'signing-key')
    writeFileSync(secretFile, secret)
    const signing = { keys: { k1: { file: secretFile } } }
    const shop = { shop: 'Shop', origins: ['loopback'], surveys: [survey], signing }
    writeFileSync(config, JSON.stringify({ projects: { pk_demo: shop } }))
    const { match: url } = await serve('--data', data, '--config', config)
    const signature = (orderId: string) => signOrder(orderId, { project: 'pk_demo', key: { id: 'k1', secret } })
    const device = () => {
      const to = { host: url, project: 'pk_demo' }
      const options = { surveys: [survey as unknown as Survey], transport: createCollectorAdapter(to) }
      return createClient({ project: 'pk_demo', ...options, contactHistory: collectorContactHistory(to) })
    }
    const answerAbout = async (order: { orderId: string; signature?: string }) => {
      const client = device()
      const run = await client.start('purchase', { order })
      run.answer('ordering', { kind: 'rating', value: 1 })
      expect(await run.submit()).toMatchObject({ completed: true, saved: { durable: 'server' } })
      await client.destroy()
    }
    const isAsked = async (orderId: string) => {
      const client = device()
      client.context({ order: { orderId, signature: signature(orderId) } })
      const { shown } = await client.show('purchase')
      await client.destroy()
      return shown
    }
    await answerAbout({ orderId: 'A-1' })
    await answerAbout({ orderId: 'A-1', signature: signature('A-2') })
    expect(await isAsked('A-1')).toBe(true)
    await answerAbout({ orderId: 'A-1', signature: signature('A-1') })
    expect(await isAsked('A-1')).toBe(false)
  })

  it('[F5] the start prints what may gate a link, and does not start with what does', async () => {
    const data = folder()
    const config = join(data, 'frankly.json')
    const write = (showIf: unknown) => {
      const link = { kind: 'statement', id: 'link', text: 'Review us at www.reviews.example', showIf }
      const pages = [...survey.pages, { id: 'after', questions: [link] }]
      const project = { shop: 'Shop', origins: ['loopback'], surveys: [{ ...survey, pages }] }
      writeFileSync(config, JSON.stringify({ projects: { pk_demo: project } }))
    }
    write({ left: { context: 'tags.mood' }, op: 'eq', right: 'happy' })
    const { output } = await serve('--data', data, '--config', config)
    await expect.poll(output).toContain('warning: survey purchase: pages[1].questions[0].showIf: expected')
    write({ left: { answer: 'ordering' }, op: 'gte', right: 4 })
    const refused = cli('serve', '--port', '0', '--data', data, '--config', config)
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('answer ordering')])
  })

  it('[I1] SIGKILL right after the 200: started again, the row is there', async () => {
    const data = folder()
    const first = await serve('--data', data)
    const reply = await post(first.match, [1])
    await first.kill()
    expect(reply.status).toBe(200)
    const second = await serve('--data', data)
    expect(await list(second.match)).toEqual([idOf(1)])
  })

  it('[I1] SIGKILL amid many posts: all that were told stored are there, each once', async () => {
    const data = folder()
    const first = await serve('--data', data)
    const agent = new Agent({ keepAlive: true, maxSockets: 8 })
    const told: string[] = []
    let next = 0
    const worker = async () => {
      while (next < 3000) {
        const n = next++
        const { text } = await post(first.match, [n], agent)
        if (text.includes('"stored"')) told.push(idOf(n))
      }
    }
    const work = Promise.allSettled(Array.from({ length: 8 }, worker))
    while (told.length < 60) await new Promise((resolve) => setImmediate(resolve))
    await first.kill()
    await work
    agent.destroy()
    const out = join(data, 'out.ndjson')
    const done = cli('export', '--format', 'ndjson', '--data', data, '--out', out)
    expect(done.status).toBe(0)
    const { readFileSync } = await import('node:fs')
    const ids = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(told.filter((id) => !ids.includes(id))).toEqual([])
  })

  it('[I18] a second process on the same file is refused with the reason; a killed one leaves no lock', async () => {
    const data = folder()
    const first = await serve('--data', data)
    const second = cli('serve', '--port', '0', '--data', data, '--config', DEMO)
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(/another Frankly process is using .*frankly\.sqlite.*PostgreSQL/)
    await first.kill()
    const third = await serve('--data', data)
    expect((await fetch(`${third.match}/readyz`)).status).toBe(200)
  })

  it('SIGTERM finishes what was begun, ends open streams, and exits with 0', async () => {
    const started = await serve('--data', folder())
    const stream = await fetch(`${started.match}/v1/stream`, { headers: asStaff })
    const posts = Array.from({ length: 20 }, (_, n) => post(started.match, [n]))
    const settled = Promise.allSettled(posts)
    await Promise.race(posts)
    expect(await started.stop()).toBe(0)
    await stream.text()
    // A connection that had not said anything yet is closed; whoever got an answer got a true one.
    for (const reply of await settled) if (reply.status === 'fulfilled') expect(reply.value.status).toBe(200)
  })

  it('[OP5] SIGTERM says 503 on /readyz, answers new connections for the time of the drain, then closes the port', async () => {
    const data = folder()
    const config = join(data, 'c.json')
    const project = { shop: 'Shop', origins: ['loopback'], surveys: [survey] }
    const drainMs = 6000
    writeFileSync(config, JSON.stringify({ drainMs, projects: { pk_demo: project } }))
    const started = await serve('--data', data, '--config', config)
    const ready = async () => {
      const reply = await fetch(`${started.match}/readyz`, { headers: { connection: 'close' } })
      return [reply.status, ((await reply.json()) as { checks: { process: string } }).checks.process]
    }
    expect(await ready()).toEqual([200, 'ok'])
    const from = performance.now()
    const ended = started.stop()
    await expect.poll(ready).toEqual([503, 'closing'])
    // Each on a connection of its own, as from a balancer that has not noticed.
    expect((await post(started.match, [1])).text).toContain('"stored"')
    expect(await list(started.match)).toEqual([idOf(1)])
    expect(await ended).toBe(0)
    expect(performance.now() - from).toBeGreaterThanOrEqual(drainMs)
    expect(started.output()).toContain(`SIGTERM: /readyz says 503, the port closes in ${drainMs} ms`)
    await expect(post(started.match, [2])).rejects.toThrow('ECONNREFUSED')
    const again = await serve('--data', data)
    expect(await list(again.match)).toEqual([idOf(1)])
  })

  it('[I10] [I6] a body that does not arrive in time loses its connection; no 408 is sent', async () => {
    const data = folder()
    const config = join(data, 'c.json')
    const project = { shop: 'S', origins: ['*'], surveys: [] }
    writeFileSync(config, JSON.stringify({ limits: { requestMs: 600 }, projects: { pk_demo: project } }))
    const started = await serve('--data', data, '--config', config)
    const { port } = new URL(started.match)
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('POST /v1/projects/pk_demo/responses HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"items"')
    let got = ''
    socket.on('data', (part) => {
      got += part
    })
    await new Promise((resolve) => socket.once('close', resolve))
    expect(got).toBe('')
    const nonsense = connect(Number(port), '127.0.0.1')
    nonsense.write('NONSENSE\r\n\r\n')
    const reply = await new Promise<string>((resolve) => nonsense.once('data', (part) => resolve(String(part))))
    expect(reply).toMatch(/^HTTP\/1\.1 400[\s\S]*Access-Control-Allow-Origin: \*/)
    nonsense.destroy()
  })

  it('[I21] a wrong configuration is refused with every fault: path, found, wanted', () => {
    const data = folder()
    const config = join(data, 'c.json')
    const broken = { schema: 1, id: 'Bad Id', pages: [] }
    writeFileSync(
      config,
      JSON.stringify({ prot: 1, projects: { pk: { shop: '', origins: ['shop.example/'], surveys: [broken] } } }),
    )
    const { status, stderr } = cli('serve', '--port', '0', '--data', data, '--config', config)
    expect(status).toBe(2)
    for (const path of ['prot', 'projects.pk.shop', 'projects.pk.origins[0]', 'projects.pk.surveys[0].id']) {
      expect(stderr).toContain(`${path}: expected`)
    }
  })
})
