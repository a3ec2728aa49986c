import { afterAll, afterEach, beforeAll, expect } from 'vitest'

/** Rule: console output fails tests. A test that expects output takes it with `vi.spyOn(console, …)`. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const
// once for a file: tests of one file may run beside each other
const written: string[] = []
let restore: (() => void)[] = []

beforeAll(() => {
  restore = methods.map((method) => {
    const before = console[method]
    console[method] = (...parts: unknown[]) => {
      written.push(`console.${method}: ${parts.map(String).join(' ')}`)
    }
    return () => {
      console[method] = before
    }
  })
})

afterEach(() => {
  expect(written.splice(0), 'console output fails tests').toEqual([])
})

afterAll(() => {
  for (const undo of restore) undo()
})
