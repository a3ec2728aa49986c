import type { Response } from '@frankly/core'
import { describe, expect, it } from 'vitest'
import { keepRules } from '../../src/privacy/retention.ts'
import type { Store } from '../../src/store/ports.ts'
import { idOf, putItem, response } from '../support/items.ts'

const DAY = 86_400_000

/** Contact, words and a photo in each of these. */
const answers: Response['answers'] = {
  rate: { kind: 'rating', value: 2 },
  best: { kind: 'text', text: 'Call 030 1234567 89 or anna@shop.example' },
  wrong: { kind: 'complaint', text: 'Cold', category: 'quality', remedy: 'other', remedyText: 'Heat it' },
  reply: { kind: 'contact', channel: 'email', address: 'anna@shop.example', hours: ['day'] },
  who: { kind: 'choice', choices: ['a'], other: 'Boris' },
}

/** Rules of retention on one store, with a clock that the test moves. */
export function describeRetention(store: () => Store, newProject: () => string): void {
  describe('[PV5] retention', () => {
    const filled = async () => {
      const key = newProject()
      const item = (n: number, day: number, revision = 1) =>
        putItem(
          response(n, {
            answers,
            revision,
            subject: { id: `anna-${key}` },
            context: { path: '/x', tags: { a: 'b' }, order: { orderId: 'A-1', value: 7, currency: 'EUR' } },
            receiptCode: 'K7M4-2QXD-9',
            consents: [{ purpose: 'contact', granted: true, textVersion: '1', at: 1 }],
          }),
          {
            project: key,
            receivedAt: day * DAY,
            subjectId: `anna-${key}`,
            orderMark: 'mark',
            receiptCode: `CODE${key}`,
            outbox: [],
          },
        )
      await store().put([item(1, 0), item(2, 50)])
      const photo = { id: idOf(70), name: 'p', type: 'image/png', hash: 'h', bytes: new Uint8Array([1]) }
      await store().putAttachment(
        { project: key, responseId: idOf(1), receivedAt: 0, ...photo },
        { response: { rows: 9, bytes: 99 }, waiting: { rows: 9, bytes: 99 } },
      )
      const lines: string[] = []
      const run = (retention: object, day: number) =>
        keepRules({
          store: store(),
          projects: [{ key, retention }],
          clock: { now: () => day * DAY },
          log: (line) => lines.push(line),
        })
      const bodyOf = async (n: number) => JSON.parse((await store().response(key, idOf(n)))!.body) as Response
      return { key, item, run, bodyOf, lines }
    }

    it('[PV5] contact data goes after its days, everywhere; words, choices, consents and sums stay', async () => {
      const { key, run, bodyOf, lines } = await filled()
      await run({ contact: 40 }, 41)
      const { answers: left, ...rest } = await bodyOf(1)
      expect(left).toEqual({
        ...answers,
        best: { kind: 'text', text: 'Call [phone] or [e-mail]' },
        reply: { kind: 'contact', channel: 'email' },
      })
      expect(rest).toMatchObject({ context: { order: { orderId: '', value: 7, currency: 'EUR' } } })
      expect(rest).toMatchObject({ consents: [{ purpose: 'contact', granted: true }] })
      expect(rest).not.toHaveProperty('subject')
      expect(rest).not.toHaveProperty('receiptCode')
      expect(rest.context).not.toHaveProperty('tags')
      expect((await store().ofPerson({ project: key, subjectId: `anna-${key}` })).map(({ id }) => id)).toEqual([
        idOf(2),
      ])
      expect((await store().byReceipt(`CODE${key}`)).map(({ id }) => id)).toEqual([idOf(2)])
      expect(lines).toEqual([`retention: ${key}: contact of 1 responses older than 40 days taken out`])
      expect(await bodyOf(2)).toMatchObject({ answers })
      // What the rule took out is no manipulation.
      expect((await store().verify({ project: key, limit: 9 })).faults).toEqual([])
    })

    it('[PV5] words and photos go after their days; what is seen is not looked at again, a later revision is', async () => {
      const { key, item, run, bodyOf, lines } = await filled()
      await run({ text: 40, attachments: 45 }, 41)
      expect((await bodyOf(1)).answers).toEqual({
        rate: answers['rate'],
        best: { kind: 'text', text: '' },
        wrong: { kind: 'complaint', text: '', category: 'quality', remedy: 'other' },
        reply: answers['reply'],
        who: { kind: 'choice', choices: ['a'] },
      })
      expect(await store().attachment(key, idOf(70))).toBeDefined()
      await run({ text: 40, attachments: 45 }, 46)
      expect(await store().attachment(key, idOf(70))).toBeUndefined()
      await store().put([item(1, 60, 2)])
      await run({ text: 40 }, 80)
      expect((await bodyOf(1)).answers).toEqual(answers)
      await run({ text: 40 }, 101)
      expect((await bodyOf(1)).answers['best']).toEqual({ kind: 'text', text: '' })
      expect(lines).toHaveLength(3)
    })

    it('[PV5] whole responses go after theirs, and do not come back', async () => {
      const { key, item, run } = await filled()
      await run({ responses: 60 }, 61)
      expect((await store().responses({ project: key, limit: 9 })).map(({ id }) => id)).toEqual([idOf(2)])
      expect(await store().put([item(1, 62)])).toEqual([{ status: 'stale' }])
    })

    it('[PV5] counts of showings go when their day is over for so long, of this project alone; answers stay', async () => {
      const { key, run, bodyOf, lines } = await filled()
      const other = newProject()
      const shown = (project: string, day: number) => ({
        project,
        surveyId: 'purchase',
        surveyVersion: 1,
        mode: 'web',
        day: new Date(day * DAY).toISOString().slice(0, 10),
        locale: 'en',
        ...{ showings: 1, seen: 1, started: 1, dismissed: 0, suppressed: 0 },
      })
      const days = [0, 1, 40].map((day) => shown(key, day))
      await store().surveys.count([...days, shown(other, 0)])
      const left = () => store().surveys.impressions({ project: key })
      await run({ contact: 40, responses: 90 }, 41)
      expect(await left()).toEqual(days)
      // One ms before the first day is over for 40 days.
      await run({ aggregates: 40 }, 41 - 1 / DAY)
      expect(await left()).toEqual(days)
      await run({ aggregates: 40 }, 41)
      expect(await left()).toEqual(days.slice(1))
      expect(await store().surveys.impressions({ project: other })).toHaveLength(1)
      expect(lines.slice(1)).toEqual([`retention: ${key}: all of 1 counts older than 40 days taken out`])
      expect(await bodyOf(2)).toMatchObject({ answers })
    })
  })
}
