import { describe, expect, it, vi } from 'vitest'
import type { Delivery } from '../wire/delivery.ts'
import { fanOut } from './fan-out.ts'
import { filter } from './filter.ts'
import { firstOf } from './first-of.ts'
import { mapFields } from './map-fields.ts'
import type { SendOutcome, Transport } from './transport.ts'
import { createSigner, withSignature } from './with-signature.ts'
import { withTimeout } from './with-timeout.ts'

const live = new AbortController().signal
const delivered: SendOutcome = { status: 'delivered' }
const retry = (afterMs?: number): SendOutcome => ({ status: 'retry', ...(afterMs === undefined ? {} : { afterMs }) })
const rejected: SendOutcome = { status: 'rejected', code: 'no', detail: '' }
const skipped: SendOutcome = { status: 'skipped', reason: 'event' }
const make = (id: string): Delivery =>
  ({
    id,
    type: 'subject.erased',
    project: 'p',
    occurredAt: 0,
    lane: 'normal',
    attempt: 1,
    data: { responseIds: [] },
  }) as Delivery

function fake(name: string, ...outcomes: (SendOutcome | Error)[]): Transport & { seen: string[] } {
  const seen: string[] = []
  return {
    name,
    seen,
    async send(delivery) {
      seen.push(delivery.id)
      const next = outcomes[Math.min(seen.length, outcomes.length) - 1]!
      if (next instanceof Error) throw next
      return next
    },
  }
}

describe('withTimeout', () => {
  it('makes a retry of what is not answered in time, even when the transport ignores its signal', async () => {
    let fire = (): void => {}
    const slow: Transport = { send: () => new Promise(() => {}) }
    const timed = withTimeout(slow, 10, (_, run) => {
      fire = run
      return () => {}
    })
    const outcome = timed.send(make('a'), live)
    fire()
    expect(await outcome).toEqual({ status: 'retry', scope: 'destination', cause: 'timeout' })
  })
  it('cancels its timer and lets the outcome through; keeps name and batch limits', async () => {
    const cancel = vi.fn()
    const inner: Transport = { ...fake('x', delivered), sendMany: async (all) => all.map(() => delivered), maxBatch: 7 }
    const timed = withTimeout(inner, 10, () => cancel)
    expect(await timed.sendMany!([make('a'), make('b')], live)).toEqual([delivered, delivered])
    expect(cancel).toHaveBeenCalledOnce()
    expect(timed).toMatchObject({ name: 'x', maxBatch: 7 })
  })
  it('hands the caller’s abort on', async () => {
    const stop = new AbortController()
    const inner: Transport = {
      send: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(retry(1)))
        }),
    }
    const outcome = withTimeout(inner, 60_000).send(make('a'), stop.signal)
    stop.abort()
    expect(await outcome).toEqual(retry(1))
  })
  it('no time at all is a misuse', () => {
    expect(() => withTimeout(fake('x', delivered), 0)).toThrow(/option-invalid: ms/)
  })
})

describe('firstOf', () => {
  it('goes on to the next until one takes it', async () => {
    const [a, b, c] = [fake('a', retry(5)), fake('b', delivered), fake('c', delivered)]
    expect(await firstOf(a, b, c).send(make('1'), live)).toEqual(delivered)
    expect([a.seen, b.seen, c.seen]).toEqual([['1'], ['1'], []])
  })
  it('nobody now, somebody later: retry at the earliest floor; a throw is a retry', async () => {
    expect(
      await firstOf(fake('a', retry(50)), fake('b', rejected), fake('c', retry(20))).send(make('1'), live),
    ).toEqual(retry(20))
    expect(await firstOf(fake('a', new Error('x')), fake('b', rejected)).send(make('1'), live)).toMatchObject({
      status: 'retry',
    })
  })
  it('all refused: the first one’s reason', async () => {
    expect(await firstOf(fake('a', rejected), fake('b', { ...rejected, code: 'b' })).send(make('1'), live)).toEqual(
      rejected,
    )
  })
  it('batches: only what the first did not take goes to the second', async () => {
    const seen: string[][] = []
    const many = (outcomes: SendOutcome[]): Transport => ({
      send: async () => delivered,
      maxBatch: outcomes.length,
      sendMany: async (all) => {
        seen.push(all.map((one) => one.id))
        return outcomes
      },
    })
    const both = firstOf(many([delivered, retry()]), many([delivered]))
    expect(await both.sendMany!([make('1'), make('2')], live)).toEqual([delivered, delivered])
    expect(seen).toEqual([['1', '2'], ['2']])
    expect(both.maxBatch).toBe(1)
  })
})

describe('fanOut', () => {
  it('a retry goes only to those still missing', async () => {
    const [a, b] = [fake('a', delivered), fake('b', retry(9), delivered)]
    const all = fanOut([a, b])
    expect(await all.send(make('1'), live)).toEqual(retry(9))
    expect(await all.send(make('1'), live)).toEqual(delivered)
    expect([a.seen.length, b.seen.length]).toEqual([1, 2])
  })
  it('one refuses for good, another took it: delivered, and told', async () => {
    const onRejected = vi.fn()
    expect(await fanOut([fake('a', rejected), fake('b', delivered)], { onRejected }).send(make('1'), live)).toEqual(
      delivered,
    )
    expect(onRejected).toHaveBeenCalledOnce()
    expect(await fanOut([fake('a', rejected)]).send(make('1'), live)).toEqual(rejected)
  })
  it('remembers no more than it is told to', async () => {
    const a = fake('a', delivered)
    const all = fanOut([a, fake('b', retry())], { remember: 1 })
    for (const id of ['1', '2', '1']) await all.send(make(id), live)
    expect(a.seen).toEqual(['1', '2', '1'])
  })
})

describe('filter and mapFields', () => {
  it('what is not wanted is skipped, without a sending', async () => {
    const a = fake('a', retry())
    const some = filter(a, (delivery) => delivery.id === '2')
    expect(await some.send(make('1'), live)).toEqual({ status: 'skipped', reason: 'filtered' })
    expect(await some.send(make('2'), live)).toEqual(retry())
    expect(a.seen).toEqual(['2'])
  })
  it('a change of fields never changes the idempotency key', async () => {
    const send = vi.fn(async (_: Delivery) => delivered)
    await mapFields({ send }, (delivery) => ({ ...delivery, id: 'other', project: 'q' })).send(make('1'))
    expect(send.mock.calls[0]![0]).toMatchObject({ id: '1', project: 'q' })
  })
})

describe('[F3] what a destination skips is delivered nowhere', () => {
  it('firstOf goes on to the next one; a refusal is told before a skip; all skip: skipped', async () => {
    const b = fake('b', delivered)
    expect(await firstOf(fake('a', skipped), b).send(make('1'), live)).toEqual(delivered)
    expect(b.seen).toEqual(['1'])
    expect(await firstOf(fake('a', skipped), fake('b', retry(7))).send(make('1'), live)).toEqual(retry(7))
    expect(await firstOf(fake('a', skipped), fake('b', rejected)).send(make('1'), live)).toEqual(rejected)
    expect(await firstOf(fake('a', skipped), fake('b', skipped)).send(make('1'), live)).toEqual(skipped)
  })
  it('fanOut is delivered only if one delivered', async () => {
    expect(await fanOut([fake('a', skipped), fake('b', delivered)]).send(make('1'), live)).toEqual(delivered)
    expect(await fanOut([fake('a', skipped), fake('b', rejected)]).send(make('1'), live)).toEqual(rejected)
    expect(await fanOut([fake('a', skipped), fake('b', retry(7))]).send(make('1'), live)).toEqual(retry(7))
    expect(await fanOut([fake('a', skipped), fake('b', skipped)]).send(make('1'), live)).toEqual(skipped)
  })
  it('fanOut asks the one that skipped no second time', async () => {
    const [a, b] = [fake('a', skipped), fake('b', retry(), delivered)]
    const all = fanOut([a, b])
    await all.send(make('1'), live)
    expect(await all.send(make('1'), live)).toEqual(delivered)
    expect(a.seen).toEqual(['1'])
  })
  it('a time limit, changed fields and a signature let it through as it is', async () => {
    expect(await withTimeout(fake('a', skipped), 1000).send(make('1'), live)).toEqual(skipped)
    expect(await mapFields(fake('a', skipped), (one) => one).send(make('1'), live)).toEqual(skipped)
    const signed = withSignature(async () => skipped, {
      secrets: [`whsec_${btoa('0123456789abcdef0123456789abcdef')}`],
    })
    expect(await signed.send(make('1'), live)).toEqual(skipped)
  })
})

describe('what another writer has already', () => {
  const overtaken: SendOutcome = { status: 'overtaken', revision: 4 }
  it('firstOf asks no second place: that would make two of one response', async () => {
    const b = fake('b', delivered)
    expect(await firstOf(fake('a', overtaken), b).send(make('1'), live)).toEqual(overtaken)
    expect(b.seen).toEqual([])
  })
  it('fanOut tells it, whoever else took it', async () => {
    expect(await fanOut([fake('a', delivered), fake('b', overtaken)]).send(make('1'), live)).toEqual(overtaken)
  })
})

describe('withSignature', () => {
  const secret = `whsec_${btoa('0123456789abcdef0123456789abcdef')}`
  it('gives the known vector of Standard Webhooks', async () => {
    const sign = createSigner({ secrets: [secret], now: () => 1_700_000_000_500 })
    expect(await sign('msg_1', '{"a":1}')).toEqual({
      'webhook-id': 'msg_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,rkwp5YuvdrMkcu0ZhuMsXoTg44mHAr1Q0+FFgFpXsjY=',
    })
  })
  it('signs with every secret while a key is rotated, over the very bytes that are sent', async () => {
    const post = vi.fn(async (_: { body: string; headers: Readonly<Record<string, string>> }) => delivered)
    const other = `whsec_${btoa('another secret of 32 bytes......')}`
    await withSignature(post, { secrets: [secret, other], write: () => 'bytes' }).send(make('1'), live)
    expect(post.mock.calls[0]![0].body).toBe('bytes')
    expect(post.mock.calls[0]![0].headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
  })
  it('a secret of the wrong form is a misuse, and is not repeated in the message', () => {
    expect(() => createSigner({ secrets: ['hunter2'] })).toThrow(/secrets\[0\]/)
    expect(() => createSigner({ secrets: ['hunter2'] })).not.toThrow(/hunter2/)
    expect(() => createSigner({ secrets: [] })).toThrow(/at least one/)
  })
})
