import type { Delivery, Response } from '@frankly/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PutItem, PutResult, Store } from '../../src/store/ports.ts'
import { idOf, putItem, response, statusesOf } from '../support/items.ts'

const said = (text: string): Response['answers'] => ({ best: { kind: 'text', text } })
const writers = ['anna-tab', 'borisTab'] as const

/** One step of a writer: says something, or sends its last state again. */
interface Step {
  readonly by: 0 | 1
  readonly does: 'says' | 'repeats' | 'overtakes'
  readonly store: number
}

const steps = fc.array(
  fc.record<Step>({
    by: fc.constantFrom(0, 1),
    does: fc.constantFrom('says', 'says', 'says', 'repeats', 'overtakes'),
    store: fc.nat(3),
  }),
  { minLength: 2, maxLength: 14 },
)
const isDone = fc.infiniteStream(fc.boolean())

/** Two pages of one response: nothing that either was told is there may be lost. */
export function describeKeptWords(stores: () => readonly Store[], nextProject: () => string): void {
  const store = () => stores()[0]!
  const itemOf = (project: string, over: Partial<Response>, more: Partial<PutItem> = {}) =>
    putItem(response(1, { status: 'partial', ...over }), { project, ...more })
  /** Everything that staff can find of a response. */
  const found = async (project: string) => JSON.stringify(await store().response(project, idOf(1)))
  const [a, b] = writers

  describe('[I25] words of another writer', () => {
    it('a later revision of another writer that no longer has them keeps them beside it', async () => {
      const project = nextProject()
      await store().put([itemOf(project, { writer: a, answers: said('the parcel was open') })])
      const next = itemOf(project, { writer: b, revision: 2, answers: { rate: { kind: 'rating', value: 4 } } })
      expect(await store().put([next])).toEqual([{ status: 'stored', has: { revision: 2, writer: b } }])
      expect(await store().response(project, idOf(1))).toMatchObject({
        revision: 2,
        body: next.body,
        alsoSaid: [{ answers: said('the parcel was open'), revision: 1 }],
      })
    })

    it('words that the later one still has are not said twice; the same writer may correct its own', async () => {
      const project = nextProject()
      await store().put([itemOf(project, { writer: a, answers: said('late') })])
      await store().put([itemOf(project, { writer: a, revision: 2, answers: said('too late') })])
      await store().put([itemOf(project, { writer: b, revision: 3, answers: said('too late, and open') })])
      expect(await store().response(project, idOf(1))).not.toHaveProperty('alsoSaid')
      await store().put([itemOf(project, { writer: b, revision: 4, answers: said('open') })])
      // What the first page said is nobody else's to take away.
      expect(await store().response(project, idOf(1))).toMatchObject({ alsoSaid: [{ answers: said('too late') }] })
    })

    it('a completed response is not replaced by a partial one: stored beside it; the same again is a duplicate', async () => {
      for (const writer of [a, b]) {
        const project = nextProject()
        const done = itemOf(project, { writer: a, status: 'completed', answers: said('all is well') })
        const later = itemOf(project, { writer, revision: 5, answers: said('no, it is broken') })
        await store().put([done])
        expect(await store().put([later])).toEqual([{ status: 'stored', has: { revision: 1, writer: a } }])
        expect(await store().put([later])).toEqual([{ status: 'duplicate', has: { revision: 1, writer: a } }])
        expect(await store().response(project, idOf(1))).toMatchObject({
          status: 'completed',
          revision: 1,
          body: done.body,
          alsoSaid: [{ answers: said('no, it is broken'), revision: 5 }],
        })
      }
    })

    it('a complaint that another page no longer has stays among the complaints', async () => {
      const project = nextProject()
      const complaint = { severity: 'high' } as const
      await store().put([itemOf(project, { writer: a, complaint, answers: said('rude') })])
      await store().put([itemOf(project, { writer: b, revision: 2, answers: said('nice') })])
      await store().put([itemOf(project, { writer: b, revision: 3, answers: said('very nice') })])
      const [row] = await store().responses({ project, list: 'complaints', limit: 5 })
      expect(row).toMatchObject({ complaint: true, lane: 'urgent', alsoSaid: [{ complaint, answers: said('rude') }] })
    })

    it('what leaves has them too: with the state, and of a kept partial one with the completed state', async () => {
      const project = nextProject()
      const deliveryOf = (answer: Response, type: 'answer.saved' | 'response.completed'): Delivery => ({
        id: `${answer.id}.${answer.revision}`,
        type,
        project,
        occurredAt: 1,
        lane: 'normal',
        attempt: 1,
        data: { response: answer },
      })
      const told = (over: Partial<Response>): PutItem => {
        const answer = response(1, { status: 'partial', ...over })
        const entries = (type: 'answer.saved' | 'response.completed') => [
          { destination: 'crm', delivery: deliveryOf(answer, type) },
        ]
        return putItem(answer, {
          project,
          outbox: entries(answer.status === 'completed' ? 'response.completed' : 'answer.saved'),
          outboxBeside: () => entries('response.completed'),
        })
      }
      await store().put([told({ writer: a, answers: said('one') })])
      await store().put([told({ writer: b, revision: 2, status: 'completed', answers: said('two') })])
      await store().put([told({ writer: a, revision: 3, answers: said('three') })])
      const rows = await store().outbox.list({ project, limit: 9 })
      const data = Object.fromEntries(rows.map(({ id, delivery }) => [id.slice(37), delivery]))
      expect(data['1']!.data).not.toHaveProperty('alsoSaid')
      expect(data['2']!.data).toMatchObject({
        response: { answers: said('two') },
        alsoSaid: [{ answers: said('one') }],
      })
      expect(data['3']).toMatchObject({
        type: 'response.completed',
        data: {
          response: { revision: 2, status: 'completed', answers: said('two') },
          alsoSaid: [{ answers: said('one') }, { answers: said('three') }],
        },
      })
    })

    it('an address that is taken back goes from them as well, and from a completed state', async () => {
      const project = nextProject()
      const reply = (address: string): Response['answers'] => ({
        reply: { kind: 'contact', channel: 'email', address },
      })
      await store().put([itemOf(project, { writer: a, answers: reply('anna@shop.example') })])
      await store().put([
        itemOf(project, { writer: b, revision: 2, status: 'completed', answers: reply('b@shop.example') }),
      ])
      expect(await found(project)).toMatch(/anna@.*|b@shop/)
      await store().put([itemOf(project, { writer: b, revision: 3, answers: said('x') }, { takenBack: ['reply'] })])
      expect(await found(project)).not.toMatch(/anna@|b@shop/)
    })

    it('[I16] an erasure takes them, and nothing brings them back: not the old body, not a late repeat', async () => {
      const project = nextProject()
      const first = itemOf(project, { writer: a, answers: said('a secret word') })
      const second = itemOf(project, { writer: b, revision: 2, answers: said('other') })
      await store().put([first, second])
      expect(await found(project)).toContain('a secret word')
      await store().erase({ project, ids: [idOf(1)], at: 5, tell: () => [] })
      const again = itemOf(project, { writer: a, revision: 9, answers: said('a secret word') })
      expect(await store().put([first, second, again])).toEqual(Array.from({ length: 3 }, () => ({ status: 'stale' })))
      expect(await store().response(project, idOf(1))).toBeUndefined()
      // Had they been left, they would be found beside the same id once the tombstone is gone.
      await store().tidy({
        now: 10,
        ages: { deadLetters: 1e9, conflicts: 1e9, tombstones: 1, unseenTombstones: 1, waitingFiles: 1e9 },
        conflicts: 1e9,
        unseen: 1e9,
      })
      await store().put([
        itemOf(project, { writer: a, answers: said('new') }),
        itemOf(project, { writer: b, revision: 2, answers: {} }),
      ])
      expect(await found(project)).not.toContain('a secret word')
    })

    it('[I16] a malformed copy of what was erased is not kept as a dead letter, nor is a response that goes on with it', async () => {
      const project = nextProject()
      await store().put([itemOf(project, { writer: a, answers: said('a secret word') })])
      await store().erase({ project, ids: [idOf(1)], at: 5, tell: () => [] })
      const letter = (n: number) => ({
        project,
        hash: `${project}-${n}`,
        reason: 'item_invalid',
        body: `{"id":"${idOf(n)}","answers":"a secret word"}`,
        receivedAt: 6,
        class: 'item' as const,
        ids: [idOf(n)],
      })
      const room = { rows: 9, bytes: 9999 }
      const quotas = { item: room, post: room, request: room }
      expect(await store().keepDeadLetters([letter(1), letter(2)], quotas)).toEqual([true, true])
      const letters = (await store().deadLetters(1000)).filter((each) => each.project === project)
      expect(letters.map(({ ids, body }) => [ids, body.includes(idOf(2))])).toEqual([[letters[0]!.ids, true]])
      const copy = putItem(response(3, { writer: a, continues: idOf(1), answers: said('a secret word') }), { project })
      const other = putItem(response(4, { writer: a, continues: idOf(9), answers: said('fine') }), { project })
      expect(await store().put([copy, other])).toEqual([
        { status: 'stale' },
        { status: 'stored', has: { revision: 1, writer: a } },
      ])
      expect(await store().response(project, idOf(3))).toBeUndefined()
    })

    it('an acknowledgement lost, and the state of another came after it: the repeat is a duplicate, not a second answer', async () => {
      const project = nextProject()
      const mine = itemOf(project, { writer: a, answers: said('mine') })
      await store().put([mine])
      await store().put([itemOf(project, { writer: b, revision: 2, answers: said('hers') })])
      expect(await store().put([mine])).toEqual([{ status: 'duplicate', has: { revision: 2, writer: b } }])
      const other = itemOf(project, { writer: a, answers: said('never arrived') })
      expect(await store().put([other])).toEqual([{ status: 'stale', has: { revision: 2, writer: b } }])
    })

    it('any interleaving of two writers: every word that was told stored or duplicate can be found by staff', {
      timeout: 120_000,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(steps, isDone, async (all, done) => {
          const project = nextProject()
          const revision = [0, 0]
          const last: (PutItem | undefined)[] = [undefined, undefined]
          /** Words that a writer was told are there, and has not taken back itself. */
          const owed = [new Set<string>(), new Set<string>()]
          let n = 0
          for (const { by, does, store: at } of all) {
            const target = stores()[at % stores().length]!
            const word = `word${++n}-`
            const before = last[by]
            const isNew = does !== 'repeats' || !before
            if (isNew) revision[by] = (does === 'overtakes' ? Math.max(...revision) : revision[by]!) + 1
            const status = done.next().value ? 'completed' : 'partial'
            const item = isNew
              ? itemOf(project, { writer: writers[by]!, revision: revision[by]!, status, answers: said(word) })
              : before
            last[by] = item
            const [result] = (await target.put([item])) as readonly PutResult[]
            if (result!.status !== 'stored' && result!.status !== 'duplicate') continue
            const text = (JSON.parse(item.body) as Response).answers['best'] as { text: string }
            // A page may correct what it said itself.
            owed[by] = new Set([text.text])
          }
          const left = await found(project)
          for (const word of [...owed[0]!, ...owed[1]!]) expect(left).toContain(word)
        }),
        { numRuns: 120 },
      )
    })

    it('both at once, from every collector: nothing that was told is lost', { timeout: 120_000 }, async () => {
      for (let round = 0; round < 15; round++) {
        const project = nextProject()
        const items = Array.from({ length: 8 }, (_, n) =>
          itemOf(project, { writer: `w${n}`, revision: n + 1, answers: said(`word${n}-`) }),
        )
        const results = await Promise.all(
          items.map(async (item, n) => (await statusesOf(stores()[n % stores().length]!.put([item])))[0]),
        )
        const left = await found(project)
        for (const [n, status] of results.entries()) if (status === 'stored') expect(left).toContain(`word${n}-`)
        expect(left).toContain('word7-')
      }
    })
  })
}
