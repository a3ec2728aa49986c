import { hash } from 'node:crypto'
import type { Delivery } from '@frankly/core'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type {
  ContactHistoryQuery,
  DeadLetter,
  OutboxEntry,
  PutItem,
  PutStatus,
  Store,
  StoredAttachment,
} from '../../src/store/ports.ts'
import { idOf, putItem, response, statusesOf } from '../support/items.ts'
import { describeKeptWords } from './kept-words-suite.ts'
import { describeRetention } from './retention-suite.ts'
import { describeSurveys } from './surveys-suite.ts'

/** How the suite gets its stores. */
export interface StoreUnderTest {
  readonly store: Store
  /** Other collectors on the same data, where the engine allows them; else the same store. */
  readonly others: readonly Store[]
  /** Answers are called stored before they are in the store. */
  readonly isSpooled?: boolean
  close(): Promise<void>
}

let project = 0

/** Every store passes the same suite (S9). */
export function describeStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`[S9] ${name} store`, () => {
    let under: StoreUnderTest
    let store: Store
    beforeAll(async () => {
      under = await open()
      store = under.store
    })
    afterAll(() => under?.close())

    /** Items of a project of their own, so that tests do not meet. */
    const fresh = () => {
      const key = `pk_${++project}`
      return (n: number, over: Partial<PutItem> & { text?: string; revision?: number } = {}) => {
        const { text = 'same', revision = 1, ...rest } = over
        const answer = response(n, { revision, answers: { best: { kind: 'text', text } } })
        return putItem(answer, { project: key, ...rest })
      }
    }

    it('[I1] what put resolved for can be read', async () => {
      const item = fresh()
      const one = item(1, { subjectId: 'c-1', receiptCode: 'K7M42QXD9', lane: 'urgent' })
      expect(await statusesOf(store.put([one]))).toEqual(['stored'])
      expect(await store.response(one.project, one.id)).toEqual({
        project: one.project,
        id: one.id,
        revision: 1,
        surveyId: 'purchase',
        surveyVersion: 1,
        status: 'completed',
        lane: 'urgent',
        complaint: false,
        test: false,
        subjectProof: 'verified',
        occurredAt: one.occurredAt,
        firstReceivedAt: one.receivedAt,
        receivedAt: one.receivedAt,
        body: one.body,
      })
      const found = await store.byReceipt('K7M42QXD9')
      expect(found.map((row) => row.id)).toContain(one.id)
    })

    it('[I2] (project, id) is unique for ever: a repeat is a duplicate', async () => {
      const item = fresh()
      expect(await statusesOf(store.put([item(1)]))).toEqual(['stored'])
      expect(await statusesOf(store.put([item(1), item(1)]))).toEqual(['duplicate', 'duplicate'])
      expect(await store.responses({ project: item(1).project, limit: 10 })).toHaveLength(1)
    })

    it('[F6] contact data that is taken back goes from waiting deliveries too, and from no other response', async () => {
      const item = fresh()
      const { project } = item(1)
      const withAddress = (n: number, revision: number, address?: string) => {
        const answers = { reply: { kind: 'contact', channel: 'email', ...(address && { address }) } } as const
        const answer = response(n, { revision, answers })
        const delivery: Delivery = {
          id: `${answer.id}.${revision}`,
          type: 'answer.saved',
          project,
          occurredAt: 1,
          lane: 'normal',
          attempt: 1,
          data: { response: answer },
        }
        return putItem(answer, { project, outbox: [{ destination: 'desk', delivery }] })
      }
      await store.put([withAddress(1, 1, 'anna@shop.example'), withAddress(2, 1, 'boris@shop.example')])
      await store.put([withAddress(1, 1, 'other@shop.example')])
      expect(JSON.stringify(await store.conflicts(100))).toContain('other@shop.example')
      await store.put([{ ...withAddress(1, 2), takenBack: ['reply'] }])
      const left = JSON.stringify([
        await store.outbox.list({ project, limit: 10 }),
        await store.conflicts(100),
        await store.response(project, idOf(1)),
      ])
      expect(left).not.toMatch(/anna@|other@/)
      expect(left).toContain('boris@shop.example')
      expect(await store.outbox.list({ project, limit: 10 })).toHaveLength(3)
    })

    it('[I2] the same id in two projects is two responses', async () => {
      const here = fresh()
      const there = fresh()
      expect(await statusesOf(store.put([here(1), there(1)]))).toEqual(['stored', 'stored'])
    })

    it('[I2] 2,000 concurrent repeats through every collector make one row, stored once', async () => {
      const item = fresh()
      const stores = [store, ...under.others]
      const results = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          statusesOf(stores[i % stores.length]!.put(Array.from({ length: 10 }, () => item(7)))),
        ),
      )
      const statuses = results.flat()
      expect(statuses).toHaveLength(2000)
      expect(statuses.filter((status) => status === 'stored')).toHaveLength(1)
      expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(1999)
      expect(await store.responses({ project: item(7).project, limit: 10 })).toHaveLength(1)
    })

    it('[I2] collectors that write overlapping batches in any order lose and double nothing', async () => {
      const item = fresh()
      const stores = [store, ...under.others]
      const batches = Array.from({ length: 60 }, (_, b) => {
        const numbers = Array.from({ length: 20 }, (_, i) => (b * 7 + i * 3) % 100)
        return (b % 2 ? numbers : numbers.reverse()).map((n) => item(n))
      })
      const results = await Promise.all(batches.map((batch, i) => statusesOf(stores[i % stores.length]!.put(batch))))
      const stored = results.flat().filter((status) => status === 'stored')
      const ids = new Set(batches.flat().map((each) => each.id))
      expect(stored).toHaveLength(ids.size)
      expect(await store.responses({ project: item(1).project, limit: 500 })).toHaveLength(ids.size)
    })

    it('[I3] a higher revision replaces a lower one, which then is stale', async () => {
      const item = fresh()
      const later = { revision: 3, text: 'later', receivedAt: 1_795_000_020_000 }
      expect(await statusesOf(store.put([item(1, { text: 'first' })]))).toEqual(['stored'])
      expect(await statusesOf(store.put([item(1, later)]))).toEqual(['stored'])
      expect(await statusesOf(store.put([item(1, { revision: 2, text: 'between' })]))).toEqual(['stale'])
      const row = await store.response(item(1).project, idOf(1))
      expect(row).toMatchObject({ revision: 3, firstReceivedAt: 1_795_000_010_000, receivedAt: 1_795_000_020_000 })
      expect(row?.body).toContain('later')
    })

    it('[I4] the same revision with another body is a conflict; both are kept, the first one counts', async () => {
      const item = fresh()
      await store.put([item(1, { text: 'first' })])
      const other = item(1, { text: 'other' })
      expect(await statusesOf(store.put([other, other]))).toEqual(['conflict', 'conflict'])
      expect(await statusesOf(store.put([other]))).toEqual(['conflict'])
      expect((await store.response(other.project, other.id))?.body).toContain('first')
      const kept = (await store.conflicts(1000)).filter((row) => row.project === other.project)
      expect(kept).toMatchObject([{ id: other.id, revision: 1, hash: hash('sha256', other.body), body: other.body }])
    })

    it('[I4] the order of keys is no difference', async () => {
      const item = fresh()
      const one = item(1)
      const turned = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(one.body)).reverse()))
      await store.put([one])
      expect(await statusesOf(store.put([{ ...one, body: turned }]))).toEqual(['duplicate'])
    })

    it('[I5] every item has its own result, in order, also within one batch', async () => {
      const item = fresh()
      await store.put([item(1, { revision: 2 })])
      const batch = [
        item(1),
        item(2),
        item(2, { text: 'other' }),
        item(2, { revision: 2 }),
        item(2),
        item(1, { revision: 2 }),
        item(3),
      ]
      const wanted: PutStatus[] = ['stale', 'stored', 'conflict', 'stored', 'stale', 'duplicate', 'stored']
      expect(await statusesOf(store.put(batch))).toEqual(wanted)
    })

    it('[I5] batches of every size are written whole', async () => {
      for (const size of [0, 1, 15, 16, 17, 127, 128, 129, 300]) {
        const item = fresh()
        const batch = Array.from({ length: size }, (_, n) => item(n))
        expect(new Set(await statusesOf(store.put(batch)))).toEqual(new Set(size ? ['stored'] : []))
        expect(await store.responses({ project: item(1).project, limit: 500 })).toHaveLength(size)
      }
    })

    it('[I2] [I3] [I4] any sequence of batches gives what one item after the other would give', async () => {
      const step = fc.record({
        n: fc.integer({ min: 0, max: 3 }),
        revision: fc.integer({ min: 1, max: 4 }),
        text: fc.constantFrom('a', 'b'),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 5 }), async (batches) => {
          const item = fresh()
          const model = new Map<number, { revision: number; text: string }>()
          for (const batch of batches) {
            const wanted = batch.map(({ n, revision, text }): PutStatus => {
              const known = model.get(n)
              if (!known || revision > known.revision) {
                model.set(n, { revision, text })
                return 'stored'
              }
              if (revision < known.revision) return 'stale'
              return known.text === text ? 'duplicate' : 'conflict'
            })
            const got = await statusesOf(store.put(batch.map(({ n, ...over }) => item(n, over))))
            expect(got).toEqual(wanted)
          }
          const rows = await store.responses({ project: item(0).project, limit: 10 })
          expect(rows.map((row) => [row.id, row.revision]).sort()).toEqual(
            [...model].map(([n, { revision }]) => [idOf(n), revision]).sort(),
          )
        }),
        { numRuns: 40 },
      )
    })

    it('texts that databases stumble over come back as they were', async () => {
      const item = fresh()
      const text = 'NUL \0, quote \' " \\, emoji 🎁, lone \ud800, line\r\n, عربى'
      const one = item(1, { text })
      await store.put([one])
      const row = await store.response(one.project, one.id)
      expect(JSON.parse(row!.body).answers.best.text).toBe(text)
      const subjectId = 'quote \' " \\, braces {} null, emoji 🎁, unit \u001e, line\r\n, عربى'
      await store.put([item(2, { subjectId }), item(3), item(4, { subjectId: 'NULL' })])
      const ids = async (who: string) =>
        (await store.contactHistory({ project: one.project, subjectId: who, limit: 9 })).map(({ id }) => id)
      expect([await ids(subjectId), await ids('NULL')]).toEqual([[idOf(2)], [idOf(4)]])
    })

    it('[I9] a row that the engine refuses is told from an engine that fails; nothing of its batch is left', async () => {
      const item = fresh()
      const wrong = { ...item(2), surveyId: null as never }
      const fault = await store.put([item(1), wrong]).catch((error: unknown) => error)
      expect(store.isDataFault(new Error('connection lost'))).toBe(false)
      if (under.isSpooled) {
        // [SP4] It was called stored before anybody could know.
        expect(await store.responses({ project: wrong.project, limit: 9 })).toHaveLength(1)
        const letters = (await store.deadLetters(1000)).filter((row) => row.project === wrong.project)
        expect(letters.map(({ reason, body }) => [reason, body])).toEqual([['store_refused', wrong.body]])
        return
      }
      expect(store.isDataFault(fault)).toBe(true)
      expect(await store.responses({ project: wrong.project, limit: 9 })).toEqual([])
      expect(await statusesOf(store.put([item(1)]))).toEqual(['stored'])
    })

    it('[I16] an erased id is forgotten and stays erased, sent again or for the first time', async () => {
      const item = fresh()
      const { project: key } = item(1)
      await store.put([item(1, { receiptCode: `ERASE${key}` }), item(2)])
      await store.put([item(1, { text: 'other' })])
      const delivery = erasedDelivery(key)
      const told: (readonly string[])[] = []
      const tell = (found: readonly string[]) => {
        told.push(found)
        return [{ destination: 'crm', delivery }]
      }
      expect(await store.erase({ project: key, ids: [idOf(1), idOf(9)], at: 5, tell })).toMatchObject({ responses: 1 })
      expect((await store.erase({ project: key, ids: [idOf(1), idOf(9), idOf(10)], at: 6, tell })).responses).toBe(0)
      expect(told).toEqual([[idOf(1)]])
      expect(await store.response(key, idOf(1))).toBeUndefined()
      expect(await store.byReceipt(`ERASE${key}`)).toEqual([])
      expect((await store.conflicts(1000)).filter((row) => row.project === key)).toEqual([])
      expect(await statusesOf(store.put([item(1), item(1, { revision: 8 }), item(9)]))).toEqual([
        'stale',
        'stale',
        'stale',
      ])
      expect(await store.responses({ project: key, limit: 10 })).toHaveLength(1)
      expect((await store.outbox.list({ limit: 1000 })).filter((row) => row.project === key)).toMatchObject([
        { id: delivery.id, lane: 'urgent' },
      ])
    })

    it('[L7] finds what one subject said and what was said about one order, newest first, no trials', async () => {
      const item = fresh()
      const other = fresh()
      const key = item(1).project
      await store.put([
        item(1, { subjectId: 'anna', orderMark: 'm1', occurredAt: 1 }),
        item(2, { subjectId: 'anna', occurredAt: 3 }),
        item(3, { orderMark: 'm1', occurredAt: 2 }),
        item(4, { subjectId: 'anna', orderMark: 'm1', test: true }),
        item(5, { subjectId: 'boris', orderMark: 'm2' }),
        item(6),
        other(7, { subjectId: 'anna', orderMark: 'm1' }),
      ])
      const found = async (query: Partial<ContactHistoryQuery>) =>
        (await store.contactHistory({ project: key, limit: 10, ...query })).map((row) => row.id)
      expect(await found({ subjectId: 'anna' })).toEqual([idOf(2), idOf(1)])
      expect(await found({ orderMark: 'm1' })).toEqual([idOf(3), idOf(1)])
      expect((await found({ subjectId: 'anna', orderMark: 'm1' })).sort()).toEqual([1, 2, 3].map(idOf))
      expect(await found({ subjectId: 'anna', limit: 1 })).toEqual([idOf(2)])
      expect(await found({})).toEqual([])
      expect(await found({ subjectId: 'm1', orderMark: 'anna' })).toEqual([])
    })

    it('[F16] finds only what was verified, however much of the rest is newer', async () => {
      const item = fresh()
      const whose = { subjectId: 'anna', orderMark: 'm1' } as const
      const forged = (n: number, proof: 'unverified' | 'bad') =>
        item(n, { ...whose, subjectProof: proof, orderProof: proof, occurredAt: 1_795_000_009_000 + n })
      await store.put([item(1, whose), forged(2, 'unverified'), forged(3, 'bad'), forged(4, 'bad')])
      const rows = await store.contactHistory({ project: item(1).project, limit: 1, ...whose })
      expect(rows.map(({ id, orderProof }) => [id, orderProof])).toEqual([[idOf(1), 'verified']])
      expect(await store.response(item(3).project, idOf(3))).toMatchObject({ orderProof: 'bad', subjectProof: 'bad' })
    })

    it('[L7] a later revision may name another order; an erased response is found by nothing', async () => {
      const item = fresh()
      const { project } = item(1)
      const count = async (orderMark: string) => (await store.contactHistory({ project, orderMark, limit: 9 })).length
      await store.put([item(1, { orderMark: 'm1' })])
      await store.put([item(1, { orderMark: 'm2', revision: 2 })])
      expect([await count('m1'), await count('m2')]).toEqual([0, 1])
      await store.erase({ project, ids: [idOf(1)], at: 5, tell: () => [] })
      expect(await count('m2')).toBe(0)
    })

    it('reads pages in the order of arrival, both ways, without gap or repeat', async () => {
      const item = fresh()
      const all = Array.from({ length: 25 }, (_, n) => item(n, { receivedAt: 1000 + Math.floor(n / 4) }))
      await store.put(all)
      const { project: key } = all[0]!
      for (const newestFirst of [false, true]) {
        const seen: string[] = []
        let after: Awaited<ReturnType<Store['responses']>>[number] | undefined
        do {
          const rows = await store.responses({ project: key, limit: 7, newestFirst, ...(after ? { after } : {}) })
          seen.push(...rows.map((row) => row.id))
          after = rows.at(-1)
        } while (after)
        const wanted = all.map((each) => each.id)
        expect(seen).toEqual(newestFirst ? wanted.reverse() : wanted)
      }
    })

    it('[I12] quarantined responses are stored and flagged; released ones send their deliveries', async () => {
      const item = fresh()
      const one = item(1, { quarantine: 'too_fast' })
      expect(await statusesOf(store.put([one]))).toEqual(['stored'])
      expect(await store.response(one.project, one.id)).toMatchObject({ quarantine: 'too_fast' })
      const outbox = [entry(one, 'crm')]
      const held = { project: one.project, id: one.id, revision: 1, surveyId: one.surveyId, outbox }
      expect(await store.release({ ...held, revision: 2 }, 5)).toBe(false)
      expect(await store.release(held, 5)).toBe(true)
      expect(await store.release(held, 5)).toBe(false)
      expect((await store.response(one.project, one.id))?.quarantine).toBeUndefined()
      expect((await store.outbox.list({ limit: 1000 })).filter((row) => row.project === one.project)).toHaveLength(1)
    })

    const HOUR = 3_600_000
    const QUOTA = { rows: 3, bytes: 1000 }
    const quotas = { item: QUOTA, post: QUOTA, request: QUOTA }
    const rules = {
      now: 100 * HOUR,
      ages: {
        deadLetters: 50 * HOUR,
        conflicts: 50 * HOUR,
        tombstones: 90 * HOUR,
        unseenTombstones: 50 * HOUR,
        waitingFiles: 50 * HOUR,
      },
      conflicts: 1000,
      unseen: 1000,
    }

    describe('[F14] what strangers can fill has quotas', () => {
      const letterOf = (key: string, n: number, over: Partial<DeadLetter> = {}): DeadLetter => ({
        project: key,
        hash: `h${n}`,
        reason: 'item_invalid',
        body: '{}',
        receivedAt: 60 * HOUR,
        class: 'item',
        ...over,
      })
      const lettersOf = async (key: string) => (await store.deadLetters(1000)).filter((row) => row.project === key)

      it('[I14] dead letters: a full class takes nothing new and loses nothing, the others are not touched; repeats are counted', async () => {
        const key = `pk_${++project}`
        const letter = (n: number, over: Partial<DeadLetter> = {}) => letterOf(key, n, over)
        expect(
          await store.keepDeadLetters(
            [1, 2, 3, 4].map((n) => letter(n)),
            quotas,
          ),
        ).toEqual([true, true, true, false])
        expect(await store.keepDeadLetters([letter(1)], quotas)).toEqual([true])
        const big = letter(6, { class: 'request', body: 'x'.repeat(1001) })
        expect(await store.keepDeadLetters([letter(5, { class: 'post' }), big], quotas)).toEqual([true, false])
        expect((await lettersOf(key)).map(({ hash, count }) => [hash, count]).sort()).toEqual([
          ['h1', 2],
          ['h2', 1],
          ['h3', 1],
          ['h5', 1],
        ])
      })

      it('dead letters go after their time, and with the response that is named in them', async () => {
        const key = `pk_${++project}`
        await store.keepDeadLetters(
          [
            letterOf(key, 1, { receivedAt: 40 * HOUR, ids: [idOf(1)] }),
            letterOf(key, 2),
            letterOf(key, 3, { ids: [idOf(3)] }),
          ],
          quotas,
        )
        await store.tidy(rules)
        expect((await lettersOf(key)).map(({ hash }) => hash).sort()).toEqual(['h2', 'h3'])
        await store.erase({ project: key, ids: [idOf(3)], at: 70 * HOUR, tell: () => [] })
        expect((await lettersOf(key)).map(({ hash }) => hash)).toEqual(['h2'])
      })

      it('conflicts: the newest 20 of a response, the newest of a project, and for a time', async () => {
        const item = fresh()
        const key = item(1).project
        const at = (hours: number) => ({ receivedAt: hours * HOUR })
        await store.put([item(1), item(2)])
        for (let n = 0; n < 25; n++) await store.put([item(1, { text: `other ${n}`, ...at(60 + n) })])
        await store.put([item(2, { text: 'old', ...at(10) })])
        const mine = async () => (await store.conflicts(1000)).filter((row) => row.project === key)
        expect(await mine()).toHaveLength(21)
        await store.tidy(rules)
        expect(new Set((await mine()).map(({ id }) => id))).toEqual(new Set([idOf(1)]))
        await store.tidy({ ...rules, conflicts: 5 })
        expect((await mine()).map(({ receivedAt }) => receivedAt / HOUR)).toEqual([84, 83, 82, 81, 80])
      })

      it('tombstones: of what was here far longer than a client keeps an answer; of what never came by time and number', async () => {
        const item = fresh()
        const key = item(1).project
        await store.put([item(1), item(2)])
        const erase = (ids: number[], hours: number) =>
          store.erase({ project: key, ids: ids.map(idOf), at: hours * HOUR, tell: () => [] })
        await erase([1], 5)
        await erase([2], 20)
        await erase([11], 20)
        await erase([12, 13, 14], 60)
        await erase([15], 61)
        await store.tidy({ ...rules, unseen: 2 })
        const states = await statusesOf(store.put([1, 2, 11, 12, 13, 14, 15].map((n) => item(n))))
        expect(states.filter((state) => state === 'stale')).toHaveLength(3)
        expect([states[0], states[1], states[2], states[6]]).toEqual(['stored', 'stale', 'stored', 'stale'])
      })
    })

    describe('[F14] [I13] attachments', () => {
      const files = { response: { rows: 2, bytes: 100 }, waiting: { rows: 2, bytes: 10 } }
      const fileOf = (key: string, n: number, over: Partial<StoredAttachment> = {}): StoredAttachment => ({
        project: key,
        id: idOf(50 + n),
        responseId: idOf(1),
        name: 'parcel.jpg',
        type: 'image/jpeg',
        hash: 'h',
        receivedAt: 60 * HOUR,
        bytes: new Uint8Array([0, 255, 1, 254]),
        ...over,
      })

      it('an attachment is stored once; other bytes under its id are a conflict', async () => {
        const key = `pk_${++project}`
        const file = fileOf(key, 0)
        expect(await store.putAttachment(file, files)).toBe('stored')
        expect(await store.putAttachment(file, files)).toBe('duplicate')
        expect(await store.putAttachment({ ...file, hash: 'g' }, files)).toBe('conflict')
        const back = await store.attachment(key, file.id)
        expect({ ...back, bytes: [...back!.bytes] }).toEqual({ ...file, bytes: [0, 255, 1, 254] })
      })

      it('one whose response is not here waits in a small quota; when the response comes it is its own and makes room', async () => {
        const item = fresh()
        const key = item(1).project
        const put = (n: number, over: Partial<StoredAttachment> = {}) =>
          store.putAttachment(fileOf(key, n, over), files)
        expect([await put(1), await put(2), await put(3)]).toEqual(['stored', 'stored', 'wait'])
        expect(await put(4, { responseId: idOf(2), bytes: new Uint8Array(11) })).toBe('wait')
        await store.put([item(1)])
        expect(await put(3)).toBe('full')
        expect(await put(5, { responseId: idOf(3) })).toBe('stored')
        await store.tidy(rules)
        expect(await store.attachment(key, idOf(51))).toBeDefined()
        await store.tidy({ ...rules, now: 120 * HOUR })
        expect(await store.attachment(key, idOf(51))).toBeDefined()
        expect(await store.attachment(key, idOf(55))).toBeUndefined()
      })
    })

    describe('outbox', () => {
      const mine = async (key: string) =>
        (await store.outbox.list({ limit: 5000 })).filter((row) => row.project === key)
      beforeEach(async () => {
        for (const row of await store.outbox.list({ limit: 5000 })) await store.outbox.ack(row)
      })
      const claim = (now: number, limit = 10) => store.outbox.claim({ now, leaseMs: 1000, limit })

      it('[I15] a stored revision leaves one row for each destination, a repeat none', async () => {
        const item = fresh()
        const one = item(1)
        const outbox = [entry(one, 'crm'), entry(one, 'chat')]
        await store.put([{ ...one, outbox }])
        await store.put([{ ...one, outbox }])
        expect((await mine(one.project)).map((row) => row.destination).sort()).toEqual(['chat', 'crm'])
        const next = item(1, { revision: 2 })
        await store.put([{ ...next, outbox: [entry(next, 'crm')] }])
        expect(await mine(one.project)).toHaveLength(3)
      })

      it('[I15] hands out urgent rows first, hides them for the lease, and forgets them by ack', async () => {
        const item = fresh()
        const calm = item(1, { receivedAt: 1 })
        const urgent = item(2, { receivedAt: 2, lane: 'urgent' })
        await store.put([calm, urgent].map((each) => ({ ...each, outbox: [entry(each, 'crm')] })))
        const [first, second, ...none] = await claim(100)
        expect([first?.id, second?.id, none]).toEqual([`${idOf(2)}.1`, `${idOf(1)}.1`, []])
        expect(first).toMatchObject({ attempts: 1, delivery: { attempt: 1, id: `${idOf(2)}.1` } })
        expect(await claim(500)).toEqual([])
        await store.outbox.ack(first!)
        const again = await claim(1200)
        expect(again).toMatchObject([{ id: `${idOf(1)}.1`, attempts: 2, delivery: { attempt: 2 } }])
        await store.outbox.ack(again[0]!)
        expect(await mine(calm.project)).toEqual([])
      })

      it('[I15] retry sets the next time; a lease that was overtaken decides nothing', async () => {
        const item = fresh()
        const one = item(1, { receivedAt: 1 })
        await store.put([{ ...one, outbox: [entry(one, 'crm')] }])
        const [slow] = await claim(10)
        const [quick] = await claim(2000)
        await store.outbox.dead(slow!, 'too late to say')
        await store.outbox.retry(quick!, 9000, 'HTTP 503')
        await store.outbox.retry(slow!, 50_000, 'too late to say')
        expect(await mine(one.project)).toMatchObject([
          { state: 'waiting', nextAt: 9000, detail: 'HTTP 503', attempts: 2 },
        ])
        expect(await claim(8000)).toEqual([])
        const [last] = await claim(9000)
        await store.outbox.ack(last!)
      })

      it('[I15] dead rows wait for a person and can be replayed', async () => {
        const item = fresh()
        const one = item(1, { receivedAt: 1 })
        await store.put([{ ...one, outbox: [entry(one, 'crm')] }])
        const [row] = await claim(10)
        await store.outbox.dead(row!, 'HTTP 410')
        expect(await claim(5000)).toEqual([])
        const dead = await store.outbox.list({ state: 'dead', limit: 10 })
        expect(dead).toMatchObject([{ id: row!.id, detail: 'HTTP 410' }])
        expect(await store.outbox.replay(dead, 6000)).toBe(1)
        const [again] = await claim(6000)
        expect(again).toMatchObject({ id: row!.id, attempts: 1 })
        await store.outbox.ack(again!)
      })

      it('[O2] [O6] claims and replays are for one destination; a replayed row is put in anew', async () => {
        const item = fresh()
        const one = item(1, { receivedAt: 1 })
        await store.put([{ ...one, outbox: [entry(one, 'crm'), entry(one, 'chat')] }])
        const of = { project: one.project, destination: 'crm' }
        const rows = await store.outbox.claim({ ...of, now: 10, leaseMs: 1000, limit: 10 })
        expect(rows.map((row) => row.destination)).toEqual(['crm'])
        await store.outbox.dead(rows[0]!, 'HTTP 410')
        expect((await store.outbox.summary()).filter((each) => each.project === one.project)).toEqual([
          { project: one.project, destination: 'chat', waiting: 1, dead: 0, waitingSince: 1 },
          { project: one.project, destination: 'crm', waiting: 0, dead: 1 },
        ])
        expect(await store.outbox.replayAll({ ...of, destination: 'chat' }, 500)).toBe(0)
        expect(await store.outbox.replayAll(of, 500)).toBe(1)
        expect(await store.outbox.list({ ...of, limit: 10 })).toMatchObject([
          { state: 'waiting', attempts: 0, nextAt: 500, createdAt: 500 },
        ])
        for (const row of await mine(one.project)) await store.outbox.ack(row)
      })

      it('[I15] several workers never hold one row at once', async () => {
        const item = fresh()
        const rows = Array.from({ length: 40 }, (_, n) => item(n, { receivedAt: 1 }))
        await store.put(rows.map((each) => ({ ...each, outbox: [entry(each, 'crm')] })))
        const stores = [store, ...under.others, store]
        const claims = await Promise.all(stores.map((each) => each.outbox.claim({ now: 10, leaseMs: 1000, limit: 40 })))
        const held = claims.flat().map((row) => row.id)
        expect(new Set(held).size).toBe(held.length)
        for (const row of claims.flat()) await store.outbox.ack(row)
      })
    })

    describeSurveys(() => under)
    describeRetention(
      () => store,
      () => `pk_${++project}`,
    )

    // Last: it leaves many conflicts, which others count.
    describeKeptWords(
      () => [store, ...under.others],
      () => `pk_${++project}`,
    )
  })
}

function entry(item: PutItem, destination: string): OutboxEntry {
  const delivery: Delivery = {
    id: `${item.id}.${item.revision}`,
    type: 'response.completed',
    project: item.project,
    occurredAt: item.receivedAt,
    lane: item.lane,
    attempt: 1,
    data: { response: JSON.parse(item.body) },
  }
  return { destination, delivery }
}

function erasedDelivery(key: string): Delivery {
  return {
    id: idOf(77),
    type: 'subject.erased',
    project: key,
    occurredAt: 5,
    lane: 'urgent',
    attempt: 1,
    data: { responseIds: [idOf(1)] },
  }
}
