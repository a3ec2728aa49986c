import { describe, expect, it } from 'vitest'
import type { Impressions, Store, SurveyVersion } from '../../src/store/ports.ts'

/** [SV1] What every store keeps of surveys. `fresh` gives a project of its own. */
export function describeSurveys(under: () => { readonly store: Store; readonly others: readonly Store[] }): void {
  const version = (project: string, number: number, title = 'T'): SurveyVersion => ({
    project,
    surveyId: 'purchase',
    version: number,
    origin: 'configuration',
    publishedAt: 1_795_300_000_000 + number,
    body: JSON.stringify({ id: 'purchase', version: number, title, quoted: '"\\ {},\n' }),
  })

  describe('surveys', () => {
    it('[SV1] a published version never changes: what comes under its number later is told what stands there', async () => {
      const { store, others } = under()
      const [first, second] = [version('pk_sv1', 1), version('pk_sv1', 2)]
      expect(await store.surveys.publish([first, second])).toEqual([first, second])
      const late = version('pk_sv1', 2, 'Another')
      for (const each of [store, ...others]) {
        expect(await each.surveys.publish([{ ...late, origin: 'hand', publishedAt: 9 }])).toEqual([second])
        const { body: _, ...head } = second
        expect(await each.surveys.heads()).toContainEqual(head)
      }
      expect(await store.surveys.read([second, version('pk_sv1', 3)])).toEqual([second])
      expect(await store.surveys.publish([])).toEqual([])
    })

    it('[SV1] of many that publish under one number at the same moment one is kept, and all are told which', async () => {
      const { store, others } = under()
      const all = [store, ...others, store]
      const told = await Promise.all(all.map((each, i) => each.surveys.publish([version('pk_race', 1, `of ${i}`)])))
      expect(new Set(told.map(([stored]) => stored!.body)).size).toBe(1)
    })

    it('[SV5] states are replaced whole', async () => {
      const { surveys } = under().store
      const state = { project: 'pk_state', surveyId: 'purchase', paused: true, from: 5, until: 9, changedAt: 1 }
      await surveys.setState(state)
      expect((await surveys.states()).filter(({ project }) => project === 'pk_state')).toEqual([state])
      const open = { project: 'pk_state', surveyId: 'purchase', paused: false, changedAt: 2 }
      await surveys.setState(open)
      expect((await surveys.states()).filter(({ project }) => project === 'pk_state')).toEqual([open])
    })

    it('[SV8] links end, and of the drafts of each project the newest 50 stay', async () => {
      const { surveys } = under().store
      const about = { project: 'pk_link', surveyId: 'purchase' }
      const link = (n: number) => ({ ...about, hash: `h${n}`, expiresAt: 1000 + n, draft: '{}' })
      const { draft: _, ...staff } = link(-500)
      await surveys.addLink(link(0), 1)
      await surveys.addLink(staff, 1)
      expect(await surveys.link('h0', 999)).toEqual(link(0))
      expect(await surveys.link('h0', 1000)).toBeUndefined()
      for (let n = 1; n <= 51; n++) await surveys.addLink(link(n), 2)
      const left = await Promise.all([0, 1, 2, 51, -500].map((n) => surveys.link(`h${n}`, 3)))
      expect(left).toEqual([undefined, undefined, link(2), link(51), staff])
    })

    it('[SV9] counts of a day add up, however many write at once', async () => {
      const { store, others } = under()
      const about = { project: 'pk_count', surveyId: 'purchase', surveyVersion: 1, mode: 'web', locale: 'en' }
      const none = { showings: 0, seen: 0, started: 0, dismissed: 0, suppressed: 0 }
      const row = (day: string, counts: Partial<Impressions>): Impressions => ({ ...about, day, ...none, ...counts })
      await Promise.all(
        [store, ...others].flatMap((each) =>
          [1, 2, 3].map((seen) =>
            each.surveys.count([row('2026-11-28', { seen }), row('2026-11-29', { started: 1, showings: 2 })]),
          ),
        ),
      )
      const stores = others.length + 1
      expect(await store.surveys.impressions({ project: 'pk_count' })).toEqual([
        row('2026-11-28', { seen: 6 * stores }),
        row('2026-11-29', { started: 3 * stores, showings: 6 * stores }),
      ])
      const query = { project: 'pk_count', surveyId: 'purchase', from: '2026-11-29', to: '2026-11-29' }
      expect(await store.surveys.impressions(query)).toHaveLength(1)
      expect(await store.surveys.impressions({ ...query, surveyId: 'tea' })).toEqual([])
    })
  })
}
