import { describe, expect, it } from 'vitest'
import { NOON, responseOf, survey, world } from '../../test/client-world.ts'
import type { RunEvent } from '../engine/run-state.ts'
import { startRun } from '../engine/start-run.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { PassState, SubmitResult } from '../queue/types.ts'
import type { Delivery } from '../wire/delivery.ts'
import { checkReceiptCode } from '../wire/receipt-code.ts'
import { nameOfPass } from './name-of-pass.ts'
import { sendEarlyActs } from './send-early-acts.ts'

const nine = { kind: 'rating', value: 9 } as const
const scored: RunEvent = { type: 'answered', questionId: 'score', value: nine, at: NOON }
const complained: RunEvent = {
  type: 'answered',
  questionId: 'wrong',
  value: { kind: 'complaint', text: 'Chipped', category: 'quality' },
  at: NOON,
}
const next: RunEvent = { type: 'next', at: NOON }

const early = (responseId: string, acts: readonly RunEvent[], more: Partial<PassState> = {}): PassState => ({
  responseId,
  surveyId: 'after-purchase',
  surveyVersion: 1,
  revision: 0,
  at: NOON,
  run: startRun(survey(), { seed: responseId, locale: 'en', now: NOON, context: { order: { orderId: 'A-1' } } }),
  acts,
  survey: survey(),
  base: { mode: 'web', test: false },
  ...more,
})

/** Sends what lies on a device; tells what was submitted, as what, and with what draft. */
async function send(passes: readonly PassState[], platform = createMemoryPlatform()) {
  const sent: { delivery: Delivery; pass: PassState | undefined }[] = []
  const submit = async (delivery: Delivery, pass?: PassState): Promise<SubmitResult> => {
    sent.push({ delivery, pass })
    return { durable: 'disk' }
  }
  await sendEarlyActs({ project: 'p', queue: { passes: async () => passes, submit }, platform })
  return sent
}

describe('[CS4] acts that came before the code for them become an answer on a later page', () => {
  it('as if they had been played there: the next revision of the same response, with its order and its draft', async () => {
    const [one, ...others] = await send([early('r-1', [scored, next], { revision: 3, order: 'mark' })])
    expect(others).toEqual([])
    expect(one?.delivery).toMatchObject({ id: 'r-1.4', type: 'answer.saved', lane: 'normal' })
    expect(responseOf(one?.delivery)).toMatchObject({
      status: 'partial',
      mode: 'web',
      drawn: true,
      answers: { score: nine },
      context: { order: { orderId: 'A-1' } },
    })
    expect(one?.pass).toMatchObject({ responseId: 'r-1', revision: 4, order: 'mark', run: { at: { page: 'second' } } })
    expect(one?.pass).not.toHaveProperty('acts')
  })

  it('what came to its end is completed, and leaves no draft', async () => {
    const [one] = await send([early('r-1', [scored, next, next])])
    expect(one?.delivery.type).toBe('response.completed')
    expect(one?.pass).toBeUndefined()
  })

  it('it is theirs who did it: visitor, way and trial go with it', async () => {
    const base = { mode: 'kiosk', test: true, subject: { id: 'anna' } } as const
    const [one] = await send([early('r-1', [scored], { base, subjectId: 'anna' })])
    expect(responseOf(one?.delivery)).toMatchObject({ mode: 'kiosk', test: true, subject: { id: 'anna' } })
    expect(one?.pass?.subjectId).toBe('anna')
  })

  it('[CS6] a complaint gets its receipt code, keeps the one that it has, and goes in the urgent lane', async () => {
    const [fresh, had] = await send([
      early('r-1', [scored, next, complained]),
      early('r-2', [scored, next, complained], { receiptCode: 'ABC-DEF' }),
    ])
    const { receiptCode } = responseOf(fresh?.delivery)
    expect(checkReceiptCode(receiptCode ?? '')).toBe(receiptCode)
    expect(fresh?.pass?.receiptCode).toBe(receiptCode)
    expect(fresh?.delivery.lane).toBe('urgent')
    expect(responseOf(had?.delivery).receiptCode).toBe('ABC-DEF')
  })

  it('[CS3] [CS8] without an answer nothing is sent', async () => {
    const dismissed: RunEvent = { type: 'dismissed', at: NOON }
    expect(await send([early('r-1', [next]), early('r-2', [dismissed]), early('r-3', [])])).toEqual([])
  })

  it('a draft without such acts is left as it is', async () => {
    const { acts: _, ...draft } = early('r-1', [])
    expect(await send([draft])).toEqual([])
  })

  it('[P1] a pass that another page shows now is left to it; the lock of the others is free again', async () => {
    const { locks } = world()
    const [taken, free] = [early('r-1', [scored], { order: 'one' }), early('r-2', [scored], { order: 'two' })]
    await locks.own(nameOfPass('p', taken))
    const platform = createMemoryPlatform({ locks })
    expect((await send([taken, free], platform)).map(({ delivery }) => delivery.id)).toEqual(['r-2.1'])
    expect((await locks.own(nameOfPass('p', free))).is).toBe('own')
  })

  it('one that is damaged, or that the store refuses, does not stop the rest; its lock is free again', async () => {
    const { locks } = world()
    const warned: string[] = []
    const platform = createMemoryPlatform({ locks, log: { debug() {}, warn: (line) => warned.push(line) } })
    const damaged = early('r-2', [scored], { order: 'two', survey: { id: 'after-purchase' } as never })
    const passes = [early('r-1', [scored], { order: 'one' }), damaged, early('r-3', [scored], { order: 'three' })]
    expect((await send(passes, platform)).map(({ delivery }) => delivery.id)).toEqual(['r-1.1', 'r-3.1'])
    expect(warned).toHaveLength(1)
    expect((await locks.own(nameOfPass('p', damaged))).is).toBe('own')
  })
})
