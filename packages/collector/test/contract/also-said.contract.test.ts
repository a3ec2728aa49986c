import { renderText } from '@frankly/adapters/render'
import type { Response } from '@frankly/core'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { exportColumns } from '../../src/export/rows.ts'
import { idOf, response } from '../support/items.ts'
import { asStaff, collectorWith, survey, type TestCollector } from '../support/start.ts'

const [a, b] = ['anna-tab', 'boris-tab']
const said = (text: string): Response['answers'] => ({ best: { kind: 'text', text } })
const destination = {
  id: 'crm',
  adapter: 'webhook',
  allowPrivate: true,
  options: { url: 'http://127.0.0.1:9/', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] },
}
const PROJECT = {
  shop: 'Shop',
  origins: ['https://shop.example'],
  surveys: [survey],
  spam: { fasterThanMs: 0 },
  destinations: [destination],
}

async function send(collector: TestCollector, ...items: readonly Response[]): Promise<void> {
  for (const item of items) {
    const reply = await collector.app.request('/v1/projects/pk_demo/responses', {
      method: 'POST',
      headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
      body: JSON.stringify({ sentAt: 1_795_300_000_000, items: [item] }),
    })
    const { results } = (await reply.json()) as { results: { status: string }[] }
    expect(results.map(({ status }) => status)).toEqual(['stored'])
  }
}

const textOf = async (collector: TestCollector, path: string) =>
  await (await collector.app.request(path, { headers: asStaff })).text()
/** Markup as a person reads it. */
const seen = (markup: string) => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

/** Everywhere that a person or a program of the shop reads a response. */
async function everywhere(collector: TestCollector) {
  const rows = await collector.store.outbox.list({ project: 'pk_demo', limit: 9 })
  const last = rows.find(({ delivery }) => delivery.id.endsWith('.2'))
  return {
    page: seen(await textOf(collector, '/?lang=en')),
    card: seen(await textOf(collector, `/answers/pk_demo/${idOf(1)}?lang=en`)),
    csv: await textOf(collector, '/v1/exports/responses.csv'),
    ndjson: await textOf(collector, '/v1/exports/responses.ndjson'),
    api: await textOf(collector, '/v1/responses'),
    message: renderText(last!.delivery, { markup: 'plain', limit: 100_000 }),
  }
}

const start = () => collectorWith({ projects: { pk_demo: PROJECT } })

describe('[I25] what was said from another page is seen wherever the answer is', () => {
  it('[I25] on the live page, the answer’s own page, in CSV, NDJSON, the staff’s list and in a message', async () => {
    const collector = await start()
    await send(
      collector,
      response(1, { writer: a, status: 'partial', answers: said('the parcel was open') }),
      response(1, { writer: b, revision: 2, answers: said('all is well') }),
    )
    const places = await everywhere(collector)
    for (const [place, text] of Object.entries(places)) {
      expect(text, place).toContain('all is well')
      expect(text, place).toContain('the parcel was open')
    }
    expect(places.page).toMatch(/all is well.*Also said, from another page.*the parcel was open/)
    expect(places.message).toMatch(/Also said[^\n]*\n?[^\n]*the parcel was open/)
    expect(JSON.parse(places.ndjson)).toMatchObject({
      alsoSaid: [{ answers: said('the parcel was open'), revision: 1 }],
    })
    const at = exportColumns.indexOf('also_said') - exportColumns.length
    const rows = places.csv.trim().split('\r\n').slice(1)
    const times = rows.map((row) => [row.includes('the parcel was open'), row.split(',').at(at) !== ''])
    expect(times).toEqual([
      [false, false],
      [true, true],
    ])
  })

  it('[I25] an answer that goes on with an earlier one says which, on the page, in CSV and NDJSON', async () => {
    const collector = await start()
    await send(
      collector,
      response(1, { writer: a, answers: said('first') }),
      response(2, { writer: b, answers: said('second'), continues: idOf(1) }),
    )
    const page = await textOf(collector, '/?lang=en')
    expect(page).toContain(`<a href="/answers/pk_demo/${idOf(1)}?lang=en">Goes on with an earlier answer</a>`)
    const csv = await textOf(collector, '/v1/exports/responses.csv')
    const rows: readonly Readonly<Record<string, string>>[] = parse(csv, { columns: true })
    expect(rows.map(({ answer, continues }) => [answer, continues])).toEqual([
      ['first', ''],
      ['second', idOf(1)],
    ])
    const ndjson = (await textOf(collector, '/v1/exports/responses.ndjson')).trim().split('\n')
    const continued = ndjson.map((line) => (JSON.parse(line) as { response: Response }).response.continues)
    expect(continued.filter(Boolean)).toEqual([idOf(1)])
  })

  it('[F4] a name that nobody may see is hidden in both, whichever of them says so', async () => {
    const wrong = (nameVisibleTo: 'nobody' | 'everyone'): Response['answers'] => ({
      wrong: { kind: 'complaint', text: 'it was rude', nameVisibleTo },
    })
    const reply = (address: string): Response['answers'] => ({ reply: { kind: 'contact', channel: 'email', address } })
    for (const [first, second] of [
      [wrong('nobody'), {}],
      [{}, wrong('nobody')],
    ] as const) {
      const collector = await start()
      await send(
        collector,
        response(1, { writer: a, status: 'partial', answers: { ...first, ...reply('anna@shop.example') } }),
        response(1, { writer: b, revision: 2, answers: { ...second, ...reply('boris@shop.example') } }),
      )
      const { message: _, ...places } = await everywhere(collector)
      for (const [place, text] of Object.entries(places)) {
        expect(text, place).toContain('it was rude')
        expect(text, place).not.toMatch(/anna@|boris@/)
        expect(text, place).not.toContain('A-1')
      }
    }
    // Without such a wish both are there.
    const open = await start()
    await send(
      open,
      response(1, { writer: a, status: 'partial', answers: reply('anna@shop.example') }),
      response(1, { writer: b, revision: 2, answers: reply('boris@shop.example') }),
    )
    const { page } = await everywhere(open)
    expect(page).toMatch(/boris@.*anna@/)
  })
})
