import { describe, expect, it } from 'vitest'
import { responseOf, settled, world } from '../../test/client-world.ts'

const nine = { kind: 'rating', value: 9 } as const

/** A run of the whole client; `told`: its events so far. */
async function run(options: Parameters<typeof world>[0] = {}) {
  const w = world(options)
  const handle = await w.client.start('after-purchase', {})
  const told = (name: string): unknown[] => w.events.flatMap(([each, event]) => (each === name ? [event] : []))
  return { w, handle, told }
}

describe('[V4] what a pass tells', () => {
  it('answer.saved before response.completed of the same revision; a store that a crash empties is told as no safety', async () => {
    const { handle, told, w } = await run()
    handle.answer('score', nine)
    await handle.submit()
    await settled()
    const names = w.events.map(([name]) => name).filter((name) => /saved|completed/.test(name))
    expect(names.lastIndexOf('answer.saved')).toBeLessThan(names.indexOf('response.completed'))
    expect(told('response.completed')).toHaveLength(1)
    expect(told('response.completed')[0]).toMatchObject({ response: { status: 'completed' } })
  })

  it('[P8] while an answer is being changed nothing is completed; at the end it is told again, of a higher revision', async () => {
    const { handle, told } = await run()
    handle.answer('score', nine)
    await handle.submit()
    handle.back()
    handle.answer('why', { kind: 'text', text: 'More' })
    await handle.saved()
    expect(told('response.completed')).toHaveLength(1)
    await handle.submit()
    const [first, second] = told('response.completed') as { response: { revision: number } }[]
    expect(second!.response.revision).toBeGreaterThan(first!.response.revision)
  })

  it('[V6] [CS6] complaint.sent once for each complaint, with the code that it has from its first words on', async () => {
    const { handle, told, w } = await run()
    handle.answer('score', nine)
    handle.next()
    handle.answer('wrong', { kind: 'complaint', text: 'It broke' })
    const code = handle.receiptCode
    expect(code).toBeDefined()
    await handle.saved()
    await w.client.flush()
    // not while it is written
    expect(told('complaint.sent')).toEqual([])
    await handle.submit()
    await w.client.flush()
    handle.back()
    handle.answer('why', { kind: 'text', text: 'And more' })
    await handle.submit()
    await w.client.flush()
    expect(told('complaint.sent')).toMatchObject([{ receiptCode: code }])
    expect(responseOf(w.sent.at(-1)).receiptCode).toBe(code)
  })

  it('[G6] a complaint keeps the visitor from being asked, a trial does not', async () => {
    for (const test of [false, true]) {
      const { handle, w } = await run({ test })
      handle.answer('score', nine)
      handle.next()
      handle.answer('wrong', { kind: 'complaint', text: 'It broke' })
      await handle.submit()
      w.client.context({ test: false })
      const { decisions } = await w.client.explain('after-purchase')
      expect(decisions[0]!.reason === 'case-open').toBe(!test)
    }
  })
})
