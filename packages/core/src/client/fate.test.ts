import { describe, expect, it } from 'vitest'
import type { ItemEvent } from '../queue/types.ts'
import { createFate, type Fate } from './fate.ts'

const words = { hasWords: true, isChanged: false }
const news = (revision: number, state: ItemEvent['state'], more: Partial<ItemEvent> = {}): ItemEvent => ({
  id: `r.${revision}`,
  revision,
  state,
  ...more,
})

/** The fate of a pass; `ring`: the customer has waited too long. */
function fateFrom(start = 0) {
  let ring = (): void => {}
  let waiting = 0
  let late = 0
  const fate: Fate = createFate(
    start,
    {
      now: () => 0,
      monotonic: () => 0,
      after(_ms, run) {
        waiting++
        ring = run
        return () => {
          waiting--
        }
      },
    },
    () => void late++,
  )
  return { fate, is: () => fate.state(words).is, ring: () => ring(), late: () => late, waiting: () => waiting }
}

describe('[CS1] sent is said of exactly the words on the screen', () => {
  it('an acknowledgement of an earlier revision counts for nothing later', () => {
    const { fate, is } = fateFrom()
    const first = fate.next()
    const second = fate.next()
    expect(fate.heard(news(first, 'sent'))).toBe(false)
    expect(is()).toBe('saving')
    expect(fate.heard(news(second, 'sent'))).toBe(true)
    expect(is()).toBe('sent')
    expect(fate.state({ ...words, isChanged: true }).is).toBe('saving')
  })

  it('kept is said of the disk, and stays said when the queue can only hold the same revision in memory', () => {
    const { fate, is } = fateFrom()
    const one = fate.next()
    fate.saved(one, { durable: 'disk' })
    expect(is()).toBe('kept')
    fate.heard(news(one, 'queued', { durable: 'memory' }))
    expect(is()).toBe('kept')
  })

  it('the same words under a higher number keep what is known of them, and later ones go above it', () => {
    const { fate, is } = fateFrom(3)
    const mine = fate.next()
    expect(mine).toBe(4)
    fate.saved(mine, { durable: 'disk' })
    fate.heard(news(mine, 'overtaken', { to: { responseId: 'r', revision: 9 } }))
    expect(fate.revision).toBe(9)
    expect(is()).toBe('kept')
    // what comes late is told of the number that they had
    fate.saved(mine, { durable: 'server' })
    expect(is()).toBe('sent')
    expect(fate.next()).toBe(10)
  })

  it('a later save goes above what somebody else has brought there, also when that is told of an earlier one', () => {
    const { fate } = fateFrom()
    const one = fate.next()
    fate.next()
    fate.heard(news(one, 'overtaken', { to: { responseId: 'r', revision: 9 } }))
    expect(fate.revision).toBe(2)
    expect(fate.next()).toBe(10)
  })

  it.each(['failed', 'parked', 'skipped'] as const)('%s is not saved, until the next press tries again', (state) => {
    const { fate, is } = fateFrom()
    const one = fate.next()
    fate.heard(news(one, state))
    expect(is()).toBe('not_saved')
    fate.pressed()
    expect(is()).toBe('saving')
  })

  it('what stands in the way is named until the destination has the words', () => {
    const { fate, is } = fateFrom()
    const one = fate.next()
    fate.saved(one, { durable: 'disk' })
    fate.heard(news(one, 'blocked', { reason: 'csp' }))
    expect(fate.state(words)).toEqual({ is: 'blocked', by: 'csp' })
    fate.heard(news(one, 'sent'))
    expect(is()).toBe('sent')
  })
})

describe('[CS5] within 2 s of a press it is said what became of it', () => {
  it('one press waits at a time; nobody waits after the end', () => {
    const { fate, is, ring, late, waiting } = fateFrom()
    fate.pressed()
    fate.pressed()
    expect(waiting()).toBe(1)
    fate.next()
    ring()
    expect([is(), late()]).toEqual(['not_saved', 1])
    fate.stop()
    expect(waiting()).toBe(0)
  })
})

it('[W1] after a withdrawal nothing says sent, until the customer speaks again', () => {
  const { fate, is } = fateFrom()
  const one = fate.next()
  fate.withdraw()
  fate.heard(news(one, 'sent'))
  expect(is()).toBe('withdrawn')
  fate.pressed()
  expect(is()).toBe('sent')
})
