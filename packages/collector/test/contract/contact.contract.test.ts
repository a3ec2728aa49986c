import { createCollectorAdapter } from '@frankly/adapters/collector'
import { createClient, type Response, type Survey } from '@frankly/core'
import { createMemoryPlatform } from '@frankly/core/platform'
import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { collectorWith, survey, type TestCollector } from '../support/start.ts'

const ADDRESS = 'anna@shop.example'
const [page] = survey.pages
const asking = {
  ...survey,
  pages: [
    {
      ...page!,
      questions: [
        ...page!.questions,
        { kind: 'contact', id: 'reply', text: { en: 'How should we reply?', ru: 'Как ответить?' } },
        {
          kind: 'consent',
          id: 'yes',
          purpose: 'contact',
          textVersion: '1',
          text: { en: 'I agree', ru: 'Согласна' },
        },
        { kind: 'text', id: 'mail', input: 'email', text: { en: 'Or an e-mail?', ru: 'Или почта?' } },
      ],
    },
  ],
} as unknown as Survey
const projects = { pk_demo: { shop: 'Shop', origins: ['https://shop.example'], surveys: [asking] } }

async function post(collector: TestCollector, item: Response): Promise<void> {
  const reply = await collector.app.request('/v1/projects/pk_demo/responses', {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'content-type': 'text/plain' },
    body: JSON.stringify({ sentAt: Date.now(), items: [item] }),
  })
  // an answer is never refused for it
  expect(await reply.json()).toMatchObject({ results: [{ status: 'stored' }] })
}
const stored = async (collector: TestCollector) =>
  JSON.stringify(await collector.store.responses({ project: 'pk_demo', limit: 10 }))

describe('[F6] contact data in the store', () => {
  const answers: Response['answers'] = {
    ordering: { kind: 'rating', value: 2 },
    reply: { kind: 'contact', channel: 'email', address: ADDRESS },
    mail: { kind: 'text', text: ADDRESS },
  }
  const agreed = (granted: boolean) => [{ purpose: 'contact', granted, textVersion: '1', at: 1 }]

  it('[F6] another client sends an address without its consent: the answer is stored, the address is not', async () => {
    const collector = await collectorWith({ projects })
    await post(collector, response(1, { answers }))
    await post(collector, response(2, { answers, consents: agreed(false) }))
    expect(await stored(collector)).not.toContain(ADDRESS)
    expect(await stored(collector)).toContain('\\"channel\\":\\"email\\"')
    await post(collector, response(3, { answers, consents: agreed(true) }))
    expect(await stored(collector)).toContain(ADDRESS)
  })

  it('[F6] a later revision that takes the consent back leaves no address behind', async () => {
    const collector = await collectorWith({ projects })
    await post(collector, response(1, { answers, consents: agreed(true) }))
    expect(await stored(collector)).toContain(ADDRESS)
    await post(collector, response(1, { revision: 2, answers, consents: agreed(false) }))
    expect(await stored(collector)).not.toContain(ADDRESS)
  })

  it('[F6] core client and collector: typed for three seconds, ticked, unticked', async () => {
    const collector = await collectorWith({ projects })
    const overHttp: typeof fetch = async (input, init) => {
      const request = new Request(input, init)
      request.headers.set('origin', 'https://shop.example')
      return collector.app.request(request)
    }
    const client = createClient({
      project: 'pk_demo',
      platform: createMemoryPlatform(),
      surveys: [asking],
      saveAfterMs: 1,
      transport: createCollectorAdapter({ host: 'https://feedback.example', project: 'pk_demo', fetch: overHttp }),
    })
    const run = await client.start('purchase')
    run.answer('ordering', { kind: 'rating', value: 2 })
    run.answer('reply', { kind: 'contact', channel: 'email', address: ADDRESS })
    await client.flush()
    expect(await stored(collector)).toContain('\\"channel\\":\\"email\\"')
    expect(await stored(collector)).not.toContain(ADDRESS)
    run.answer('yes', { kind: 'consent', granted: true })
    await client.flush()
    expect(await stored(collector)).toContain(ADDRESS)
    run.answer('yes', { kind: 'consent', granted: false })
    await client.flush()
    expect(await stored(collector)).not.toContain(ADDRESS)
    await client.destroy()
  })
})
