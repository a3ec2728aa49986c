import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { useCli } from '../../test/support/cli.ts'
import { putItem, response } from '../../test/support/items.ts'
import { openStore } from '../store/store.ts'

const frankly = useCli()
let data: string
beforeEach(() => {
  data = frankly.folder
})

const outbox = (...args: string[]) => frankly.run('outbox', ...args, '--data', data)

describe('frankly outbox', () => {
  it('[O15] lists and replays beside a running collector, and prints no answers', async () => {
    // Holds the file as a running collector does.
    const store = await openStore({ url: `sqlite:${join(data, 'frankly.sqlite')}`, now: 1 })
    const answer = response(1)
    const delivery = {
      id: `${answer.id}.1`,
      type: 'response.completed',
      project: 'pk_demo',
      occurredAt: 1,
      lane: 'normal',
      attempt: 1,
      data: { response: answer },
    } as const
    await store.put([{ ...putItem(answer), outbox: ['crm', 'chat'].map((destination) => ({ destination, delivery })) }])
    const [row] = await store.outbox.claim({ now: Date.now(), leaseMs: 1, limit: 1, destination: 'crm' })
    await store.outbox.dead(row!, 'http_422: no')

    const dead = await outbox('list', '--state', 'dead')
    expect(dead).toMatchObject({
      code: 0,
      out: `dead    pk_demo/crm response.completed ${answer.id}.1 attempts 1 http_422: no\n`,
      err: expect.stringContaining('pk_demo/crm: 0 waiting, 1 dead\n'),
    })
    const lines = (await outbox('list', '--json')).out.trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { destination: string }).destination).sort()).toEqual([
      'chat',
      'crm',
    ])
    expect(lines.join('')).not.toContain('Anna')

    expect((await outbox('replay', '--destination', 'chat')).out).toBe('0 back in the queue\n')
    expect((await outbox('replay', '--destination', 'crm')).out).toBe('1 back in the queue\n')
    expect(await store.outbox.list({ state: 'waiting', limit: 9 })).toHaveLength(2)
    await store.close()
  })

  it('misuse is told: no action, nothing named, a wrong state or limit', async () => {
    for (const args of [[], ['burn'], ['replay'], ['list', '--state', 'x'], ['list', '--limit', '0']]) {
      expect((await outbox(...args)).code, args.join(' ')).toBe(2)
    }
  })
})
