import { expect, it, vi } from 'vitest'
import { batch, signal } from './signal.ts'

it('tells who watches of each change, at once, and no longer after the end', () => {
  const name = signal('a')
  const seen: string[] = []
  const stop = name.watch(() => seen.push(name.value))
  name.value = 'b'
  name.value = 'b'
  expect(seen).toEqual(['b'])
  stop()
  name.value = 'c'
  expect(seen).toEqual(['b'])
})

it('makes several changes one, also where one of them fails', () => {
  const [left, right] = [signal(0), signal(0)]
  const run = vi.fn()
  left.watch(run)
  right.watch(run)
  expect(() =>
    batch(() => {
      left.value = 1
      batch(() => {
        right.value = 1
      })
      expect(run).not.toHaveBeenCalled()
      throw new Error('later')
    }),
  ).toThrow('later')
  expect(run).toHaveBeenCalledTimes(1)
})

it('runs anew, not within itself, when a change is made while it runs', () => {
  const count = signal(0)
  const seen: string[] = []
  count.watch(() => {
    seen.push(`from ${count.value}`)
    if (count.value < 3) count.value++
    seen.push('to')
  })
  count.value = 1
  expect(seen).toEqual(['from 1', 'to', 'from 2', 'to', 'from 3', 'to'])
})

it('goes on after a watcher that failed', () => {
  const count = signal(0)
  const stop = count.watch(() => {
    throw new Error('broken')
  })
  expect(() => {
    count.value = 1
  }).toThrow('broken')
  stop()
  const run = vi.fn()
  count.watch(run)
  count.value = 2
  expect(run).toHaveBeenCalledTimes(1)
})
