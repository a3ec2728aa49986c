import type { Explanation, FeedbackEvents, ShowResult } from '@frankly/core'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Feedback } from './feedback.ts'
import type { FranklyGlobal } from './global.ts'
import type { FeedbackOptions } from './options.ts'

describe('the public types of the widget', () => {
  it('window.frankly may be absent, and takes each command with what it takes', () => {
    expectTypeOf<Window['frankly']>().toEqualTypeOf<FranklyGlobal | undefined>()
    const calls: unknown[][] = []
    const frankly = ((...call: unknown[]) => void calls.push(call)) as FranklyGlobal
    frankly('purchase', { orderId: 'A-1', value: 1990, currency: 'RUB' })
    frankly('on', 'complaint.sent', (event) => expectTypeOf(event).toEqualTypeOf<FeedbackEvents['complaint.sent']>())
    expectTypeOf(frankly('show', 'purchase', { force: true })).toEqualTypeOf<Promise<ShowResult> | undefined>()
    expectTypeOf(frankly('explain', 'purchase')).toEqualTypeOf<Promise<Explanation> | undefined>()
    expectTypeOf(frankly('on', 'ready', () => undefined)).toEqualTypeOf<(() => void) | undefined>()
    // @ts-expect-error no such command
    frankly('buy', {})
    // @ts-expect-error no such event
    frankly('on', 'complaint.lost', () => undefined)
    // @ts-expect-error an order has an id
    frankly('purchase', { value: 1990 })
    // @ts-expect-error before the script has come there are no methods
    const early = () => frankly.show('purchase')
    expect(early).toThrow()
    expect(calls).toHaveLength(8)
  })

  it('a client has the same commands as methods', () => {
    expectTypeOf<Feedback['purchase']>().returns.toBeVoid()
    expectTypeOf<Feedback['explain']>().returns.resolves.toEqualTypeOf<Explanation>()
    expectTypeOf<FranklyGlobal['status']>().toEqualTypeOf<Feedback['status'] | undefined>()
    const listen = (feedback: Feedback) => {
      feedback.on('delivery.failed', ({ reason }) => expectTypeOf(reason).toBeString())
      // @ts-expect-error no such event
      feedback.on('delivery.lost', () => undefined)
    }
    expectTypeOf(listen).parameter(0).toEqualTypeOf<Feedback>()
  })

  it('options are checked by name and by value', () => {
    const options: FeedbackOptions = { project: 'pk_demo', host: 'https://feedback.example.com' }
    // @ts-expect-error no such place to keep things
    const stored: FeedbackOptions = { ...options, storage: 'cookie' }
    // @ts-expect-error a project is needed
    const nobody: FeedbackOptions = { host: 'https://feedback.example.com' }
    expect([stored, nobody]).toHaveLength(2)
  })
})
