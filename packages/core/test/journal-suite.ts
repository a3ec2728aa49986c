import { describe, expect, it } from 'vitest'
import type { Durability, Journal, JournalRecord } from '../src/platform/platform.ts'

export const record = (key: string, body = 'x', meta = '{}'): JournalRecord => ({ key, body, meta })
export const all = { after: '', before: '\uffff' }
export const keysOf = (journal: Journal): Promise<readonly string[]> => journal.keys(all, 99)

/** What every journal must do, whatever it keeps its records in. */
export function describeJournal(name: string, durability: Durability, make: () => Journal): void {
  describe(`journal: ${name}`, () => {
    it('[Q5] put says how safe it is; a record with the same key is replaced', async () => {
      const journal = make()
      expect(await journal.put([record('a', '1'), record('b', '{"ж":"\\n"}')])).toBe(durability)
      await journal.put([record('a', '2', '{"n":1}')])
      expect(await journal.page(all, 9)).toEqual([record('a', '2', '{"n":1}'), record('b', '{"ж":"\\n"}')])
    })

    it('[Q7] pages come in the order of keys, strictly within the span', async () => {
      const journal = make()
      await journal.put(['p:2', 'p:0', 'q:0', 'p:1'].map((key) => record(key)))
      const span = { after: 'p:', before: 'p:9' }
      expect(await journal.keys(span, 9)).toEqual(['p:0', 'p:1', 'p:2'])
      expect(await journal.keys(span, 2)).toEqual(['p:0', 'p:1'])
      expect((await journal.page(span, 2)).map(({ key }) => key)).toEqual(['p:0', 'p:1'])
      expect((await journal.page({ ...span, after: 'p:1' }, 2)).map(({ key }) => key)).toEqual(['p:2'])
    })

    it('[Q26] change passes over what is no longer there, so that nothing rises from the dead', async () => {
      const journal = make()
      await journal.put([record('a'), record('b'), record('c')])
      await journal.change([
        { key: 'a' },
        { key: 'b', to: record('b', 'y') },
        { key: 'c', to: record('9c') },
        { key: 'gone', to: record('gone') },
      ])
      expect(await journal.page(all, 9)).toEqual([record('9c'), record('b', 'y')])
    })

    it('[Q3] change removes what was named and nothing that lies between', async () => {
      const journal = make()
      const keys = Array.from({ length: 30 }, (_, i) => `k${i + 10}`)
      await journal.put(keys.map((key) => record(key)))
      const named = keys.filter((key) => key !== 'k24')
      await journal.change(named.toReversed().map((key) => ({ key })))
      expect(await keysOf(journal)).toEqual(['k24'])
      await journal.put(keys.map((key) => record(key)))
      await journal.change(keys.slice(3, 27).map((key) => ({ key, to: record(key, 'y') })))
      await journal.change(keys.slice(2, 28).map((key) => ({ key })))
      expect(await keysOf(journal)).toEqual(['k10', 'k11', 'k38', 'k39'])
    })

    it('[Q26] [Q30] swap removes and puts in one step, or does nothing where its condition forbids', async () => {
      const journal = make()
      await journal.put([record('a'), record('b'), record('+m')])
      const seen: (readonly string[])[] = []
      const swap = (may: boolean, put: JournalRecord[], remove: string[]) =>
        journal.swap({
          look: [
            { after: '+', before: ',' },
            { after: 'a', before: 'c' },
          ],
          make: (here) => (seen.push(here.map(({ key, body }) => key + body)) > 0 && may ? { put, remove } : undefined),
        })
      expect(await swap(false, [record('c')], ['a'])).toBeUndefined()
      expect(await keysOf(journal)).toEqual(['+m', 'a', 'b'])
      expect(await swap(true, [record('b', 'new'), record('c')], ['a', 'b', 'gone'])).toBe(durability)
      expect(await keysOf(journal)).toEqual(['+m', 'b', 'c'])
      expect(seen).toEqual([
        ['+mx', 'bx'],
        ['+mx', 'bx'],
      ])
    })

    it('[Q26] clear removes the span only and puts what stands instead', async () => {
      const journal = make()
      await journal.put([record('p:a'), record('p:b'), record('q:a')])
      await journal.clear({ after: 'p:', before: 'p:~' }, [record('p:+mark')])
      expect(await keysOf(journal)).toEqual(['p:+mark', 'q:a'])
    })

    it('[Q6] after close the next call opens again', async () => {
      const journal = make()
      await journal.put([record('a')])
      journal.close()
      await journal.put([record('b')])
      expect(await keysOf(journal)).toEqual(['a', 'b'])
    })

    it('[Q7] keys sort by UTF-16 code units and are kept to the letter, whatever is in them', async () => {
      const journal = make()
      const keys = ['p:Ж', 'p:a', 'p:A', 'p:😀', 'p:ﬀ', 'p:\u0000', 'p:%2F/..', 'p:\ud800']
      await journal.put(keys.map((key) => record(key, JSON.stringify(key))))
      expect(await journal.page({ after: 'p:', before: 'p:\uffff' }, 99)).toEqual(
        [...keys].sort().map((key) => record(key, JSON.stringify(key))),
      )
    })
  })
}
