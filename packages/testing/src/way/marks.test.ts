import { afterEach, expect, it } from 'vitest'
import { repoPath } from '../repo.ts'
import { ownSource, withMarks } from './marks.ts'

afterEach(() => {
  globalThis.franklyWay = undefined
})

/** Runs marked code, and gives its result and the files that were noted. */
function ran(code: string): { readonly result: unknown; readonly way: readonly string[] } {
  globalThis.franklyWay = new Set()
  const result: unknown = new Function(withMarks('a.ts', code))()
  return { result, way: [...globalThis.franklyWay] }
}

it.each([
  ['a function', 'function f() { return 7 }; return f()'],
  ['an arrow with a body', 'const f = () => { return 7 }; return f()'],
  ['an arrow that gives a value', 'const f = () => 7; return f()'],
  ['an arrow that gives an object', 'const f = () => ({ n: 7 }); return f().n'],
  ['an arrow in an arrow', 'const f = () => (n) => n + 4; return f()(3)'],
  [
    'a method, a getter and a constructor',
    'class A { #n; constructor(n) { this.#n = n } get n() { return this.#n } }; return new A(7).n',
  ],
])('%s still gives its result, and is noted', (_, code) => {
  expect(ran(code)).toEqual({ result: 7, way: ['a.ts'] })
})

it('what stands outside of functions is not noted: it runs with every import', () => {
  expect(ran('const f = () => 1; return 7')).toEqual({ result: 7, way: [] })
})

it('takes the sources of what is shipped, and no others', () => {
  expect(ownSource(repoPath('packages/core/src/index.ts'))).toBe('packages/core/src/index.ts')
  for (const other of ['packages/testing/src/repo.ts', 'packages/widget/build/build-cdn.ts', 'docs/index.md'])
    expect(ownSource(repoPath(other))).toBeUndefined()
})
