import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { STAFF_TOKEN } from '@frankly/testing'
import { startPostgres } from '@frankly/testing/postgres'
import { type StrictS3, startStrictS3 } from '@frankly/testing/services'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { lookAtBucket } from '../../src/cli/doctor/photos.ts'
import { AGES } from '../../src/collector.ts'
import { faultsOf, resolveOptions } from '../../src/options/read-options.ts'
import { restoreStore } from '../../src/store/store.ts'
import { bytesOf, folder, startTarget, until } from '../support/attack.ts'
import { idOf, response } from '../support/items.ts'
import { jpegWith } from '../support/photos.ts'
import { asStaff, collectorWith, survey, type TestCollector } from '../support/start.ts'

/** Every test may start processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }
/** For what happens within two seconds on a calm machine, ms. */
const SOON = 20_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const at = '/v1/projects/pk_demo'
const run = promisify(execFile)

let s3: StrictS3
let prefixes = 0
let prefix: string
beforeAll(async () => {
  s3 = await startStrictS3()
})
afterAll(() => s3.stop())
beforeEach(() => {
  prefix = `t${++prefixes}/`
})
afterEach(() => {
  s3.mood = 'well'
  s3.before = () => undefined
})

/** The option as a shop writes it. */
const option = (over: object = {}) => ({
  endpoint: s3.endpoint,
  bucket: s3.bucket,
  prefix,
  accessKeyId: s3.accessKeyId,
  secretAccessKey: { env: 'S3_SECRET' },
  ...over,
})
/** What lies in the bucket for this test. */
const objects = async () =>
  [...(await s3.objects())].flatMap(([name, bytes]) => (name.startsWith(prefix) ? [bytes] : []))

interface Shop extends TestCollector {
  /** Posts a photo. */
  add(n: number, bytes: Uint8Array<ArrayBuffer>, of?: number): Promise<Response>
  staff(path: string, method?: string): Promise<Response>
  tidy(): Promise<void>
}

/** A collector on a file whose photos lie in the bucket; two answers are there, of Anna and of Boris. */
async function shop(dataDir: string, given: Record<string, unknown> = {}): Promise<Shop> {
  const store = `sqlite:${join(dataDir, 'frankly.sqlite')}`
  const collector = await collectorWith(
    { store, attachments: { s3: option() }, ...given },
    { S3_SECRET: s3.secretAccessKey },
  )
  const post = async (path: string, body: string | Uint8Array<ArrayBuffer>) =>
    collector.app.request(`${at}/${path}`, { method: 'POST', body })
  const items = ['anna', 'boris'].map((id, i) => response(i + 1, { subject: { id } }))
  expect((await post('responses', JSON.stringify({ items }))).status).toBe(200)
  return Object.assign(collector, {
    add: (n: number, bytes: Uint8Array<ArrayBuffer>, of = 1) =>
      post(`attachments?id=${idOf(n)}&response=${idOf(of)}&name=p`, bytes),
    staff: async (path: string, method = 'GET') => collector.app.request(path, { method, headers: asStaff }),
    tidy: () => collector.store.tidy({ now: collector.context.clock.now(), ages: AGES, conflicts: 100, unseen: 100 }),
  })
}

const statusOf = async (reply: Response | Promise<Response>) =>
  ((await (await reply).json()) as { status: string }).status
const photoOf = (n: number) => `/v1/attachments/pk_demo/${idOf(n)}`
const bytesIn = async (reply: Response) => Buffer.from(await reply.arrayBuffer())
const erase = (collector: Shop, id: string) => collector.staff(`/v1/subjects/${id}?project=pk_demo`, 'DELETE')

describe('[PH6] photos in a bucket', SLOW_MACHINE, () => {
  it('[PH6] the bytes lie there and in no file of the store; staff see thumbnail and original; a repeat is harmless', async () => {
    const dataDir = folder()
    const collector = await shop(dataDir)
    const drawn = sharp({ create: { width: 900, height: 600, channels: 3, background: 'red' } })
    const png = Uint8Array.from(await drawn.png().toBuffer())
    expect(await statusOf(collector.add(900, png))).toBe('stored')
    expect(await statusOf(collector.add(901, jpegWith('zebraphoto')))).toBe('stored')
    expect(await statusOf(collector.add(901, jpegWith('zebraphoto')))).toBe('duplicate')
    expect(await statusOf(collector.add(901, jpegWith('another')))).toBe('conflict')
    expect(Buffer.concat(await objects()).includes('zebraphoto')).toBe(true)
    expect(await objects()).toHaveLength(2)
    expect(bytesOf(dataDir).includes('zebraphoto')).toBe(false)
    expect(await bytesIn(await collector.staff(photoOf(900)))).toEqual(Buffer.from(png))
    const small = await bytesIn(await collector.staff(`${photoOf(900)}?size=small`))
    expect((await sharp(small).metadata()).width).toBe(320)
    const address = (await (await collector.staff(`${photoOf(901)}/address`, 'POST')).json()) as { url: string }
    const opened = await collector.app.request(new URL(address.url).pathname)
    expect((await bytesIn(opened)).includes('zebraphoto')).toBe(true)
    expect((await collector.staff(photoOf(999))).status).toBe(404)
  })

  it('[PH6] the same photo twice at the same time is stored once, and leaves one object', async () => {
    const collector = await shop(folder())
    let arrived = 0
    const both = Promise.withResolvers<void>()
    s3.before = (method) => {
      if (method !== 'PUT') return undefined
      if (++arrived === 2) both.resolve()
      return both.promise
    }
    const replies = [collector.add(900, jpegWith('x')), collector.add(900, jpegWith('x'))]
    expect((await Promise.all(replies.map(statusOf))).sort()).toEqual(['duplicate', 'stored'])
    await collector.tidy()
    expect(await objects()).toHaveLength(1)
    expect((await collector.staff(photoOf(900))).status).toBe(200)
  })

  it('[PH6] a bucket that is down: the device is told to try again, and then the photo is stored once', async () => {
    const dataDir = folder()
    const collector = await shop(dataDir)
    s3.mood = 'down'
    const reply = await collector.add(900, jpegWith('zebraphoto'))
    const said = (await reply.clone().json()) as object
    expect([reply.status, reply.headers.has('retry-after')]).toEqual([503, true])
    expect(said).toMatchObject({ code: 'store_busy', retryable: true })
    expect(collector.lines.join('\n')).toMatch(/the bucket answered 503 SlowDown to PUT: in "attachments.s3", look/)
    expect(await collector.store.attachmentFacts('pk_demo', idOf(900))).toBeUndefined()
    s3.mood = 'well'
    expect(await statusOf(collector.add(900, jpegWith('zebraphoto')))).toBe('stored')
    expect(await statusOf(collector.add(900, jpegWith('zebraphoto')))).toBe('duplicate')
    expect(await objects()).toHaveLength(1)
    s3.mood = 'down'
    expect((await collector.staff(photoOf(900))).status).toBe(503)
    const copy = await (await collector.staff('/v1/subjects/anna?project=pk_demo')).text()
    expect(JSON.parse(copy.trim().split('\n').at(-1)!)).toEqual({ what: 'unfinished' })
    s3.mood = 'well'
    const whole = await (await collector.staff('/v1/subjects/anna?project=pk_demo')).text()
    expect(whole).toContain(Buffer.from(jpegWith('zebraphoto')).toString('base64'))
    expect(whole).not.toContain('unfinished')
  })

  it('[PH6] an object whose reply was lost is left over: it is deleted after an hour, and the photo is there', async () => {
    const collector = await shop(folder())
    s3.mood = 'deaf'
    expect((await collector.add(900, jpegWith('x'))).status).toBe(503)
    s3.mood = 'well'
    expect(await statusOf(collector.add(900, jpegWith('x')))).toBe('stored')
    await collector.tidy()
    expect(await objects()).toHaveLength(2)
    collector.wait(HOUR)
    await collector.tidy()
    expect(await objects()).toHaveLength(1)
    expect((await collector.staff(photoOf(900))).status).toBe(200)
  })

  it('[F6] [PH6] what is erased goes from the bucket, at once or when it is up again; others stay', async () => {
    const dataDir = folder()
    const first = await shop(dataDir)
    for (const [n, of] of [
      [900, 1],
      [901, 1],
      [902, 2],
    ] as const)
      await first.add(n, jpegWith(`photo${n}`), of)
    s3.mood = 'down'
    expect(await (await erase(first, 'anna')).json()).toMatchObject({ counts: { attachments: 2 } })
    expect(await first.store.attachmentFacts('pk_demo', idOf(900))).toBeUndefined()
    await first.close()
    // A start while it is still down: said, and nothing else.
    const collector = await shop(dataDir)
    const left = async () =>
      /^frankly_objects_to_delete (\d)$/m.exec(await (await collector.staff('/metrics')).text())?.[1]
    expect([(await objects()).length, await left()]).toEqual([3, '2'])
    s3.mood = 'well'
    collector.wait(HOUR)
    await collector.tidy()
    expect([(await objects()).length, await left()]).toEqual([1, '0'])
    await erase(collector, 'boris')
    expect(await objects()).toEqual([])
  })

  it('[PH6] erased while the photo was on its way: it is not stored, and its object goes', async () => {
    const collector = await shop(folder())
    s3.before = async (method) => {
      if (method === 'PUT') await erase(collector, 'anna')
    }
    expect(await statusOf(collector.add(900, jpegWith('x')))).toBe('stale')
    await collector.tidy()
    expect(await objects()).toEqual([])
  })

  it('[PH6] retention takes objects, and so does the end of the wait for a response that never came', async () => {
    const retention = { attachments: 31 }
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey], retention } }
    const collector = await shop(folder(), { projects })
    await collector.add(900, jpegWith('x'))
    await collector.add(901, jpegWith('y'), 77)
    collector.wait(2 * DAY)
    await collector.tidy()
    expect(await objects()).toEqual([Buffer.from(jpegWith('x'))])
    collector.wait(30 * DAY)
    await collector.retention.runIfDue()
    expect(await until(async () => (await objects()).length === 0, SOON)).toBe(true)
  })

  it('[PH6] quotas count what lies in the bucket', async () => {
    const size = jpegWith('x').byteLength
    const collector = await shop(folder(), { limits: { projectFileBytes: 2 * size, responseFileBytes: 2 * size - 1 } })
    expect(await statusOf(collector.add(900, jpegWith('x')))).toBe('stored')
    expect((await collector.add(901, jpegWith('y'))).status).toBe(422)
    expect(await statusOf(collector.add(902, jpegWith('z'), 2))).toBe('stored')
    expect((await collector.add(903, jpegWith('z'), 2)).status).toBe(422)
    await collector.close()
    // The sum is read from the rows, by a process that has seen none of them come.
    const next = await shop(join(collector.options.store.replace('sqlite:', ''), '..'), {
      limits: { projectFileBytes: 2 * size },
    })
    expect((await next.add(904, jpegWith('v'))).status).toBe(429)
    expect(await objects()).toHaveLength(2)
  })

  it('[PH6] photos of before stay readable; without the option, those in the bucket are asked for in vain and in words', async () => {
    const dataDir = folder()
    const before = await shop(dataDir, { attachments: {} })
    await before.add(900, jpegWith('zebraphoto'))
    await before.close()
    const now = await shop(dataDir)
    await now.add(901, jpegWith('later'))
    for (const n of [900, 901]) expect((await now.staff(photoOf(n))).status).toBe(200)
    expect(await objects()).toHaveLength(1)
    await now.close()
    const after = await shop(dataDir, { attachments: {} })
    expect((await after.staff(photoOf(900))).status).toBe(200)
    expect((await after.staff(photoOf(901))).status).toBe(503)
    expect(after.lines.join('\n')).toContain('name the bucket in "attachments.s3" again')
    // What is erased meanwhile is written down for when the bucket is named again.
    await erase(after, 'anna')
    await after.close()
    await shop(dataDir)
    expect(await until(async () => (await objects()).length === 0, SOON)).toBe(true)
  })

  it('[PH6] another bucket may be named later; an object that somebody took away is said to be missing', async () => {
    const dataDir = folder()
    const before = await shop(dataDir)
    await before.add(900, jpegWith('x'))
    await before.close()
    const collector = await shop(dataDir, { attachments: { s3: option({ bucket: 'nowhere' }) } })
    expect((await collector.add(901, jpegWith('y'))).status).toBe(503)
    expect(collector.lines.join('\n')).toContain('404 NoSuchBucket to PUT')
    expect((await collector.staff(photoOf(900))).status).toBe(200)
    rmSync(join(s3.folder, s3.bucket, prefix), { recursive: true })
    expect((await collector.staff(photoOf(900))).status).toBe(404)
    expect(collector.lines.join('\n')).toMatch(/the bucket has no object \S+: put it there again/)
  })

  it('[PH6] the same with PostgreSQL: stored, counted, read, kept while the bucket is down, erased there too', async () => {
    const server = await startPostgres()
    const collector = await shop(folder(), { store: await server.database() })
    try {
      expect(collector.store.engine).toBe('postgres')
      expect(await statusOf(collector.add(900, jpegWith('x')))).toBe('stored')
      expect(await statusOf(collector.add(900, jpegWith('x')))).toBe('duplicate')
      expect(await statusOf(collector.add(901, jpegWith('y'), 77))).toBe('stored')
      expect(await bytesIn(await collector.staff(photoOf(900)))).toEqual(Buffer.from(jpegWith('x')))
      s3.mood = 'deaf'
      expect((await collector.add(902, jpegWith('z'))).status).toBe(503)
      s3.mood = 'down'
      await erase(collector, 'anna')
      expect(await objects()).toHaveLength(3)
      s3.mood = 'well'
      collector.wait(2 * DAY)
      await collector.tidy()
      expect(await objects()).toEqual([])
    } finally {
      await collector.close()
      await server.stop()
    }
  })

  it('[PH6] [BK3] a restore erases in the bucket too, and ends what the backup knows nothing of after a week', async () => {
    const dataDir = folder()
    const collector = await shop(dataDir)
    await collector.add(900, jpegWith('erased later'))
    await collector.add(901, jpegWith('kept'), 2)
    const lines: string[] = []
    await collector.store.dump(1, (line) => void lines.push(line))
    expect(lines.join('\n')).not.toContain(Buffer.from(jpegWith('kept')).toString('base64'))
    await collector.add(902, jpegWith('after the backup'), 2)
    s3.mood = 'down'
    await erase(collector, 'anna')
    await collector.close()
    s3.mood = 'well'
    const url = `sqlite:${join(dataDir, 'frankly.sqlite')}`
    const now = collector.context.clock.now()
    const backup = async function* () {
      yield* lines
    }
    await restoreStore({ url, now }, { lines: backup(), erased: [], replace: true, now, by: 'test', tell: () => [] })
    const restored = await shop(dataDir)
    expect(await until(async () => (await objects()).length === 2, SOON)).toBe(true)
    expect((await restored.staff(photoOf(901))).status).toBe(200)
    restored.wait(8 * DAY)
    await restored.tidy()
    expect(await objects()).toEqual([Buffer.from(jpegWith('kept'))])
  })
})

describe('[PH6] what an operator is told', SLOW_MACHINE, () => {
  const look = (over: object) => {
    const around = { dataDir: '/tmp', baseDir: '/tmp', env: { S3_SECRET: s3.secretAccessKey, WRONG: 'wrong' } }
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey] } }
    return lookAtBucket(resolveOptions({ projects, attachments: { s3: option(over) } }, around))
  }

  it('[OP2] the doctor puts, reads and deletes a trial object, and says what is wrong and what to do', async () => {
    expect(await look({})).toEqual([expect.objectContaining({ is: 'ok', what: 'photos' })])
    const failing: readonly (readonly [object, RegExp])[] = [
      [{ secretAccessKey: { env: 'WRONG' } }, /403 SignatureDoesNotMatch .*look at secretAccessKey/],
      [{ accessKeyId: 'NOBODY' }, /403 InvalidAccessKeyId .*look at accessKeyId/],
      [{ bucket: 'nowhere' }, /404 NoSuchBucket .*make the bucket/],
      [{ endpoint: 'http://127.0.0.1:9' }, /cannot be reached: look whether it runs and at "attachments.s3"/],
    ]
    for (const [over, said] of failing)
      expect(await look(over)).toEqual([{ is: 'fail', what: 'photos', said: expect.stringMatching(said) }])
    s3.mood = 'versioned'
    expect(await look({})).toEqual([
      expect.objectContaining({ is: 'ok' }),
      { is: 'warn', what: 'photos', said: expect.stringContaining('keeps old versions') },
    ])
    expect(await objects()).toEqual([])
  })

  it('every fault of the option is told with its place', () => {
    const around = { dataDir: '/tmp', baseDir: '/tmp', env: {} }
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey] } }
    const given = (s3option: object) => () => resolveOptions({ projects, attachments: { s3: s3option } }, around)
    const faultsIn = (s3option: object) => {
      try {
        given(s3option)()
        return []
      } catch (error) {
        return faultsOf(error).map(({ path }) => path)
      }
    }
    const place = (...names: string[]) => names.map((name) => `attachments.s3.${name}`)
    expect(faultsIn({})).toEqual(place('endpoint', 'bucket', 'accessKeyId', 'secretAccessKey'))
    const wrong = {
      endpoint: 'https://a:b@c',
      bucket: 'A',
      region: '?',
      prefix: '../x',
      accessKeyId: 7,
      secretAccessKey: 'clear',
      more: 1,
    }
    expect(faultsIn(wrong).sort()).toEqual(
      place('accessKeyId', 'bucket', 'endpoint', 'more', 'prefix', 'region', 'secretAccessKey'),
    )
    expect(faultsIn({ ...option(), secretAccessKey: { env: 'NOT_SET' } })).toEqual(place('secretAccessKey'))
  })

  it('a process of its own: killed while a photo was on its way, it loses none; its command erases in the bucket', async () => {
    const dataDir = folder()
    const secret = join(folder(), 's3-secret')
    writeFileSync(secret, `${s3.secretAccessKey}\n`)
    const attachments = { s3: option({ secretAccessKey: { file: secret } }) }
    const target = await startTarget({ dataDir, options: { attachments } })
    await target.send([response(1, { subject: { id: 'anna' } })])
    const send = (to: typeof target) =>
      to.post(`attachments?id=${idOf(900)}&response=${idOf(1)}&name=p`, jpegWith('zebra'))
    s3.before = async (method) => {
      if (method === 'PUT') await target.kill()
    }
    await expect(send(target)).rejects.toThrow()
    s3.before = () => undefined
    const again = await startTarget({ dataDir, options: { attachments } })
    expect(await statusOf(send(again))).toBe('stored')
    const headers = { authorization: `Bearer ${STAFF_TOKEN}` }
    const photo = await fetch(`${again.url}${photoOf(900)}`, { headers })
    expect((await bytesIn(photo)).includes('zebra')).toBe(true)
    expect(bytesOf(dataDir).includes('zebra')).toBe(false)
    // One of the two is what the killed process had put there: it is known, and goes after an hour.
    expect(await objects()).toHaveLength(2)
    expect(await again.metric('objects_to_delete')).toBe(1)
    const config = join(folder(), 'frankly.config.json')
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey] } }
    writeFileSync(config, JSON.stringify({ attachments, projects }))
    const main = new URL('../../src/main.ts', import.meta.url).pathname
    const flags = ['--subject', 'anna', '--yes', '--config', config, '--data', dataDir]
    const { stdout } = await run(process.execPath, ['--conditions=frankly-source', main, 'subject', 'erase', ...flags])
    expect(JSON.parse(stdout)).toMatchObject({ counts: { attachments: 1 } })
    expect(await objects()).toHaveLength(1)
  })
})
