import type { Response } from '@frankly/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportJson, exportLine, exportRow } from '../../src/export/rows.ts'
import { resolveOptions } from '../../src/options/read-options.ts'
import { openDestinations } from '../../src/outbox/destinations.ts'
import { outboxEntries } from '../../src/outbox/entries.ts'
import type { StoredResponse } from '../../src/store/ports.ts'
import { putItem, response } from '../support/items.ts'
import { startReceiver } from '../support/receiver.ts'
import { collectorWith, survey } from '../support/start.ts'

const said = 'Card 4111 1111 1111 1111, call 030 1234567 89, or anna@shop.example'
const masked = 'Card [card], call [phone], or [e-mail]'
const answers: Response['answers'] = {
  best: { kind: 'text', text: said },
  reply: { kind: 'contact', channel: 'email', address: 'anna@shop.example' },
}
const given = response(1, { answers, variables: { copy: said, n: 4 } })

/** What the receiver of a project hears of the response. */
async function heard(privacy?: object): Promise<Response> {
  const receiver = await startReceiver()
  const webhook = {
    id: 'own',
    adapter: 'webhook',
    allowPrivate: true,
    options: { url: receiver.url, secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] },
  }
  const project = {
    shop: 'Shop',
    origins: ['*'],
    surveys: [survey],
    destinations: [webhook],
    ...(privacy && { privacy }),
  }
  const options = resolveOptions({ projects: { pk_demo: project } }, { dataDir: '/tmp', baseDir: '/tmp', env: {} })
  const { list, close } = await openDestinations(options)
  const [entry] = outboxEntries(options.projects.get('pk_demo')!, given, undefined, 'normal', 1)
  expect(await list[0]!.adapter.send(entry!.delivery, AbortSignal.timeout(5000))).toMatchObject({ status: 'delivered' })
  await close()
  return JSON.parse(receiver.got[0]!.body).data.response as Response
}

describe('[PV4] free text is masked on its way out', () => {
  it('[PV4] before a destination; the address to answer to is no free text', async () => {
    const told = await heard()
    expect(told.answers).toEqual({ ...answers, best: { kind: 'text', text: masked } })
    expect(told.variables).toEqual({ copy: masked, n: 4 })
  })

  it('[PV4] a project names what is masked; nothing, if it says so', async () => {
    expect((await heard({ scrub: ['cards'] })).answers['best']).toEqual({
      kind: 'text',
      text: said.replace('4111 1111 1111 1111', '[card]'),
    })
    expect((await heard({ scrub: [] })).answers).toEqual(answers)
    const project = { shop: 'Shop', origins: ['*'], surveys: [survey], privacy: { scrub: ['names'] } }
    const around = { dataDir: '/tmp', baseDir: '/tmp', env: {} }
    expect(() => resolveOptions({ projects: { pk_demo: project } }, around)).toThrow(/cards, emails, phones/)
  })

  it('[PV4] in exports, by command and by API; the staff’s own page shows what was written', async () => {
    const collector = await collectorWith()
    const post = { method: 'POST', body: JSON.stringify({ items: [given] }) }
    expect((await collector.app.request('/v1/projects/pk_demo/responses', post)).status).toBe(200)
    const [row] = await collector.store.responses({ limit: 1 })
    expect(JSON.stringify(exportRow(row!, undefined))).not.toContain('4111')
    expect(JSON.stringify(exportRow(row!, undefined))).toContain(masked)
    expect(exportJson(row!)).toMatchObject({ response: { answers: { best: { text: masked } } } })
    expect(JSON.stringify(exportJson(row!, []))).toContain(said)
  })

  it('[PV4] [EX2] whatever was said: a line of NDJSON is the response as programs get it, masked and without names', () => {
    const piece = fc.constantFrom(
      'Well ',
      '4111 1111 1111 1111',
      '٤١١١ ١١١١ ١١١١ ١١١١',
      '030 1234567 89',
      'a@b.example',
      '"',
      '\\',
      '"text":"',
      '\u0007',
      '\n',
      'nobody',
      '5',
    )
    const words = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''))
    const anyResponse = fc
      .record({ words, other: words, isNobody: fc.boolean(), copy: fc.option(words, { nil: undefined }) })
      .map((one) =>
        response(1, {
          answers: {
            best: { kind: 'text', text: one.words },
            which: { kind: 'choice', choices: ['a'], other: one.other },
            wrong: { kind: 'complaint', text: 'Cold', ...(one.isNobody && { nameVisibleTo: 'nobody' as const }) },
          },
          context: { path: `/thanks/${one.other}`, order: { orderId: 'A-1' } },
          ...(one.copy !== undefined && { variables: { copy: one.copy } }),
        }),
      )
    fc.assert(
      fc.property(anyResponse, (any) => {
        const row = { ...putItem(any), firstReceivedAt: 1 } as unknown as StoredResponse
        expect(JSON.parse(exportLine(row))).toEqual(JSON.parse(JSON.stringify(exportJson(row))))
      }),
      { numRuns: 1000 },
    )
  })
})
