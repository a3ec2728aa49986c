import { describe, expect, it } from 'vitest'
import { figuresOf } from '../src/house/figures.ts'
import { functionsOf } from '../src/house/functions.ts'
import { publicPackages } from '../src/packages.ts'
import { root } from '../src/run.ts'

describe('figures of the house', () => {
  it('functions are found by name, with their lines, those inside others too', () => {
    const text = [
      'export function outer(): void {',
      '  const inner = () => {',
      '    work()',
      '  }',
      '  model(() => 1)',
      '}',
      'class A {',
      '  run() {}',
      '}',
      'const rows = { check(n: number): number { return n } }',
    ].join('\n')
    expect(functionsOf('a.ts', text)).toEqual([
      { name: 'outer', line: 1, lines: 6 },
      { name: 'inner', line: 2, lines: 3 },
      { name: 'model()', line: 5, lines: 1 },
      { name: 'run', line: 8, lines: 1 },
      { name: 'check', line: 10, lines: 1 },
    ])
  })

  it('the reason of a long function stands in the comment above it', () => {
    const text = [
      '/**',
      ' * Makes it. One closure: each part',
      ' * changes the same record. More words.',
      ' * @public',
      ' */',
      'export function make(): void {}',
      '// One function: its lines are a list',
      'const list = () => 1',
      '/** A closure that is one. */',
      'function other() {}',
    ].join('\n')
    expect(functionsOf('a.ts', text).map(({ reason }) => reason)).toEqual([
      'One closure: each part changes the same record.',
      'One function: its lines are a list',
      undefined,
    ])
  })

  it.each(publicPackages())('$name: a function of more than 80 lines says why it is one', ({ folder }) => {
    const { long } = figuresOf(root, folder.slice('packages/'.length))
    expect(long.filter(({ reason }) => !reason).map(({ name, place, lines }) => `${name} ${place} (${lines})`)).toEqual(
      [],
    )
  })

  it('a package is counted without its tests and words', () => {
    const { files, median, ninth, knots, up, undocumented, main } = figuresOf(root, 'widget')
    expect(files).toBeGreaterThan(100)
    expect(median).toBeGreaterThan(10)
    expect(ninth).toBeGreaterThan(median)
    expect({ knots, up, undocumented }).toEqual({ knots: [], up: [], undocumented: 0 })
    expect(main).toBeGreaterThan(10)
  })
})
