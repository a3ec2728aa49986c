import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { renderText } from '@frankly/adapters/render'
import { SAMPLE_ANSWERS } from '@frankly/adapters/testing'
import type { Delivery, Response } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { exportColumns } from '../../src/export/rows.ts'
import { openStore } from '../../src/store/store.ts'
import { everything, everythingSurvey, wanted } from '../support/everything.ts'
import { idOf, putItem, response } from '../support/items.ts'
import { asStaff, collectorWith, survey, type TestCollector } from '../support/start.ts'

const PROJECT = { shop: 'Shop', origins: ['https://shop.example'], surveys: [survey, everythingSurvey] }
const RECORD = ['items', 'coupon', 'path']

async function post(collector: TestCollector, ...items: readonly object[]): Promise<readonly string[]> {
  const reply = await collector.app.request('/v1/projects/pk_demo/responses', {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
    body: JSON.stringify({ sentAt: 1_795_300_000_000, items }),
  })
  const { results } = (await reply.json()) as { results: { status: string }[] }
  return results.map(({ status }) => status)
}

const get = (collector: TestCollector, path: string, headers: Record<string, string> = {}) =>
  collector.app.request(path, { headers: { ...asStaff, ...headers } })
const textOf = async (collector: TestCollector, path: string) => await (await get(collector, path)).text()
const form = (collector: TestCollector, path: string, fields: Record<string, string>) =>
  collector.app.request(path, { method: 'POST', headers: asStaff, body: new URLSearchParams(fields) })
/** Markup as a person reads it. */
const seen = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')

/** Filled in within 40 ms in our own form: no person reads so fast. */
const hasty: Partial<Response> = {
  drawn: true,
  timings: { startedAt: 1_795_299_000_000, updatedAt: 1_795_299_000_040 },
}

describe('[F4] what a response holds is seen', () => {
  it('[F4] every field and kind of answer stands on the live page, in CSV, in NDJSON and in a message, or is in the list of what is left out', async () => {
    const kinds = Object.values(everything.answers).map(({ kind }) => kind)
    expect(kinds.toSorted(), 'an answer of each kind').toEqual(Object.keys(SAMPLE_ANSWERS).toSorted())
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, record: RECORD } } })
    expect(await post(collector, everything)).toEqual(['stored'])
    const [row] = await collector.store.responses({ limit: 1 })
    const stored = JSON.parse(row!.body) as Response
    const page = seen(await textOf(collector, '/'))
    const csv = await textOf(collector, '/v1/exports/responses.csv')
    const ndjson = await textOf(collector, '/v1/exports/responses.ndjson')
    const { deliveryTexts } = await import('../../src/words/delivery-texts.ts')
    const delivery: Delivery = {
      id: `${everything.id}.1`,
      type: 'response.completed',
      project: 'pk_demo',
      occurredAt: 1,
      lane: 'urgent',
      attempt: 1,
      data: { response: stored },
      texts: deliveryTexts(everythingSurvey as never, 'en'),
    }
    const message = renderText(delivery, { markup: 'plain', limit: 100_000 })
    const unseen = wanted.flatMap(({ field, onPage, inCsv, inMessage }) =>
      (
        [
          ['page', page, onPage],
          ['csv', csv, inCsv],
          ['message', message, inMessage],
        ] as const
      ).flatMap(([where, text, seenAs]) => {
        // What is left out says why.
        const isWell = typeof seenAs === 'string' ? text.includes(seenAs) : seenAs.because.length > 20
        return isWell ? [] : [`${field} on ${where}`]
      }),
    )
    expect(unseen).toEqual([])
    expect(JSON.parse(ndjson.trim()).response).toEqual(stored)
    // No field of a stored response is forgotten in the table above.
    const named = wanted.map(({ field }) => field)
    for (const field of leaves(stored)) expect(named, `say where ${field} is seen`).toContain(field)
    const cells = csv.split('\r\n')[0]!.split(',')
    expect(cells).toEqual(exportColumns)
  })

  it('[F4] words of the shop’s people are Russian for Russian readers, never ids', async () => {
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, record: RECORD } } })
    await post(collector, everything)
    const page = seen(await textOf(collector, '/?lang=ru'))
    for (const words of [
      'Жалоба',
      'критично',
      'Опасность, утечка данных, дискриминация',
      'возврат',
      'Кому видно имя: всем сотрудникам',
      'Выручили',
      'заказ оформлен',
      'по ссылке',
    ])
      expect(page).toContain(words)
    for (const id of ['just_so_you_know', 'order_confirmed', 'safety', 'refund', 'everyone', 'rescue'])
      expect(page).not.toContain(id)
  })

  it('[F4] who wants nobody to see the name is obeyed on the page, in exports, in the API and in messages', async () => {
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, record: RECORD } } })
    const answers = {
      ...everything.answers,
      complaint: { ...everything.answers['complaint'], nameVisibleTo: 'nobody' },
    }
    await post(collector, { ...everything, answers })
    const secrets = ['anna@example.com', 'customer-77', 'Petrova', 'A-900', 'SPRING10', 'gift']
    const places = ['/', '/v1/exports/responses.csv', '/v1/exports/responses.ndjson', '/v1/responses']
    for (const path of places) {
      const text = await textOf(collector, path)
      for (const secret of secrets) expect([path, text.includes(secret)]).toEqual([path, false])
      expect(text).toContain('The parcel was on fire')
    }
    // Who answers asks for the address, since the customer agreed to be contacted.
    const one = await textOf(collector, `/answers/pk_demo/${everything.id}`)
    expect(one).toContain('<details class="reveal">')
    expect(one.match(/anna@example\.com/g)).toHaveLength(1)
  })
})

/** Paths of everything that holds a value. Lists and answers count as their own parts. */
function leaves(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => leaves(each, path)))]
  if (typeof value !== 'object' || value === null) return [path]
  // Ids of questions, choices, traits, tags and variables are the shop's own.
  const own =
    ['traits', 'tags', 'variables', 'questionMs'].some((name) => path.endsWith(name)) ||
    /answers\.\w+\.(rows|points)$/.test(path)
  if (own) return [path]
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path ? `${path}.${key}` : key))
}

describe('[F4] photos', () => {
  it('[F4] staff can open a photo beside its complaint; nobody else can, and no browser runs it', async () => {
    const collector = await collectorWith({ projects: { pk_demo: PROJECT } })
    const photo = idOf(77)
    const files = [
      { id: photo, name: 'parcel "1".jpg', type: 'image/jpeg', size: 4 },
      { id: idOf(78), name: 'late.jpg', type: 'image/jpeg', size: 4 },
    ]
    await post(collector, response(1, { answers: { photo: { kind: 'attachment', files } } }))
    const room = { rows: 9, bytes: 1e6 }
    const quota = { response: room, waiting: room }
    const bytes = new Uint8Array([
      0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9,
    ])
    await collector.store.putAttachment(
      {
        project: 'pk_demo',
        id: photo,
        responseId: idOf(1),
        name: 'x',
        type: 'image/jpeg',
        hash: 'h',
        receivedAt: 1,
        bytes,
      },
      quota,
    )
    await collector.store.putAttachment(
      {
        project: 'pk_demo',
        id: idOf(79),
        responseId: idOf(1),
        name: 'x',
        type: 'text/html',
        hash: 'h',
        receivedAt: 1,
        bytes,
      },
      quota,
    )
    const page = await textOf(collector, '/')
    const [, address = ''] =
      /<a class="photo" href="([^"]+)"><img src="\1\?size=small" alt="Photo: parcel &quot;1&quot;.jpg"/.exec(page) ?? []
    expect(address).toContain(photo)
    expect(seen(page)).toContain('Photo is not here yet: late.jpg')
    const reply = await get(collector, address)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(reply.headers.get('content-disposition')).toBe(`attachment; filename="photo-${photo}.jpg"`)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('content-security-policy')).toContain('sandbox')
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(bytes)
    expect((await collector.app.request(address)).status).toBe(401)
    expect((await get(collector, `/v1/attachments/pk_demo/${idOf(79)}`)).status).toBe(404)
    expect((await get(collector, `/v1/attachments/pk_other/${photo}`)).status).toBe(404)
  })
})

describe('[F20] held answers', () => {
  const destinations = [{ id: 'crm', adapter: 'webhook' }]
  const held = (n: number) => response(n, hasty)
  const outbox = async (collector: TestCollector) =>
    (await collector.store.outbox.list({ limit: 100 }))
      .filter(({ delivery }) => delivery.type !== 'subject.erased')
      .map(({ id }) => id)

  it('[F20] staff see them with the reason, and let one go: from then on it counts and is sent, once', async () => {
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, destinations } } })
    await post(collector, held(1), held(2), response(3))
    expect(seen(await textOf(collector, '/'))).toContain('Held: a person decides ( 2 )')
    const page = seen(await textOf(collector, '/held'))
    expect(page).toContain('answered faster than a person reads')
    expect(page).toContain('Anna helped me, number 1')
    expect(await outbox(collector)).toEqual([`${idOf(3)}.1`])
    const one = { project: 'pk_demo', id: idOf(1), revision: '1' }
    expect((await form(collector, '/held/release', one)).headers.get('location')).toBe(
      '/held?lang=en&release=1&changed=0',
    )
    expect((await form(collector, '/held/release', one)).headers.get('location')).toBe(
      '/held?lang=en&release=0&changed=1',
    )
    expect((await outbox(collector)).sort()).toEqual([`${idOf(1)}.1`, `${idOf(3)}.1`])
    expect(await textOf(collector, '/lists/rest')).toContain('number 1')
    expect((await collector.store.response('pk_demo', idOf(1)))?.quarantine).toBeUndefined()
  })

  it('[F20] all of one reason are released or discarded together; what came after the page was drawn is left', async () => {
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, destinations } } })
    await post(collector, held(1), held(2))
    const until = String(1_795_300_000_000)
    collector.wait(1000)
    await post(collector, held(3))
    await form(collector, '/held/discard', { project: 'pk_demo', reason: 'too_fast', until })
    expect((await collector.store.held())[0]).toMatchObject({ reason: 'too_fast', count: 1 })
    expect(await post(collector, held(1))).toEqual(['stale'])
    const reply = await collector.app.request('/v1/held/release', {
      method: 'POST',
      headers: asStaff,
      body: JSON.stringify({ all: true }),
    })
    expect(await reply.json()).toEqual({ done: 1, changed: 0 })
    expect(await outbox(collector)).toEqual([`${idOf(3)}.1`])
    expect(await collector.store.held()).toEqual([])
    const wrong = await collector.app.request('/v1/held/release', { method: 'POST', headers: asStaff, body: '{}' })
    expect(wrong.status).toBe(400)
  })
})

describe('[F18] a reader that stops', () => {
  it('[F18] under `| head` an export ends quietly', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'frankly-head-'))
    const store = await openStore({ url: `sqlite:${join(dir, 'frankly.sqlite')}`, now: 1 })
    await store.put(Array.from({ length: 2000 }, (_, n) => putItem(response(n))))
    await store.close()
    const main = new URL('../../src/main.ts', import.meta.url).pathname
    const child = spawn(process.execPath, ['--conditions=frankly-source', main, 'export', '--data', dir])
    let complaint = ''
    child.stderr.on('data', (text) => {
      complaint += text
    })
    child.stdout.once('data', () => child.stdout.destroy())
    const [code] = await once(child, 'exit')
    expect([code, complaint]).toEqual([0, ''])
    rmSync(dir, { recursive: true })
  })
})

describe('[F4] quotas', () => {
  const quotas = [
    { id: 'all', limit: 3 },
    { id: 'happy', limit: 2, when: { left: { answer: 'ordering' }, op: 'eq', right: 5 } },
  ]
  const config = async (collector: TestCollector) => {
    const reply = await collector.app.request('/v1/projects/pk_demo/config')
    return { etag: reply.headers.get('etag'), full: ((await reply.json()) as { fullQuotas?: object }).fullQuotas }
  }
  const settled = async (collector: TestCollector, wanted: object | undefined) =>
    expect
      .poll(async () => {
        collector.wait(11_000)
        return (await config(collector)).full
      })
      .toEqual(wanted)

  it('[F4] completed answers are counted for each quota, the full ones named in the configuration, and none is ever refused', async () => {
    const collector = await collectorWith({ projects: { pk_demo: { ...PROJECT, surveys: [{ ...survey, quotas }] } } })
    const before = await config(collector)
    expect(before.full).toBeUndefined()
    const low = { ordering: { kind: 'rating', value: 2 } }
    await post(
      collector,
      response(1),
      response(2, { status: 'partial' }),
      response(3, { test: true }),
      response(4, hasty),
    )
    await settled(collector, undefined)
    await post(collector, response(2, { revision: 2 }))
    await settled(collector, { purchase: ['happy'] })
    expect((await config(collector)).etag).not.toBe(before.etag)
    expect(await post(collector, response(5, { answers: low as never }), response(6))).toEqual(['stored', 'stored'])
    await settled(collector, { purchase: ['all', 'happy'] })
    // A later revision may count for another quota than the one before; what is erased counts no more.
    await post(
      collector,
      response(6, { revision: 2, answers: low as never }),
      response(1, { revision: 2, answers: low as never }),
    )
    await settled(collector, { purchase: ['all'] })
    await collector.store.erase({ project: 'pk_demo', ids: [idOf(1), idOf(2)], at: 1, tell: () => [] })
    await settled(collector, undefined)
    // A released answer counts.
    await form(collector, '/held/release', { project: 'pk_demo', id: idOf(4) })
    await settled(collector, { purchase: ['all'] })
  })
})

describe('[F4] mode', () => {
  it('[F4] a browser’s word stands for how it was opened; ways of the shop’s own people are not believed from outside', async () => {
    const collector = await collectorWith({ projects: { pk_demo: PROJECT } })
    const modes = ['web', 'link', 'qr', 'kiosk', 'phone', 'observer', 'import'] as const
    await post(collector, ...modes.map((mode, n) => response(n, { mode })))
    const rows = await collector.store.responses({ limit: 10 })
    expect(rows.map(({ body }) => (JSON.parse(body) as Response).mode)).toEqual([
      'web',
      'link',
      'qr',
      'kiosk',
      'web',
      'web',
      'web',
    ])
    expect(await textOf(collector, '/s/purchase')).toContain('data-mode="link"')
    expect(await textOf(collector, '/s/purchase?via=qr')).toContain('data-mode="qr"')
  })
})
