import { describe, expect, it } from 'vitest'
import { putItem, response } from '../../test/support/items.ts'
import { LIMITS } from '../options/limits.ts'
import type { PutItem, PutResult } from '../store/ports.ts'
import { createIntake } from './intake.ts'

/** A store whose transactions end when told. */
function slowStore(writers = 1) {
  const batches: { readonly items: readonly PutItem[]; finish(error?: Error): void }[] = []
  const waiting: (() => void)[] = []
  return {
    batches,
    writers,
    isDataFault: (error: unknown) => String(error).includes('data'),
    put(items: readonly PutItem[]) {
      return new Promise<readonly PutResult[]>((resolve, reject) => {
        batches.push({
          items,
          finish: (error) => (error ? reject(error) : resolve(items.map(() => STORED))),
        })
        for (const go of waiting.splice(0)) go()
      })
    },
    /** Resolves when so many transactions have begun. */
    async begun(count: number) {
      while (batches.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

const STORED: PutResult = { status: 'stored' }
const item = (n: number, lane: 'urgent' | 'normal' = 'normal') => putItem(response(n), { lane })

describe('intake', () => {
  it('[I1] answers after the transaction, not before', async () => {
    const store = slowStore()
    const intake = createIntake(store, LIMITS, () => {})
    let answered = false
    const reply = intake.put([item(1)]).then((result) => {
      answered = true
      return result
    })
    await store.begun(1)
    expect(answered).toBe(false)
    store.batches[0]!.finish()
    expect(await reply).toEqual([STORED])
  })

  it('requests that come during a flush share the next one, complaints in front', async () => {
    const store = slowStore()
    const intake = createIntake(store, LIMITS, () => {})
    const replies = [intake.put([item(1)])]
    await store.begun(1)
    replies.push(intake.put([item(2), item(3)]), intake.put([item(4, 'urgent')]), intake.put([item(5)]))
    store.batches[0]!.finish()
    await store.begun(2)
    expect(store.batches[1]!.items.map((each) => each.lane)).toEqual(['urgent', 'normal', 'normal', 'normal'])
    store.batches[1]!.finish()
    expect(await Promise.all(replies)).toEqual([[STORED], [STORED, STORED], [STORED], [STORED]])
    await intake.idle()
    expect(intake.waiting).toBe(0)
  })

  it('[I9] a full room is said at once; a part of it is for complaints only', async () => {
    const store = slowStore()
    const intake = createIntake(store, { ...LIMITS, waitingItems: 10, urgentShare: 0.2 }, () => {})
    const taken = Array.from({ length: 8 }, (_, n) => intake.put([item(n)]))
    expect(await intake.put([item(8)])).toBe('busy')
    const urgent = [intake.put([item(9, 'urgent')]), intake.put([item(10, 'urgent')])]
    expect(await intake.put([item(11, 'urgent')])).toBe('busy')
    expect(intake.waiting).toBe(10)
    await store.begun(1)
    store.batches[0]!.finish()
    await Promise.all([...taken, ...urgent])
    expect(intake.waiting).toBe(0)
  })

  it('[I9] bytes are bounded as well as items', async () => {
    const intake = createIntake(slowStore(), { ...LIMITS, waitingBytes: 1000 }, () => {})
    const big = putItem(response(1, { answers: { best: { kind: 'text', text: 'x'.repeat(2000) } } }))
    expect(await intake.put([big])).toBe('busy')
  })

  it('[I9] a failed transaction makes its requests busy, and the next one is tried', async () => {
    const store = slowStore()
    const errors: unknown[] = []
    const intake = createIntake(store, LIMITS, (error) => errors.push(error))
    const first = intake.put([item(1)])
    await store.begun(1)
    const second = intake.put([item(2)])
    store.batches[0]!.finish(new Error('disk full'))
    expect(await first).toBe('busy')
    await store.begun(2)
    store.batches[1]!.finish()
    expect(await second).toEqual([STORED])
    expect(errors).toHaveLength(1)
  })

  it('one request whose rows the engine refuses does not keep the others out', async () => {
    const store = slowStore()
    const intake = createIntake(store, LIMITS, () => {})
    const replies = [intake.put([item(1)]), intake.put([item(2)])]
    await store.begun(1)
    store.batches[0]!.finish(new Error('data'))
    await store.begun(2)
    store.batches[1]!.finish(new Error('data'))
    await store.begun(3)
    store.batches[2]!.finish()
    expect(await Promise.all(replies)).toEqual(['busy', [STORED]])
  })

  it('uses as many writers as the store has', async () => {
    const store = slowStore(2)
    const intake = createIntake(store, LIMITS, () => {})
    const first = intake.put([item(1)])
    await store.begun(1)
    const second = intake.put([item(2)])
    await store.begun(2)
    for (const batch of store.batches) batch.finish()
    expect(await Promise.all([first, second])).toEqual([[STORED], [STORED]])
  })
})
