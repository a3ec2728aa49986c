import type { Response as Answer } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { startTarget, until } from '../support/attack.ts'
import { response } from '../support/items.ts'
import { type Received, startReceiver } from '../support/receiver.ts'

/** Every test starts processes; on a loaded machine each start takes many seconds. */
const SLOW_MACHINE = { timeout: 300_000 }
const LOOSE = { addressPerSecond: 1e6, projectPerSecond: 1e6 }

const complaint = (n: number, text: string, surveyId: string = 'purchase'): Answer =>
  response(n, {
    surveyId,
    complaint: { severity: 'critical' },
    answers: { wrong: { kind: 'complaint', text } },
  })

/** Ten posts of fifty forged complaints, from these addresses in turn. */
function forged(from: number, addresses: readonly string[]) {
  return Array.from({ length: 10 }, (_, post) => ({
    address: addresses[post % addresses.length]!,
    items: Array.from({ length: 50 }, (_, n) =>
      complaint(from + post * 50 + n, `forged ${post * 50 + n}`, post < 5 ? 'purchase' : 'nobody-knows-it'),
    ),
  }))
}

async function start(limits: object) {
  const [chat, crm] = [await startReceiver(), await startReceiver()]
  chat.answer = () => ({ status: 200, body: 'ok' })
  const chatUrl = chat.url.replace('/hook', '/services/T1/B1/X1')
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
  const destinations = [
    { id: 'team', adapter: 'slack', allowPrivate: true, options: { url: chatUrl } },
    { id: 'crm', adapter: 'webhook', allowPrivate: true, options: { url: crm.url, secrets } },
  ]
  return { chat, crm, target: await startTarget({ limits: { ...LOOSE, ...limits }, project: { destinations } }) }
}

const saying = (got: readonly Received[], text: string) => got.findIndex(({ body }) => body.includes(text))

describe('[F14] floods of bad news', SLOW_MACHINE, () => {
  it('[F14] five hundred forged complaints of one address ring a few times, then once for all; a real one rings at once; every answer is stored and reaches the shop’s own system', async () => {
    const { chat, crm, target } = await start({})
    for (const { address, items } of forged(1000, ['203.0.113.7'])) await target.send(items, address)
    await target.send([complaint(1, 'the real parcel is broken')], '198.51.100.7')
    expect(await until(() => saying(chat.got, 'the real parcel is broken') >= 0)).toBe(true)
    // At once: not with what has gathered, and not behind it.
    expect(saying(chat.got, 'More like this')).toBe(-1)
    expect(chat.got.length).toBeLessThan(10)
    expect(await until(() => saying(chat.got, 'More like this') >= 0, 150_000)).toBe(true)
    expect(chat.got.at(-1)!.body).toMatch(/More like this at the same time\W{1,4}49\d/)
    expect(chat.got.length).toBeLessThan(12)
    expect(await until(() => crm.got.length === 501)).toBe(true)
    expect(await target.metric('responses')).toBe(501)
    expect(await target.metric('outbox_waiting')).toBe(0)
  })

  it('[F14] the same from many addresses: a budget for each destination, and the rest together', async () => {
    const { chat, crm, target } = await start({ alertsPerHour: 10 })
    const addresses = Array.from({ length: 10 }, (_, n) => `203.0.${n}.7`)
    for (const { address, items } of forged(1000, addresses)) await target.send(items, address)
    expect(await until(() => crm.got.length === 500)).toBe(true)
    expect(await until(() => saying(chat.got, 'More like this') >= 0, 150_000)).toBe(true)
    expect(chat.got.length).toBeLessThan(14)
    expect(await target.metric('responses')).toBe(500)
  })
})
