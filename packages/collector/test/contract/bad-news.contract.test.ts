import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Response as Answer, type Delivery, DOOR_SURVEY_ID, type SendOutcome } from '@frankly/core'
import { type CollectorProcess, startCollector } from '@frankly/testing'
import { slackFake } from '@frankly/testing/fakes'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenDestination } from '../../src/outbox/destinations.ts'
import { response } from '../support/items.ts'
import { asStaff, survey } from '../support/start.ts'
import { closeNow, post, rowsWhen, sendingCollector } from './outbox-suite.ts'

const folders: string[] = []
let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.kill()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const SLOW_MACHINE = { timeout: 240_000 }
const low = { ordering: { kind: 'rating', value: 1 }, best: { kind: 'text', text: 'Nothing at all' } } as const
const words = 'The cup came in two halves.'
const complaint: Partial<Answer> = {
  surveyId: DOOR_SURVEY_ID,
  answers: { complaint: { kind: 'complaint', text: words, category: 'quality' } },
  complaint: { severity: 'critical' },
}

describe('[F3] bad news reaches people', SLOW_MACHINE, () => {
  it('a complaint and a low score, posted to a real collector with a Slack destination of two lines, arrive at Slack; praise is skipped and counted as such', async () => {
    const { fake, url } = await slackFake()
    const folder = mkdtempSync(join(tmpdir(), 'frankly-bad-news-'))
    folders.push(folder)
    const config = join(folder, 'frankly.json')
    const destinations = [{ id: 'team', adapter: 'slack', allowPrivate: true, options: { url: { env: 'SLACK_URL' } } }]
    const project = { shop: 'Tea', origins: ['*'], surveys: [survey], spam: { fasterThanMs: 0 }, destinations }
    writeFileSync(config, JSON.stringify({ projects: { pk_demo: project } }))
    collector = await startCollector({ configFile: config, dataDir: folder, env: { ...process.env, SLACK_URL: url } })
    const items = [response(1, complaint), response(2, { answers: low }), response(3)]
    const reply = await fetch(`${collector.url}/v1/projects/pk_demo/responses`, {
      method: 'POST',
      body: JSON.stringify({ sentAt: Date.now(), items }),
    })
    expect(await reply.json()).toMatchObject({ results: items.map(() => ({ status: 'stored' })) })
    await expect.poll(() => fake.stored.length, { timeout: 60_000 }).toBe(2)
    expect(fake.faults).toEqual([])
    const seen = fake.stored.map(({ raw }) => raw).join()
    expect(seen).toContain(words)
    expect(seen).toContain('Nothing at all')
    expect(seen).not.toContain('Anna helped me')
    await fake.close()
  })

  it('what is skipped has a metric and a line of its own, and is not among the delivered', async () => {
    const { collector: inside } = await withDestination(['bad-news'])
    await post(inside, response(1))
    await rowsWhen(inside, (rows) => rows.length === 0)
    const labels = 'project="pk_demo",destination="team"'
    const metrics = await (await inside.app.request('/metrics', { headers: asStaff })).text()
    expect(metrics).toContain(`frankly_outbox_skipped_total{${labels},reason="event"} 1`)
    expect(metrics).toContain(`frankly_outbox_sendings_total{${labels},outcome="skipped"} 1`)
    expect(metrics).not.toContain('outcome="delivered"')
    const page = await (await inside.app.request('/outbox', { headers: { accept: 'text/html', ...asStaff } })).text()
    expect(page).toContain('1 (events that this destination does not take)')
    expect(page).not.toContain('has arrived')
    const list = await (await inside.app.request('/v1/outbox', { headers: asStaff })).json()
    expect(list).toMatchObject({ skipped: [{ project: 'pk_demo', destination: 'team', reason: 'event', count: 1 }] })
  })

  it('an unfinished low score waits for the rest of the answer, so that people get one message with all of it', async () => {
    const { collector: inside, sent } = await withDestination(['bad-news'])
    await post(inside, response(1, { status: 'partial', answers: { ordering: low.ordering } }))
    const [row] = await rowsWhen(inside, ([one]) => (one?.nextAt ?? 0) > Date.now() + 500_000)
    expect(row).toMatchObject({ attempts: 0, state: 'waiting' })
    const page = await (await inside.app.request('/outbox', { headers: { accept: 'text/html', ...asStaff } })).text()
    expect(page).toContain('may still be answering')
    await post(inside, response(1, { revision: 2, answers: low }))
    await expect.poll(() => sent.length).toBe(1)
    expect(sent[0]).toMatchObject({ id: `${response(1).id}.2`, attempt: 1 })
  })

  it('one that stays unfinished is told after ten minutes; one that became more is not told twice', async () => {
    const store = `sqlite:${join(folderOf(), 'a.db')}`
    const first = await withDestination(['bad-news'], { store })
    await post(first.collector, response(1, { status: 'partial', answers: { ordering: low.ordering } }))
    await post(first.collector, response(2, { status: 'partial', answers: { ordering: low.ordering } }))
    await post(first.collector, response(2, { revision: 2, answers: low }))
    await expect.poll(() => first.sent.length).toBe(1)
    await closeNow(first.collector)
    const later = await withDestination(['bad-news'], { store, aheadMs: 11 * 60_000 })
    await rowsWhen(later.collector, (rows) => rows.length === 0)
    expect(later.sent.map(({ id }) => id)).toEqual([`${response(1).id}.1`])
    const metrics = await (await later.collector.app.request('/metrics', { headers: asStaff })).text()
    expect(metrics).toContain('reason="superseded"} 1')
  })
})

function folderOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-bad-news-'))
  folders.push(folder)
  return folder
}

/** A collector with one destination that hears `hears` and notes what it was sent. */
async function withDestination(
  hears: OpenDestination['adapter']['hears'],
  { store = 'sqlite::memory:', aheadMs = 0 } = {},
) {
  const sent: Delivery[] = []
  const { createCustomAdapter } = await import('@frankly/adapters/custom')
  const adapter = createCustomAdapter({
    name: 'team',
    on: hears,
    send: async (delivery): Promise<SendOutcome> => {
      sent.push(delivery)
      return { status: 'delivered' }
    },
  })
  const collector = await sendingCollector(store, {
    aheadMs,
    open: [{ project: 'pk_demo', id: 'team', adapter, concurrency: 4 }],
  })
  return { collector, sent }
}
