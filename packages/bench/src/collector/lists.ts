import { openStore } from '@frankly/collector/inside'

/** How long one list took. */
export interface ListTime {
  readonly list: string
  readonly p50: number
  readonly p95: number
}

const ROUNDS = 20

/** Reads every list that staff and programs read, a page of 100 each, from changing places. */
export async function timeLists(url: string, rows: number): Promise<readonly ListTime[]> {
  const store = await openStore({ url, now: Date.now() })
  const newest = { limit: 100, newestFirst: true } as const
  const place = (i: number) => ({
    receivedAt: 1_700_000_000_000 + Math.floor((rows * i) / ROUNDS) * 1000,
    project: '',
    id: '',
  })
  const asks: Readonly<Record<string, (i: number) => Promise<unknown>>> = {
    'all, newest': () => store.responses(newest),
    'all, from a place': (i) => store.responses({ limit: 100, after: place(i) }),
    'one project': () => store.responses({ ...newest, project: 'pk_small' }),
    'one project, from a place': (i) => store.responses({ ...newest, project: 'pk_small', after: place(i + 1) }),
    'one survey': () => store.responses({ ...newest, project: 'pk_demo', surveyId: 'delivery' }),
    'a rare survey': () => store.responses({ ...newest, project: 'pk_demo', surveyId: 'rare' }),
    complaints: () => store.responses({ ...newest, list: 'complaints' }),
    'low scores, one project': () => store.responses({ ...newest, project: 'pk_small', list: 'low' }),
    held: () => store.responses({ ...newest, list: 'held' }),
    'held by reason': () => store.responses({ ...newest, list: 'held', quarantine: 'too_fast' }),
    rest: () => store.responses({ ...newest, list: 'rest' }),
    'held, counted': () => store.held(),
    'bad news, counted': () => store.urgentCounts(),
    'one person': (i) => store.contactHistory({ project: 'pk_demo', subjectId: `customer-${i * 4}`, limit: 50 }),
  }
  const times: ListTime[] = []
  for (const [list, ask] of Object.entries(asks)) {
    await ask(0)
    const took: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      const began = performance.now()
      await ask(i)
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    times.push({ list, p50: took[ROUNDS / 2]!, p95: took[Math.floor(ROUNDS * 0.95)]! })
  }
  await store.close()
  return times
}
