import type { DeliveryState, Survey } from '@frankly/core'
import type { Begun } from '@frankly/core/client'
import { effect } from '@preact/signals'
import { describe, expect, it, vi } from 'vitest'
import { modelOf } from '../../test/support/model-of.ts'
import { surveyOf } from '../../test/support/open.ts'
import { modelOfRun } from './run-model.ts'

const survey: Survey = surveyOf([[{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' }]])

/** A run of core's client over the real engine, whose news the test tells. */
function runOf(acts: Partial<Begun['handle']> = {}) {
  const engine = modelOf(survey)
  let tell = (): void => {}
  const state = {
    delivery: { is: 'idle' } as DeliveryState,
    receiptCode: undefined as string | undefined,
    waits: false,
  }
  const handle = {
    ...engine,
    subscribe: (run: () => void) => {
      tell = run
      return () => {}
    },
    submit: vi.fn(async () => ({})),
    retry: vi.fn(async () => {}),
    ...acts,
  }
  const live = Object.defineProperties(handle, {
    current: { get: () => engine.view.value },
    touched: { get: () => engine.touched.value },
    delivery: { get: () => state.delivery },
    receiptCode: { get: () => state.receiptCode },
    waits: { get: () => state.waits },
  })
  return { begun: { handle: live, survey, ready: async () => {} } as unknown as Begun, state, tell: () => tell() }
}
const url = (code: string) => `https://f.example/c/${code}`
const attach = async () => undefined

describe('[CS1] a run as signals', () => {
  it('an act changes what is drawn in its task, in one step', () => {
    const { begun, tell } = runOf()
    const model = modelOfRun(begun, url, attach)
    const drawn: unknown[] = []
    effect(() => void drawn.push([model.touched.value, model.view.value.screen, model.waits.value]))
    model.answer('ease', { kind: 'rating', value: 3 })
    tell()
    expect(drawn).toEqual([
      [false, 'page', false],
      [true, 'page', false],
    ])
    expect(model.latest('ease')).toEqual({ kind: 'rating', value: 3 })
  })

  it('what became of the answer is told once for each change', () => {
    const { begun, state, tell } = runOf()
    const model = modelOfRun(begun, url, attach)
    const told: DeliveryState[] = []
    effect(() => void told.push(model.delivery.value))
    for (const delivery of [
      { is: 'saving' },
      { is: 'saving' },
      { is: 'blocked', by: 'offline' },
      { is: 'blocked', by: 'offline' },
      { is: 'blocked', by: 'limit' },
      { is: 'sent' },
    ] as DeliveryState[]) {
      state.delivery = delivery
      tell()
    }
    expect(told.map((each) => (each.is === 'blocked' ? each.by : each.is))).toEqual([
      'idle',
      'saving',
      'offline',
      'limit',
      'sent',
    ])
  })

  it('[CS6] the receipt stands as soon as its code does; its page has an address only where there is a collector', () => {
    const { begun, state, tell } = runOf()
    const model = modelOfRun(begun, url, attach)
    const other = modelOfRun(runOf().begun, () => undefined, attach)
    expect(model.receipt.value).toBeUndefined()
    state.receiptCode = 'ABC-1'
    tell()
    expect(model.receipt.value).toEqual({ code: 'ABC-1', url: 'https://f.example/c/ABC-1' })
    expect(other.receipt.value).toBeUndefined()
  })

  it('no act throws into the page: the host hears of it', () => {
    const failed = vi.fn()
    const broken = () => {
      throw new Error('x')
    }
    const { begun } = runOf({
      answer: broken,
      next: broken,
      back: broken,
      more: broken,
      skip: broken,
      submit: broken,
      setLocale: broken,
    } as never)
    const model = modelOfRun(begun, url, attach, failed)
    model.answer('ease', { kind: 'rating', value: 3 })
    model.skip('ease')
    model.next()
    model.back()
    model.more(true)
    model.setLocale('ru')
    model.submit()
    expect(failed).toHaveBeenCalledTimes(7)
  })
})
