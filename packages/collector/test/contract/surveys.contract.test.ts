import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Response } from '@frankly/core'
import { afterAll, describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { asStaff, collectorWith, survey, type TestCollector } from '../support/start.ts'

const folder = mkdtempSync(join(tmpdir(), 'frankly-surveys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const AT = 'https://shop.example'
let stores = 0
/** A store of its own, for collectors that come one after another. */
const file = () => `sqlite:${join(folder, `${++stores}.sqlite`)}`

const withSurveys = (store: string, surveys: readonly object[], now?: number) =>
  collectorWith({ store, projects: { pk_demo: { shop: 'Shop', origins: [AT], surveys } } }, {}, now)

async function post(collector: TestCollector, ...items: readonly Response[]): Promise<void> {
  const body = JSON.stringify({ sentAt: 1_795_300_000_000, items })
  const reply = await collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body })
  const { results } = (await reply.json()) as { results: readonly { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(items.map(() => 'stored'))
}

const staffText = async (collector: TestCollector, path: string) =>
  await (await collector.app.request(path, { headers: asStaff })).text()

async function asked(collector: TestCollector): Promise<readonly { id: string; version: number; title: object }[]> {
  const reply = await collector.app.request('/v1/projects/pk_demo/config', { headers: { origin: AT } })
  return ((await reply.json()) as { surveys: [] }).surveys
}

/** The same survey with other words for its first question. */
const worded = (version: number, words: string) => ({
  ...survey,
  version,
  pages: [
    {
      id: 'one',
      questions: [{ ...survey.pages[0]!.questions[0]!, text: { en: words } }, survey.pages[0]!.questions[1]!],
    },
  ],
})

describe('published surveys', () => {
  it('[SV4] every answer is read with the words that were asked, after the survey has changed', async () => {
    const store = file()
    const one = await withSurveys(store, [worded(1, 'How did it go?')])
    await post(one, response(1))
    await one.close()
    const two = await withSurveys(store, [worded(2, 'Was it easy?')])
    await post(two, response(2, { surveyVersion: 2 }))
    expect(await asked(two)).toMatchObject([{ id: 'purchase', version: 2 }])
    const lines = (await staffText(two, '/v1/exports/responses.csv'))
      .split('\r\n')
      .filter((line) => /rating/.test(line))
    expect(lines.map((line) => /How did it go\?|Was it easy\?/.exec(line)?.[0])).toEqual([
      'How did it go?',
      'Was it easy?',
    ])
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(['1', '2'])
    const cards = (await staffText(two, '/lists/rest')).split('<article').slice(1)
    expect(cards.map((card) => /How did it go\?|Was it easy\?/.exec(card)?.[0])).toEqual([
      'Was it easy?',
      'How did it go?',
    ])
  })

  it('[SV4] where the version was never published here, the nearest one stands in and is named', async () => {
    const collector = await withSurveys(file(), [worded(3, 'Was it easy?')])
    await post(collector, response(1))
    expect((await staffText(collector, '/v1/exports/responses.csv')).trim().split(',').at(-1)).toBe('3')
    expect(await staffText(collector, '/lists/rest')).toContain('of version 3: those that were asked are not kept here')
  })

  it('[SV2] a changed body under an old number is not taken; the log says where it differs and what to do', async () => {
    const store = file()
    await (await withSurveys(store, [worded(1, 'How did it go?')])).close()
    const changed = await withSurveys(store, [worded(1, 'How great was it?')])
    expect(await asked(changed)).toEqual([worded(1, 'How did it go?')])
    expect(changed.lines.join('\n')).toBe(
      [
        'survey purchase (pk_demo): version 1 is published with another body and goes on being asked; the one in the configuration is not taken; publish it as version 2: frankly survey publish purchase --project pk_demo --bump',
        '  ~ pages.one.questions.ordering.text.en: "How did it go?" → "How great was it?"',
      ].join('\n'),
    )
  })

  it('[SV3] an earlier configuration takes nothing back; a survey that it no longer names is not asked', async () => {
    const store = file()
    await (await withSurveys(store, [worded(1, 'One'), { ...survey, id: 'other' }])).close()
    await (await withSurveys(store, [worded(2, 'Two'), { ...survey, id: 'other' }])).close()
    const back = await withSurveys(store, [worded(1, 'One')])
    expect((await asked(back)).map(({ id, version }) => [id, version])).toEqual([['purchase', 2]])
    expect(back.lines).toEqual([expect.stringContaining('version 2 is published and is asked')])
    await back.close()
    const other = await withSurveys(store, [worded(2, 'Two'), { ...survey, id: 'other' }])
    expect((await asked(other)).map(({ id }) => id)).toEqual(['purchase', 'other'])
  })

  it('[SV5] what is paused or outside its schedule is not asked; answers on their way are taken', async () => {
    const collector = await collectorWith()
    const { surveys } = collector.store
    const about = { project: 'pk_demo', surveyId: 'purchase', changedAt: 1 }
    const NOW = 1_795_300_000_000
    const follow = async () => {
      await collector.context.surveys.refresh()
      return (await asked(collector)).length
    }
    expect(await follow()).toBe(1)
    await surveys.setState({ ...about, paused: true })
    expect(await follow()).toBe(0)
    expect((await collector.app.request('/s/purchase')).status).toBe(404)
    await post(collector, response(1))
    await surveys.setState({ ...about, paused: false, from: NOW + 1000, until: NOW + 2000 })
    expect(await follow()).toBe(0)
    collector.wait(1000)
    expect(await follow()).toBe(1)
    expect((await collector.app.request('/s/purchase')).status).toBe(200)
    collector.wait(1000)
    expect(await follow()).toBe(0)
  })
})
