import type { Response } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { response } from '../support/items.ts'
import { asStaff, collectorWith } from '../support/start.ts'

const webhook = {
  id: 'own',
  adapter: 'webhook',
  allowPrivate: true,
  options: { url: 'http://127.0.0.1:9/', secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] },
}
const survey = {
  schema: 1,
  id: 'purchase',
  version: 1,
  title: { en: 'After the order' },
  defaultLocale: 'en',
  locales: ['en'],
  touchpoint: 'order_confirmed',
  pages: [{ id: 'one', questions: [{ kind: 'text', id: 'best', text: { en: 'What?' } }] }],
}

const said = (visible: 'nobody' | 'team', over: Partial<Response> = {}): Response =>
  response(1, {
    answers: {
      wrong: { kind: 'complaint', text: 'It was cold', nameVisibleTo: visible },
      reply: { kind: 'contact', channel: 'email', address: 'zebra@shop.example' },
    },
    complaint: { severity: 'high' },
    subject: { id: 'zebra-anna' },
    context: { path: '/zebra', order: { orderId: 'zebra-7', value: 5, currency: 'EUR' }, tags: { of: 'zebra' } },
    ...over,
  })

describe('[F18] [PV3] a name is seen by whom the customer let see it', () => {
  it('[PV3] by nobody: no list, page, stream, export, second body, refused item or delivery tells it', async () => {
    const projects = { pk_demo: { shop: 'Shop', origins: ['*'], surveys: [survey], destinations: [webhook] } }
    const collector = await collectorWith({ projects })
    const post = (body: unknown) =>
      collector.app.request('/v1/projects/pk_demo/responses', { method: 'POST', body: JSON.stringify(body) })
    await post({ items: [said('nobody')] })
    await post({ items: [said('nobody', { locale: 'ru' })] })
    await post({ items: [{ ...said('nobody'), surveyId: 7 }] })
    await collector.app.request('/v1/projects/pk_demo/responses', {
      method: 'POST',
      body: `{${JSON.stringify(said('nobody'))}`,
    })
    for (const path of [
      '/',
      '/lists/complaints',
      `/answers/pk_demo/${said('nobody').id}`,
      '/v1/responses',
      '/v1/exports/responses.csv',
      '/v1/exports/responses.ndjson',
      '/v1/conflicts',
      '/v1/dead-letters',
      '/v1/outbox',
      '/outbox',
      '/v1/held',
    ]) {
      const reply = await collector.app.request(path, { headers: asStaff })
      expect([path, reply.status]).toEqual([path, 200])
      expect([path, (await reply.text()).includes('zebra')]).toEqual([path, false])
    }
    const { items } = (await (await collector.app.request('/v1/conflicts', { headers: asStaff })).json()) as {
      items: unknown[]
    }
    expect(items).toHaveLength(1)
  })
})
