import { describe, expect, it } from 'vitest'
import { settled } from '../../test/client-world.ts'
import type { RunEvent } from '../engine/run-state.ts'
import type { DeliveryState } from './delivery-state.ts'
import { createEarlyActs } from './early-acts.ts'
import { PATIENCE_MS } from './patience.ts'

const next = { type: 'next', at: 1 } as const
const mark: RunEvent = { type: 'answered', questionId: 'ease', value: { kind: 'rating', value: 3 }, at: 1 }

/** Acts on a page whose store answers when it is told to. */
function page(hasWords = true) {
  const written: (readonly RunEvent[])[] = []
  const answers: ((told: DeliveryState) => void)[] = []
  let ring = (): void => {}
  const waits: number[] = []
  let changes = 0
  const early = createEarlyActs({
    clock: {
      now: () => 0,
      monotonic: () => 0,
      after(ms, run) {
        waits.push(ms)
        ring = run
        return () => {
          ring = () => {}
        }
      },
    },
    keep: (acts) => {
      written.push(acts)
      return new Promise((answer) => void answers.push(answer))
    },
    hasWords: () => hasWords,
    changed: () => void changes++,
  })
  return {
    early,
    written,
    answers,
    late: () => ring(),
    waits,
    get changes() {
      return changes
    },
  }
}

describe('[CS4] acts that came before the code for them', () => {
  it('of one task are one record, written within it; later ones are written with those before', async () => {
    const { early, written, answers } = page()
    early.add(mark)
    early.add(next)
    expect(early.delivery).toEqual({ is: 'saving' })
    await settled()
    expect(written).toEqual([[mark, next]])
    early.add(next)
    await settled()
    expect(written.at(-1)).toEqual([mark, next, next])
    // what is told of the first two says nothing about the third
    answers[0]!({ is: 'kept' })
    await settled()
    expect(early.delivery).toEqual({ is: 'saving' })
    answers[1]!({ is: 'kept' })
    await settled()
    expect(early.delivery).toEqual({ is: 'kept' })
  })

  it('without a word nothing is written', async () => {
    const { early, written } = page(false)
    early.add(next)
    await early.write()
    await settled()
    expect(written).toEqual([])
  })

  it('nothing is written when the code is here, or the customer has gone', async () => {
    const { early, written, answers, changes } = page()
    early.add(mark)
    await settled()
    early.end()
    answers[0]!({ is: 'not_saved' })
    await early.write()
    await settled()
    expect(written).toHaveLength(1)
    expect(early.delivery).toEqual({ is: 'saving' })
    expect(changes).toBe(0)
  })
})

describe('[CS5] within 2 s of a press it is said what became of it', () => {
  it('counted from the first act that waits, however many follow', async () => {
    const world = page()
    world.early.add(mark)
    world.early.add(next)
    expect(world.waits).toEqual([PATIENCE_MS])
    world.late()
    expect(world.early.isLate).toBe(true)
    expect(world.early.delivery).toEqual({ is: 'not_saved' })
    expect(world.changes).toBe(1)
  })

  it('what is on the disk by then is told as kept; what comes later is told when it comes', async () => {
    const world = page()
    world.early.add(mark)
    await settled()
    world.late()
    expect(world.early.delivery).toEqual({ is: 'not_saved' })
    world.answers[0]!({ is: 'kept' })
    await settled()
    expect(world.early.delivery).toEqual({ is: 'kept' })
    expect(world.changes).toBe(2)
  })

  it('where nothing was said nothing is lost', () => {
    const world = page(false)
    world.early.add(next)
    world.late()
    expect(world.early.delivery).toEqual({ is: 'idle' })
  })

  it('code that cannot be fetched is told at once, when the acts are written', async () => {
    const world = page()
    world.early.failed()
    expect(world.changes).toBe(0)
    world.early.add(mark)
    await settled()
    world.early.failed()
    await settled()
    for (const answer of world.answers) answer({ is: 'kept' })
    await settled()
    expect(world.early).toMatchObject({ isLate: true, delivery: { is: 'kept' } })
  })
})

it('[W1] what was taken back is gone, and is told so whatever the store says', async () => {
  const { early, answers } = page()
  early.add(mark)
  await settled()
  early.drop()
  answers[0]!({ is: 'kept' })
  await settled()
  expect(early.line).toEqual([])
  expect(early.delivery).toEqual({ is: 'withdrawn' })
})
