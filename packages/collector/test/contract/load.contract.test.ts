import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { folder, startTarget, until, withStore } from '../support/attack.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { jpegWith } from '../support/photos.ts'
import { startReceiver } from '../support/receiver.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 240_000 }

const JPEG = jpegWith('picture')

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** A line on which something was said, and nothing more. */
async function openLine(port: number, text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  if (text) socket.write(text)
  return socket
}

describe('[F14] the collector under load and attack', SLOW_MACHINE, () => {
  it('[F14] a thousand ids to erase among 40,000 responses: others are answered meanwhile', async () => {
    const dataDir = folder()
    await withStore(dataDir, async (store) => {
      for (let from = 0; from < 40_000; from += 1000) {
        const items = Array.from({ length: 1000 }, (_, n) => {
          const one = response(from + n)
          const delivery = {
            id: `${one.id}.1`,
            type: 'response.completed',
            project: 'pk_demo',
            occurredAt: 1,
            lane: 'normal',
            attempt: 1,
            data: { response: one },
          } as const
          return putItem(one, { receiptCode: `R${from + n}`, outbox: [{ destination: 'crm', delivery }] })
        })
        await store.put(items)
      }
    })
    const target = await startTarget({ dataDir })
    const ids = Array.from({ length: 1000 }, (_, n) => idOf(n * 40))
    let done = false
    const erasing = target.post('erasures', JSON.stringify({ responseIds: ids })).finally(() => {
      done = true
    })
    let meanwhile = 0
    while (!done) {
      await fetch(`${target.url}/healthz`)
      if (!done) meanwhile++
    }
    expect((await erasing).status).toBe(200)
    expect(meanwhile).toBeGreaterThan(3)
    const left = await target.staff<{ items: { id: string }[] }>('/v1/responses?order=oldest&limit=500')
    expect(left.items.filter(({ id }) => ids.includes(id))).toEqual([])
    expect(await target.metric('erased_total')).toBe(1000)
  })

  it('[F14] headers alone take no room for photos', async () => {
    const target = await startTarget()
    await target.send([response(1)])
    const path = `/v1/projects/pk_demo/attachments?id=${idOf(77)}&response=${idOf(1)}`
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 198.51.100.7\r\nContent-Length: 4000000\r\n\r\n`
    const lines = await Promise.all(Array.from({ length: 30 }, () => openLine(target.port, head)))
    const reply = await target.post(`attachments?id=${idOf(2)}&response=${idOf(1)}`, JPEG)
    expect([reply.status, await reply.json()]).toMatchObject([200, { status: 'stored' }])
    for (const line of lines) line.destroy()
  })

  it('[F14] a photo whose response is not here waits in a small quota; more may come later; its response makes it its own', async () => {
    const target = await startTarget({ limits: { waitingFiles: 3 } })
    const photo = (n: number, of: number) =>
      target.post(`attachments?id=${idOf(500 + n)}&response=${idOf(of)}`, JPEG, `192.0.2.${n}`)
    const statuses: number[] = []
    for (let n = 1; n <= 6; n++) statuses.push((await photo(n, n)).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
    expect((await photo(4, 4)).headers.get('retry-after')).toMatch(/^\d+$/)
    await target.send([response(1)])
    expect((await photo(4, 4)).status).toBe(200)
  })

  it('[F14] malformed posts evict nothing, and one address can leave few; what finds no room is told to come later', async () => {
    const target = await startTarget({ limits: { refusedPerHour: 5, addressPerSecond: 1e6, projectPerSecond: 1e6 } })
    const broken = { ...response(1), surveyId: 7 }
    expect((await target.send([broken], '198.51.100.1'))[0]).toMatchObject({ id: idOf(1), status: 'rejected' })
    await target.post('erasures', JSON.stringify({ responseIds: [], subjectId: 'anna' }), '198.51.100.1')
    const statuses = new Map<number, number>()
    for (let n = 0; n < 200; n++) {
      const { status } = await target.post('responses', `nonsense ${n}`, '203.0.113.9')
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(statuses.get(400)).toBeLessThanOrEqual(6)
    expect(statuses.get(429)).toBeGreaterThanOrEqual(194)
    const { items } = await target.staff<{ items: { reason: string; class: string }[] }>('/v1/dead-letters')
    expect(
      items
        .filter(({ class: kind }) => kind !== 'post')
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(['erasure_requested', 'item_invalid'])
    // The same address with something that may be an answer: later, not never.
    const [late] = await target.send([{ ...response(2), surveyId: 7 }], '203.0.113.9')
    expect(late).toMatchObject({ id: idOf(2), status: 'retry' })
  })

  it('[F14] erasing what never existed tells nobody, and looks the same as erasing what did', async () => {
    const receiver = await startReceiver()
    const target = await startTarget({
      project: {
        destinations: [
          { id: 'crm', adapter: 'webhook', allowPrivate: true, options: { url: receiver.url, secrets: [SECRET] } },
        ],
      },
    })
    const erase = async (...ids: string[]) =>
      (await target.post('erasures', JSON.stringify({ responseIds: ids }))).json() as Promise<{ erased: number }>
    expect((await erase(idOf(1), idOf(2))).erased).toBe(2)
    await target.send([response(3)])
    await receiver.until(1)
    expect((await erase(idOf(3), idOf(4))).erased).toBe(2)
    const got = await receiver.until(2)
    expect(got.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual([
      'response.completed',
      'subject.erased',
    ])
    expect(got[1]!.body).toContain(idOf(3))
    expect(got[1]!.body).not.toContain(idOf(4))
    // Kept out beforehand all the same.
    expect((await target.send([response(1)]))[0]).toMatchObject({ status: 'stale' })
  })

  it('[F14] pace counts items: a post of fifty costs fifty', async () => {
    const target = await startTarget({ limits: { addressPerSecond: 10 } })
    const posts: number[] = []
    for (let n = 0; n < 6; n++) {
      const items = Array.from({ length: 50 }, (_, i) => response(n * 50 + i))
      posts.push((await target.post('responses', JSON.stringify({ items }))).status)
    }
    expect(posts[0]).toBe(200)
    expect(posts.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4)
    expect(await target.metric('responses')).toBeLessThanOrEqual(100)
  })

  it('[F14] one address cannot drain a project: what its own limit refuses costs the project nothing', async () => {
    const target = await startTarget({ limits: { addressPerSecond: 2, projectPerSecond: 20 } })
    const greedy = Array.from({ length: 300 }, (_, n) =>
      target.post('responses', JSON.stringify({ items: [response(n)] }), '203.0.113.66'),
    )
    const statuses = (await Promise.all(greedy)).map(({ status }) => status)
    expect(statuses).toContain(429)
    const honest = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        target.post('responses', JSON.stringify({ items: [response(1000 + n)] }), `10.${n}.1.1`),
      ),
    )
    expect(honest.map(({ status }) => status)).toEqual(honest.map(() => 200))
  })

  it('[F14] what another site or a wrong key is refused costs the caller, not the project', async () => {
    const target = await startTarget({
      limits: { addressPerSecond: 2, projectPerSecond: 20 },
      project: { origins: ['https://shop.example'] },
    })
    const foreign = () =>
      fetch(`${target.url}/v1/projects/pk_demo/config`, {
        headers: { origin: 'https://elsewhere.example', 'x-forwarded-for': '203.0.113.5' },
      })
    const statuses = (await Promise.all(Array.from({ length: 100 }, foreign))).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([403, 429]))
    const honest = await fetch(`${target.url}/v1/projects/pk_demo/config`, {
      headers: { origin: 'https://shop.example', 'x-forwarded-for': '10.1.1.1' },
    })
    expect(honest.status).toBe(200)
  })

  it('[F14] idle connections are bounded: a new caller gets in at the cost of the one that has been idle longest', async () => {
    const target = await startTarget({ limits: { connections: 40, requestMs: 60_000 } })
    const idle = await Promise.all(Array.from({ length: 200 }, () => openLine(target.port, '')))
    const kept = await openLine(target.port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    const [data] = (await once(kept, 'data')) as [Buffer]
    expect(data.toString()).toMatch(/^HTTP\/1\.1 200/)
    expect(await until(() => idle.filter((line) => !line.destroyed && !line.readableEnded).length <= 40)).toBe(true)
    expect((await fetch(`${target.url}/healthz`)).status).toBe(200)
    for (const line of [...idle, kept]) line.destroy()
  })

  it('[F14] a connection that says nothing is closed, and so is one that stays idle after a request', async () => {
    const target = await startTarget({ limits: { requestMs: 500, keepAliveMs: 500 } })
    const silent = await openLine(target.port, '')
    const served = await openLine(target.port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    served.resume()
    silent.resume()
    await Promise.all([once(silent, 'close'), once(served, 'close')])
  })

  it('[F14] no route takes a body of any size, declared or not', async () => {
    const target = await startTarget({ limits: { addressPerSecond: 1e6 } })
    const paths = [
      '/v1/outbox/replay',
      '/outbox/replay',
      '/login',
      '/v1/responses',
      '/nothing',
      '/v1/projects/pk_demo/erasures',
      '/v1/projects/pk_demo/responses',
      '/v1/projects/pk_demo/config',
    ]
    for (const path of paths) {
      const line = await openLine(
        target.port,
        `POST ${path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.1\r\nContent-Length: 30000000\r\n\r\n`,
      )
      const [data] = (await once(line, 'data')) as [Buffer]
      expect([path, data.toString().split('\r\n')[0]]).toEqual([path, expect.stringMatching(/^HTTP\/1\.1 4\d\d/)])
      line.destroy()
    }
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(50_000))
      },
    })
    const endless = await fetch(`${target.url}/outbox/replay`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit).then(
      (reply) => reply.status,
      () => 'closed',
    )
    expect([401, 413, 403, 'closed']).toContain(endless)
    expect((await fetch(`${target.url}/healthz`)).status).toBe(200)
  })
})
