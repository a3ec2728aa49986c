import { PATIENT_MS, SAMPLE_ANSWERS, type SampleAnswer, sampleDelivery } from '@frankly/adapters/testing'
import type { AnswerKind } from '@frankly/core/model'
import { browserDestinations, type DestinationCase, serverDestinations } from '@frankly/testing/fakes'
import { afterAll, describe, expect, it } from 'vitest'
import type { Carries } from '../../src/shared/capabilities.ts'

/** Those that write no message for people, or a very short one. A new adapter is held to show every kind. */
const OTHERS: readonly string[] = [
  // the response as it is
  ...['collector', 'http', 'custom', 'post-message', 'broadcast', 'console', 'memory', 'webhook', 'cloudevents'],
  ...['postgres', 'redis-stream', 'nats', 'mqtt', 'kafka', 'clickhouse', 's3'],
  // fields of analytics, and those that the shop has chosen
  ...['posthog', 'segment', 'ga4', 'yandex-metrica', 'klaviyo', 'klaviyo-client', 'hubspot-forms'],
  // one SMS
  ...['twilio', 'smsc'],
]

const writesToPeople = ({ name }: DestinationCase): boolean => !OTHERS.includes(name.split(' ')[0]!)
const ofPages = browserDestinations.filter(writesToPeople)
const ofServers = serverDestinations.filter(writesToPeople)
const live = new AbortController().signal

afterAll(() => Promise.all(serverDestinations.map((one) => one.stop?.())))

/** What a destination does not get of the answers of all kinds. */
async function unseenBy({ start, type = 'response.completed' }: DestinationCase, wantsOurs: boolean) {
  const { fake, transport } = await start(PATIENT_MS)
  try {
    const { carries } = transport as { carries?: Carries }
    const unseen: string[] = []
    for (const kind of Object.keys(SAMPLE_ANSWERS) as AnswerKind[]) {
      if (kind === 'contact' && !carries?.contact) continue
      const before = fake.stored.length
      const outcome = await transport.send(sampleDelivery(type, { answer: kind }), live)
      expect([kind, outcome]).toMatchObject([kind, { status: 'delivered' }])
      const sent = fake.stored.slice(before).map(({ raw }) => raw)
      const { theirs, ours = [] }: Pick<SampleAnswer<AnswerKind>, 'theirs' | 'ours'> = SAMPLE_ANSWERS[kind]
      const wanted = wantsOurs ? [...theirs, ...ours] : theirs
      unseen.push(...wanted.filter((words) => !sent.join('\n').includes(words)).map((words) => `${kind}: ${words}`))
    }
    return unseen
  } finally {
    await fake.close()
  }
}

describe('every kind of answer reaches people in words', () => {
  it('chats, mail, desks, trackers, CRM and hooks are all tried', () => {
    const names = [...ofPages, ...ofServers].map(({ name }) => name)
    for (const name of ['slack', 'smtp', 'amocrm', 'zendesk-tickets', 'zendesk-requests', 'jira', 'zapier'])
      expect(names).toContain(name)
  })

  it.each(ofServers)('$name', async (destination) => {
    expect(await unseenBy(destination, true)).toEqual([])
  })

  it.each(ofPages)('$name, where our own words are ids', async (destination) => {
    expect(await unseenBy(destination, false)).toEqual([])
  })
})
