import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextState, type RecordEnd, type RecordEvent, type RecordState, type TurnEvent } from './record-state.ts'

const ENDS: readonly RecordEnd[] = [
  'sent',
  'skipped',
  'parked',
  'overtaken',
  'superseded',
  'evicted',
  'refused',
  'withdrawn',
]
const TURNS: readonly TurnEvent[] = ['taken', 'kept', 'vanished', 'cut-off']
const events = fc.array(fc.constantFrom<RecordEvent>(...TURNS, ...TURNS, ...ENDS))

describe('[Q33] the states of one record', () => {
  it('are those of the table in the spec', () => {
    const spec = readFileSync(new URL('../../../../docs/spec/queue.md', import.meta.url), 'utf8')
    const rows = spec.split('\n').filter((line) => /^\| `(fresh|sending|waiting)` \|/.test(line))
    const table = rows.map((row) => [...row.matchAll(/`([\w-]+)`/g)].map(([, word]) => word))
    const states = ['fresh', 'sending', 'waiting'] as const
    expect(table).toEqual(states.map((state) => [state, ...TURNS.map((event) => nextState(state, event))]))
  })

  it('an end is entered from every state that is none, and never left', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(...ENDS), events, (before, end, after) => {
        const live = before.filter((event): event is TurnEvent => TURNS.some((turn) => turn === event))
        const ended = nextState(live.reduce<RecordState>(nextState, 'fresh'), end)
        expect(ended).toBe(end)
        expect(after.reduce<RecordState>(nextState, ended)).toBe(end)
      }),
    )
  })

  it('a record is in a request exactly from the taking to what the request brings', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<TurnEvent>(...TURNS)), (story) => {
        let state: RecordState = 'fresh'
        let isTaken = false
        for (const event of story) {
          state = nextState(state, event)
          if (event === 'taken') isTaken = true
          if (event === 'kept' || event === 'cut-off') isTaken = false
          expect(state === 'sending').toBe(isTaken)
        }
      }),
    )
  })

  it('[Q21] what vanished is due at once, unless it is in a request', () => {
    expect(nextState('waiting', 'vanished')).toBe('fresh')
    expect(nextState('sending', 'vanished')).toBe('sending')
  })
})
