import { afterEach, beforeEach, expect } from 'vitest'

/** Rule: console output fails tests. A test that expects output takes it with `vi.spyOn(console, …)`. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const
let written: string[] = []
let restore: (() => void)[] = []

beforeEach(() => {
  written = []
  restore = methods.map((method) => {
    const before = console[method]
    const recorder = (...parts: unknown[]) => {
      written.push(`console.${method}: ${parts.map(String).join(' ')}`)
    }
    console[method] = recorder
    return () => {
      if (console[method] === recorder) console[method] = before
    }
  })
})

afterEach(() => {
  for (const undo of restore) undo()
  expect(written, 'console output fails tests').toEqual([])
})
