import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Response as Answer } from '@frankly/core'
import { signSurvey } from '@frankly/core/node'
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

async function post(collector: TestCollector, item: Answer, key: string = 'pk_demo'): Promise<void> {
  const body = JSON.stringify({ sentAt: 1_795_300_000_000, items: [item] })
  const reply = await collector.app.request(`/v1/projects/${key}/responses`, { method: 'POST', body })
  const { results } = (await reply.json()) as { results: readonly { status: string }[] }
  expect(results.map(({ status }) => status)).toEqual(['stored'])
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

  const api = (collector: TestCollector, method: string, path: string, json?: object) =>
    collector.app.request(path, {
      method,
      headers: { ...asStaff, 'content-type': 'application/json' },
      ...(json ? { body: JSON.stringify(json) } : {}),
    })
  const said = async (reply: Response | Promise<Response>) => (await (await reply).json()) as Record<string, never>

  it('[SV1] [SV2] by API: publishes, refuses another body under a number with every difference, bumps; what is asked follows at once', async () => {
    const collector = await withSurveys(file(), [worded(1, 'One')])
    const put = (body: object) => api(collector, 'POST', '/v1/surveys', { project: 'pk_demo', ...body })
    expect(await said(put({ survey: worded(1, 'One') }))).toEqual({ status: 'same', version: 1 })
    const refused = await put({ survey: worded(1, 'Two') })
    expect([refused.status, await said(refused)]).toMatchObject([
      409,
      {
        code: 'survey_taken',
        issues: [{ path: 'pages.one.questions.ordering.text.en', found: '"Two"', wanted: '"One"' }],
      },
    ])
    expect(await said(put({ survey: worded(1, 'Two'), bump: true }))).toEqual({ status: 'published', version: 2 })
    expect(await asked(collector)).toEqual([worded(2, 'Two')])
    expect((await put({ survey: { ...survey, pages: [] } })).status).toBe(422)
    const { items } = await said(api(collector, 'GET', '/v1/surveys?project=pk_demo'))
    expect(items).toMatchObject([{ version: 2, versions: [1, 2], state: 'open', configuration: { state: 'behind' } }])
    expect(await said(api(collector, 'GET', '/v1/surveys/pk_demo/purchase?version=1'))).toEqual(worded(1, 'One'))
    expect(await said(api(collector, 'GET', '/v1/surveys/pk_demo/purchase/diff'))).toEqual({
      differences: [{ path: 'pages.one.questions.ordering.text.en', before: '"One"', after: '"Two"' }],
    })
    const state = (json: object) => said(api(collector, 'POST', '/v1/surveys/pk_demo/purchase/state', json))
    expect(await state({ paused: true, until: '2027-01-01' })).toEqual({ paused: true, until: Date.UTC(2027, 0, 1) })
    expect(await asked(collector)).toEqual([])
    expect(await state({ paused: false, until: null })).toEqual({ paused: false })
    expect(await asked(collector)).toHaveLength(1)
    expect((await collector.store.audit.read({ limit: 9 })).map(({ action }) => action).toSorted()).toEqual([
      'survey.open',
      'survey.pause',
      'survey.publish',
    ])
  })

  const staff = { ...survey, id: 'team', audience: 'staff' }
  const withStaff = () =>
    collectorWith({
      projects: {
        pk_demo: {
          shop: 'Shop',
          origins: [AT],
          surveys: [survey, staff],
          signing: { keys: { k1: { env: 'KEY' } } },
        },
      },
    })
  const config = (collector: TestCollector, key: string) =>
    collector.app.request(`/v1/projects/${key}/config`, { headers: { origin: AT } })

  it('[SV7] a survey for staff is asked by a link alone: a token, or a signature of the shop’s server', async () => {
    const collector = await withStaff()
    expect((await asked(collector)).map(({ id }) => id)).toEqual(['purchase'])
    expect((await collector.app.request('/s/team')).status).toBe(403)
    const { url } = await said(api(collector, 'POST', '/v1/surveys/pk_demo/team/links', { days: 2 }))
    const token = new URL(url!, AT).searchParams.get('pass')!
    const key = { id: 'k1', secret: 'a-secret-of-more-than-32-characters!' }
    const signature = signSurvey('team', { project: 'pk_demo', key, now: () => 1_795_300_000_000 })
    for (const [n, pass] of [token, `team~${signature}`].entries()) {
      const page = await collector.app.request(`/s/team?project=pk_demo&pass=${pass}`)
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(`data-project="pk_demo~${pass}"`)])
      const opened = (await (await config(collector, `pk_demo~${pass}`)).json()) as {
        surveys: readonly { id: string }[]
      }
      expect(opened.surveys.map(({ id }) => id)).toEqual(['team'])
      await post(collector, response(n + 1, { surveyId: 'team' }), `pk_demo~${pass}`)
    }
    expect((await collector.store.responses({ limit: 9 })).map(({ quarantine }) => quarantine)).toEqual([
      undefined,
      undefined,
    ])
    collector.wait(31 * 86_400_000)
    for (const pass of [token, `team~${signature}`]) {
      expect((await config(collector, `pk_demo~${pass}`)).status).toBe(403)
      expect((await collector.app.request(`/s/team?project=pk_demo&pass=${pass}`)).status).toBe(403)
    }
  })

  it('[F13] [SV7] an answer to it without a good link is held for a look, not lost', async () => {
    const collector = await withStaff()
    const key = { id: 'k1', secret: 'another-secret-of-more-than-32-chars' }
    const forged = signSurvey('team', { project: 'pk_demo', key, now: () => 1_795_300_000_000 })
    const keys = ['pk_demo', 'pk_demo~', `pk_demo~team~${forged}`, `pk_demo~${'x'.repeat(43)}`]
    for (const [n, name] of keys.entries()) await post(collector, response(n, { surveyId: 'team' }), name)
    const held = await collector.store.responses({ limit: 9, list: 'held' })
    expect(held.map(({ quarantine }) => quarantine)).toEqual(keys.map(() => 'no_staff_link'))
    expect(await staffText(collector, '/held')).toContain('answered without the link for staff')
  })

  it('[SV8] a preview shows what is not published, to whoever has the link; its answers are trials', async () => {
    const collector = await collectorWith()
    const { url } = await said(
      api(collector, 'POST', '/v1/surveys/preview', {
        project: 'pk_demo',
        survey: { ...worded(7, 'New?'), id: 'fresh' },
      }),
    )
    const { pathname, search, searchParams } = new URL(url!, AT)
    const page = await collector.app.request(`${pathname}${search}`)
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('preview')])
    const key = `pk_demo~${searchParams.get('pass')}`
    expect(await (await config(collector, key)).json()).toMatchObject({ surveys: [{ id: 'fresh', version: 7 }] })
    expect((await asked(collector)).map(({ id }) => id)).toEqual(['purchase'])
    await post(collector, response(1, { surveyId: 'fresh', surveyVersion: 7 }), key)
    expect(await collector.store.responses({ limit: 9 })).toMatchObject([{ test: true, surveyId: 'fresh' }])
    collector.wait(86_400_001)
    expect((await config(collector, key)).status).toBe(403)
  })
})

describe('how often surveys were seen', () => {
  const DAY = '2026-11-21'
  const rates = async (collector: TestCollector) => {
    const reply = await collector.app.request('/v1/reports/response-rate?project=pk_demo', { headers: asStaff })
    return ((await reply.json()) as { items: readonly object[] }).items
  }
  const send = (collector: TestCollector, items: readonly Answer[], report?: object, key = 'pk_demo') =>
    collector.app.request(`/v1/projects/${key}/responses`, {
      method: 'POST',
      body: JSON.stringify({ sentAt: 1_795_300_000_000, items, ...(report ? { report } : {}) }),
    })
  const showing = (collector: TestCollector, body: string) =>
    collector.app.request('/v1/projects/pk_demo/impressions', { method: 'POST', body, headers: { origin: AT } })
  const row = { survey: 'purchase', version: 1, mode: 'web', day: DAY, locale: 'en', showings: 0, dismissed: 0 }

  it('[SV9] counts come beside answers, once for what is new; the rate is unknown', async () => {
    const collector = await collectorWith()
    const report = {
      'shown~purchase~1~web~en': 3,
      'answered~purchase~1~web~en-GB': 1,
      'suppressed~purchase~~web~en': 2,
      'shown~purchase~1~qr~ru': 1,
    }
    await send(collector, [response(1)], report)
    // The reply was lost: the same again.
    await send(collector, [response(1)], report)
    expect(await rates(collector)).toEqual([
      { ...row, mode: 'qr', locale: 'ru', seen: 1, started: 0, suppressed: 0, rate: null },
      { ...row, seen: 3, started: 1, suppressed: 2, rate: null },
    ])
  })

  it('[SV9] whatever is no count of a published survey makes no row, and costs no answer', async () => {
    const collector = await collectorWith()
    const wrong = {
      evicted: 3,
      'shown~nobody~1~web~en': 1,
      'shown~purchase~9~web~en': 1,
      'shown~purchase~1~web~en': 'many',
      'answered~purchase~1~web~en': -4,
      'showings~purchase~1~web~en': 5,
      __proto__: 1,
    }
    for (const [n, report] of [wrong, null, 7, [1], 'x', { '': 1 }].entries())
      expect((await send(collector, [response(n)], report as object)).status).toBe(200)
    expect(await rates(collector)).toEqual([])
    // A way or a language that nobody knows is one of those that are known, and a number has a bound.
    await send(collector, [response(9)], { 'shown~purchase~1~spy~xx': 1e12 })
    expect(await rates(collector)).toMatchObject([{ ...row, seen: 1000 }])
  })

  it('[SV10] a showing is counted where the project says so, and only then there is a rate', async () => {
    const told = JSON.stringify({ survey: 'purchase', version: 1, mode: 'web', locale: 'en', subject: 'anna' })
    const silent = await collectorWith()
    expect(await (await showing(silent, told)).json()).toEqual({ counted: false })
    expect(await rates(silent)).toEqual([])
    const collector = await collectorWith({
      projects: { pk_demo: { shop: 'Shop', origins: [AT], surveys: [survey], countShowings: true } },
    })
    for (let n = 0; n < 4; n++) expect(await (await showing(collector, told)).json()).toEqual({ counted: true })
    for (const odd of ['', 'x', 'null', '{"survey":"tea"}', '[]']) {
      expect(await (await showing(collector, odd)).json()).toEqual({ counted: false })
    }
    expect((await showing(collector, 'x'.repeat(600))).status).toBe(413)
    await send(collector, [response(1)], { 'answered~purchase~1~web~en': 1 })
    expect(await rates(collector)).toEqual([{ ...row, showings: 4, seen: 0, started: 1, suppressed: 0, rate: 0.25 }])
    // More starts than showings: the day began without counting.
    await send(collector, [response(2)], { 'answered~purchase~1~web~en': 9 })
    expect(await rates(collector)).toMatchObject([{ started: 10, rate: null }])
  })
})
