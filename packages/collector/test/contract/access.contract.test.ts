import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { openCollector } from '../../src/collector.ts'
import { safePath } from '../../src/http/begin-session.ts'
import { type Listening, listen } from '../../src/http/listen.ts'
import { resolveOptions } from '../../src/options/read-options.ts'
import { openStore } from '../../src/store/store.ts'
import { putItem, response } from '../support/items.ts'
import { asStaff, collectorWith, STAFF_TOKEN, type TestCollector } from '../support/start.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'frankly-access-'))
  stops.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const enter = (collector: TestCollector, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  collector.app.request('/login', { method: 'POST', headers, body: new URLSearchParams(fields) })

const cookieOf = (reply: Response) => reply.headers.get('set-cookie')?.split(';')[0] ?? ''

const isIn = async (collector: TestCollector, cookie: string) =>
  (await collector.app.request('/v1/responses', { headers: { cookie } })).status === 200

describe('[F13] sessions and links', () => {
  it('a link signs in once, within 15 minutes, and not after the token has changed', async () => {
    const collector = await collectorWith()
    const passes = collector.context.passes!
    const link = await passes.make('link')
    const [one, other] = await Promise.all([enter(collector, { link }), enter(collector, { link })])
    expect([one.status, other.status].sort()).toEqual([303, 401])
    expect(await isIn(collector, cookieOf(one.status === 303 ? one : other))).toBe(true)
    const late = await passes.make('link')
    collector.wait(15 * 60_000)
    const refused = await enter(collector, { link: late })
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('older than 15 minutes')])
    for (const nonsense of ['', 'x', '__proto__', 'A'.repeat(43)])
      expect((await enter(collector, { link: nonsense })).status).toBe(401)
  })

  it('nothing that opens a door lies in the store', async () => {
    const data = folder()
    const url = `sqlite:${join(data, 'frankly.sqlite')}`
    const collector = await collectorWith({ store: url })
    const link = await collector.context.passes!.make('link')
    const signed = decodeURIComponent(cookieOf(await enter(collector, { token: STAFF_TOKEN })).split('=')[1]!)
    const [session, signature] = signed.split('.') as [string, string]
    const { cookieKey } = collector.context.passes!
    const { readFileSync, readdirSync } = await import('node:fs')
    const all = readdirSync(data)
      .map((name) => readFileSync(join(data, name), 'latin1'))
      .join('')
    for (const secret of [link, session, signature, cookieKey, STAFF_TOKEN]) expect(all).not.toContain(secret)
  })

  it('over TLS the cookie is bound to the host and to TLS; everywhere no script can read it', async () => {
    const secure = await collectorWith({ publicUrl: 'https://feedback.example' })
    const reply = await enter(secure, { token: STAFF_TOKEN }, { host: 'feedback.example' })
    expect(reply.headers.get('set-cookie')).toMatch(
      /^__Host-frankly_session=[\w-]{43}\.[\w%]+%3D; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    const value = cookieOf(reply).split('=')[1]
    const ask = (cookie: string) =>
      secure.app.request('/v1/responses', { headers: { host: 'feedback.example', cookie } })
    expect((await ask(`__Host-frankly_session=${value}`)).status).toBe(200)
    // Another site of the same domain could have set this one.
    expect((await ask(`frankly_session=${value}`)).status).toBe(401)
    const plain = await enter(await collectorWith(), { token: STAFF_TOKEN })
    expect(plain.headers.get('set-cookie')).toMatch(
      /^frankly_session=[\w-]{43}\.[\w%]+%3D; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  it('who signs out is out, with a copy of the cookie too; everywhere means everywhere, at once', async () => {
    const collector = await collectorWith()
    const { app } = collector
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(async () => cookieOf(await enter(collector, { token: STAFF_TOKEN }))),
    )
    const out = (cookie: string, body = '') =>
      app.request('/logout', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
    const reply = await out(one!)
    expect([reply.status, reply.headers.get('location'), cookieOf(reply)]).toEqual([
      303,
      '/login?out',
      'frankly_session=',
    ])
    expect([await isIn(collector, one!), await isIn(collector, two!)]).toEqual([false, true])
    const stream = await app.request('/v1/stream', { headers: { cookie: three! } })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    let told = ''
    while (!told.includes('event: ready')) told += (await reader.read()).value ?? ''
    const link = await collector.context.passes!.make('link')
    expect((await out(two!, 'everywhere=yes')).status).toBe(303)
    expect([await isIn(collector, two!), await isIn(collector, three!)]).toEqual([false, false])
    expect((await enter(collector, { link })).status).toBe(401)
    // The stream was open: the next answer ends it instead of being told.
    await app.request('/v1/projects/pk_demo/responses', {
      method: 'POST',
      body: JSON.stringify({ items: [response(7)] }),
    })
    for (let part = await reader.read(); !part.done; part = await reader.read()) told += part.value
    expect(told).not.toContain('number 7')
  })

  it('a new token ends all sessions, on a collector that is started again', async () => {
    const url = `sqlite:${join(folder(), 'frankly.sqlite')}`
    const before = await collectorWith({ store: url })
    const cookie = cookieOf(await enter(before, { token: STAFF_TOKEN }))
    await before.close()
    const again = await collectorWith({ store: url })
    expect(await isIn(again, cookie)).toBe(true)
    await again.close()
    const changed = await collectorWith({ store: url }, { TOKEN: 'Wd8m-Kp3v-Ht6x-Bz9q-Rn4c' })
    expect(await isIn(changed, cookie)).toBe(false)
  })
})

describe('[F13] the start', () => {
  const around = { dataDir: '/tmp', baseDir: '/tmp' }
  const given = { staff: { token: { env: 'TOKEN' } }, projects: { p: { shop: 'S', origins: [], surveys: [] } } }

  it('a weak token is refused with what to do, wherever it comes from, and never printed', () => {
    for (const TOKEN of ['test', 'password', 'hunter2-hunter2-hunter2-hunter2', '1234567890123456789012345']) {
      for (const [options, env] of [
        [given, { TOKEN }],
        [{ ...given, staff: {} }, { FRANKLY_STAFF_TOKEN: TOKEN }],
        [{ ...given, staff: {}, metrics: { token: { env: 'TOKEN' } } }, { TOKEN }],
      ] as const) {
        let said = ''
        try {
          resolveOptions(options, { ...around, env })
        } catch (error) {
          said = JSON.stringify((error as { data: unknown }).data)
        }
        expect(said).toContain('openssl rand -base64 32')
        expect(said).not.toContain(TOKEN)
      }
    }
  })

  it('a token may lie in a file beside the configuration; a missing or empty one is a fault', () => {
    const baseDir = folder()
    writeFileSync(join(baseDir, 'token'), `${STAFF_TOKEN}\n`)
    writeFileSync(join(baseDir, 'empty'), '\n')
    const read = (file: string) =>
      resolveOptions({ ...given, staff: { token: { file } } }, { ...around, baseDir, env: {} })
    expect(read('token').staffToken).toBe(STAFF_TOKEN)
    for (const file of ['empty', 'missing', '.']) expect(() => read(file), file).toThrow('staff.token')
  })

  it('proxies and names are checked; a number of proxies says what to write instead', () => {
    const faultOf = (over: object) => {
      try {
        resolveOptions({ ...given, ...over }, { ...around, env: { TOKEN: STAFF_TOKEN } })
        return ''
      } catch (error) {
        return JSON.stringify((error as { data: unknown }).data)
      }
    }
    expect(faultOf({ trustedProxies: 1 })).toContain('127.0.0.1')
    expect(faultOf({ trustedProxies: ['0.0.0.0/0'] })).toContain('trustedProxies[0]')
    expect(faultOf({ hosts: ['https://feedback.example/'] })).toContain('hosts[0]')
    expect(faultOf({ hosts: ['feedback.example', '[::1]:8787'], trustedProxies: ['10.0.0.0/8'] })).toBe('')
  })
})

describe('[F14] the sign-in under attack', () => {
  it('guesses are slowed, counted and logged; a link still signs in', async () => {
    const collector = await collectorWith()
    const tries: number[] = []
    for (let i = 0; i < 14; i++) tries.push((await enter(collector, { token: `guess ${i}` })).status)
    expect(tries).toEqual([...Array(10).fill(401), ...Array(4).fill(429)])
    const slowed = await enter(collector, { token: STAFF_TOKEN })
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '30'])
    expect((await enter(collector, { link: await collector.context.passes!.make('link') })).status).toBe(303)
    expect((await collector.app.request('/v1/responses', { headers: asStaff })).status).toBe(200)
    const metrics = await (await collector.app.request('/metrics', { headers: asStaff })).text()
    expect(metrics).toContain('frankly_sign_ins_total{outcome="wrong_token"} 10')
    expect(metrics).toContain('frankly_sign_ins_total{outcome="slowed"} 5')
    expect(collector.lines).toEqual(['sign-in refused: wrong token, from this machine'])
    collector.wait(61_000)
    expect((await enter(collector, { token: 'again' })).status).toBe(401)
    expect(collector.lines.at(-1)).toBe('sign-in refused: wrong token, from this machine (10 since the last such line)')
    expect((await enter(collector, { token: STAFF_TOKEN })).status).toBe(303)
    expect(collector.lines.join()).not.toContain('guess')
  })

  it('wrong bearer tokens are slowed and counted with the others', async () => {
    const collector = await collectorWith()
    const guess = () => collector.app.request('/v1/responses', { headers: { authorization: 'Bearer guess' } })
    const tries: number[] = []
    for (let i = 0; i < 12; i++) tries.push((await guess()).status)
    expect(tries.slice(8)).toEqual([401, 401, 429, 429])
    expect((await enter(collector, { token: 'x' })).status).toBe(429)
  })

  async function overHttp(): Promise<{ collector: TestCollector; url: string }> {
    const options = resolveOptions(
      { store: 'sqlite::memory:', port: 0, projects: { p: { shop: 'S', origins: [], surveys: [] } } },
      { dataDir: '/tmp', baseDir: '/tmp', env: { FRANKLY_STAFF_TOKEN: STAFF_TOKEN } },
    )
    const collector = await openCollector(options, { destinations: { list: [], close: async () => {} } })
    const listening: Listening = await listen(collector)
    stops.push(() => listening.stop())
    return { collector: collector as TestCollector, url: listening.url }
  }

  it('a body of 30 MB is refused at once, whether its length is said or not, and is not kept in memory', async () => {
    const { url } = await overHttp()
    const part = Buffer.alloc(1_000_000, 97)
    const before = process.memoryUsage().rss
    for (const headers of [{ 'content-length': '30000000' }, {}]) {
      const status = await new Promise<number>((resolve, reject) => {
        const call = request(`${url}/login`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        })
        call.on('response', (reply) => {
          reply.resume()
          resolve(reply.statusCode!)
        })
        // The collector may close before all of it was sent.
        call.on('error', reject)
        let sent = 0
        const send = () => {
          while (sent++ < 30) if (!call.write(part)) return void call.once('drain', send)
          call.end()
        }
        send()
      })
      expect(status).toBe(413)
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(120e6)
    const { status } = await fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ token: 'x'.repeat(5000) }),
    })
    expect(status).toBe(413)
  })

  it('posts of headers only hold up nobody', async () => {
    const { url } = await overHttp()
    const { port } = new URL(url)
    for (let i = 0; i < 200; i++) {
      const socket = connect(Number(port), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        'POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n',
      )
      stops.push(() => socket.destroy())
    }
    const reply = await fetch(`${url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ token: STAFF_TOKEN }),
      redirect: 'manual',
    })
    expect(reply.status).toBe(303)
  })
})

describe('[F18] small doors', () => {
  it('nobody else on the machine may read the store’s files, new or of an earlier version', async () => {
    const data = join(folder(), 'data')
    const path = join(data, 'frankly.sqlite')
    const open = () => openStore({ url: `sqlite:${path}`, now: 1 })
    const modes = () => ['', '-wal', '-shm', '.lock'].map((end) => statSync(`${path}${end}`).mode & 0o777)
    let store = await open()
    await store.put([putItem(response(1))])
    expect([statSync(data).mode & 0o777, ...modes()]).toEqual([0o700, 0o600, 0o600, 0o600, 0o600])
    await store.close()
    for (const end of ['', '.lock']) chmodSync(`${path}${end}`, 0o644)
    store = await open()
    await store.put([putItem(response(2))])
    expect(modes()).toEqual([0o600, 0o600, 0o600, 0o600])
    await store.close()
  })

  it('a receipt page says no word of a stranger: the code in its normal form, or one page for all else', async () => {
    const collector = await collectorWith()
    const complaint = (n: number, receiptCode: string) => response(n, { complaint: { severity: 'high' }, receiptCode })
    const items = [complaint(1, 'K7M4-2QXD-Z'), complaint(2, 'CALL US 800 555'), complaint(3, 'K7M4-2QXD-9')]
    const reply = await collector.app.request('/v1/projects/pk_demo/responses', {
      method: 'POST',
      body: JSON.stringify({ items }),
    })
    const { results } = (await reply.json()) as { results: { status: string; receipt?: object }[] }
    expect(results.map(({ status, receipt }) => [status, receipt])).toEqual([
      ['stored', { code: 'K7M4-2QXD-Z' }],
      ['stored', undefined],
      ['stored', undefined],
    ])
    const get = async (path: string) => {
      const page = await collector.app.request(path)
      return [page.status, await page.text()] as const
    }
    for (const typed of ['K7M4-2QXD-Z', 'k7m4%202qxd%20z', 'K7M42QXDZ', 'K7M4%E2%80%942QXD%E2%80%94Z']) {
      const [status, text] = await get(`/c/${typed}`)
      expect(status).toBe(200)
      expect(text).toContain('<dd class="code">K7M4-2QXD-Z</dd>')
    }
    const unknown = await get('/c/0000-0000-0')
    expect(unknown[0]).toBe(404)
    for (const typed of [
      'CALL-US-800-555',
      'CALL%20US%20800%20555',
      'K7M4-2QXD-9',
      '%3Cb%3E',
      'x'.repeat(4000),
      '__proto__',
      '%00',
      '..%2F',
    ])
      expect(await get(`/c/${typed}`), typed).toEqual(unknown)
  })

  it('what stands in ?next= leads nowhere else', async () => {
    for (const bad of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/.//evil.example',
      '/%2e//evil.example',
      'javascript:alert(1)',
      '\t//evil.example',
      '/\t/evil.example',
      'http:evil.example',
      '/login?next=/login',
      '/logout',
      '',
    ])
      expect(safePath(bad), bad).toBe('/')
    expect(safePath('/outbox?lang=ru#r-1')).toBe('/outbox?lang=ru#r-1')
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2f',
      '%5c',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      ' ',
      'evil.example',
      'http',
      'a',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (asked) => {
          const path = safePath(asked)
          expect(new URL(path, 'https://feedback.example').origin).toBe('https://feedback.example')
          expect(path.startsWith('/') && !path.startsWith('//')).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
    const collector = await collectorWith()
    const reply = await enter(collector, { token: STAFF_TOKEN, next: '//evil.example/' })
    expect(reply.headers.get('location')).toBe('/')
  })
})
