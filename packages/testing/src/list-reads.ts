import type { Store } from '@frankly/collector/inside'

type Reading = Pick<Store, 'responses' | 'held' | 'urgentCounts' | 'contactHistory'>

/** Every list that staff and programs read, a page of 100, among {@link fillSqlite}'s rows. `share`: how far in, 0 to 1. */
export const LIST_READS: Readonly<Record<string, (store: Reading, share: number, rows: number) => Promise<unknown>>> = {
  'all, newest': (store) => store.responses(newest),
  'all, from a place': (store, share, rows) => store.responses({ limit: 100, after: place(share, rows) }),
  'one project': (store) => store.responses({ ...newest, project: 'pk_small' }),
  'one project, from a place': (store, share, rows) =>
    store.responses({ ...newest, project: 'pk_small', after: place(share, rows) }),
  'one survey': (store) => store.responses({ ...newest, project: 'pk_demo', surveyId: 'delivery' }),
  'a rare survey': (store) => store.responses({ ...newest, project: 'pk_demo', surveyId: 'rare' }),
  complaints: (store) => store.responses({ ...newest, list: 'complaints' }),
  'low scores, one project': (store) => store.responses({ ...newest, project: 'pk_small', list: 'low' }),
  'complaints, of the projects that one may see': (store) =>
    store.responses({ ...newest, projects: ['pk_small'], list: 'complaints' }),
  held: (store) => store.responses({ ...newest, list: 'held' }),
  'held by reason': (store) => store.responses({ ...newest, list: 'held', quarantine: 'too_fast' }),
  'held, one project': (store) => store.responses({ ...newest, project: 'pk_small', list: 'held' }),
  rest: (store) => store.responses({ ...newest, list: 'rest' }),
  'held, counted': (store) => store.held(),
  'bad news, counted': (store) => store.urgentCounts(),
  'one person': (store, share) =>
    store.contactHistory({ project: 'pk_demo', subjectId: `customer-${Math.floor(share * 80)}`, limit: 50 }),
}

const newest = { limit: 100, newestFirst: true } as const

const place = (share: number, rows: number) => ({
  receivedAt: 1_700_000_000_000 + Math.floor(rows * share) * 1000,
  project: '',
  id: '',
})
