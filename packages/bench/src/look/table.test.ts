import { describe, expect, it } from 'vitest'
import { lookTable, type Row } from './table.ts'

const row = (name: string, change: Partial<Row> = {}): Row => ({
  name,
  remark: 'as it is',
  effort: { score: { taps: 2, keys: 0, stored: true }, words: { taps: 3, keys: 49, stored: true } },
  cover: { painted: 90_000, caught: 91_000 },
  machineMs: [300, 320, 310],
  phoneMs: [900, 950, 1000],
  lost: 0,
  ...change,
})
const wordsOnly = row('words only', { effort: { words: { taps: 1, keys: 49, stored: true } }, machineMs: [10] })

describe('[U10] ours needs no more acts than the best, covers no more than the best two, takes the least time', () => {
  it('keeps all of it beside its equals', () => {
    expect(lookTable([row('ours'), row('a'), row('b'), row('c')]).broken).toEqual([])
  })

  it.each([
    ['a tap more', { effort: { ...row('').effort, score: { taps: 3, keys: 0, stored: true } } }, 'acts for score'],
    ['a key more', { effort: { ...row('').effort, words: { taps: 3, keys: 50, stored: true } } }, 'acts for words'],
    ['an answer that never came', { effort: { score: { taps: 1, keys: 0, stored: false } } }, 'acts for score'],
    ['more of the screen than the second best', { cover: { painted: 90_001, caught: 0 } }, 'pixels covered'],
    ['a later answer', { machineMs: [311] }, 'ms to the first stored answer'],
    ['an answer of one visit that never came', { lost: 1 }, 'an answer of ours did not come'],
    ['a later answer on a slow phone', { phoneMs: [951] }, 'the same on a slow phone'],
  ])('says that it does not: %s', (_, change, what) => {
    const rivals = [row('a', { cover: { painted: 20_000, caught: 0 } }), row('b'), wordsOnly]
    expect(lookTable([row('ours', change), ...rivals]).broken.join('\n')).toContain(what)
  })

  it('a form that loses taps is told as one, and its other visits count', () => {
    const { text, broken } = lookTable([row('ours'), row('a', { lost: 2 }), row('b', { lost: 3, machineMs: [] })])
    expect(broken).toEqual([])
    expect(text).toContain(
      '- a: as it is In 2 of 8 measured visits its answer did not come: a tap came too early for it.',
    )
    expect(text).toMatch(/\| b \|.* no answer came \|/)
  })

  it('a form that takes no score is no measure for one', () => {
    expect(lookTable([row('ours'), row('a'), row('b'), wordsOnly]).broken).toEqual([])
  })

  it('the table says in words what is not possible, and how much of the screen is covered', () => {
    const { text } = lookTable([row('ours'), wordsOnly])
    expect(text).toContain('| ours | 2 + 0 | 3 + 49 | 90000 | 27 % | 91000 | 310 (305–315) | 950 (925–975) |')
    expect(text).toContain('| words only | not possible | the sentence alone: 1 + 49 |')
    expect(text).toContain('- words only: as it is')
  })
})
