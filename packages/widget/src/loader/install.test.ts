import fc from 'fast-check'
import { expect, it } from 'vitest'
import { COMMANDS } from '../contract/host.ts'
import { frontOf } from './install.ts'

/** Writes down what was called. */
function heard() {
  const calls: unknown[] = []
  return { calls, run: (name: string, args: readonly unknown[]) => calls.push([name, ...args]) }
}

it('[CD2] every command can be called by its name and as a method, with the same arguments and answer', () => {
  const { calls, run } = heard()
  const front = frontOf(run)
  for (const name of COMMANDS) {
    expect(front(name, 1, { two: 2 })).toBe(calls.length)
    expect(front[name](1, { two: 2 })).toBe(calls.length)
    expect(calls.splice(0)).toEqual([
      [name, 1, { two: 2 }],
      [name, 1, { two: 2 }],
    ])
  }
})

it('what the stub has queued runs first, in order, whatever it was called with', () => {
  const call = fc.tuple(fc.constantFrom(...COMMANDS), fc.array(fc.anything()))
  fc.assert(
    fc.property(fc.array(call), (queued) => {
      const { calls, run } = heard()
      // as `arguments` of the stub: iterable, and no array
      const q = queued.map(([name, args]) => new Set([name, ...args.map((arg) => ({ arg }))]))
      frontOf(run, q)
      expect(calls).toEqual(queued.map(([name, args]) => [name, ...args.map((arg) => ({ arg }))]))
    }),
  )
})
