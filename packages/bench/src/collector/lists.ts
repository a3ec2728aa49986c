import { openStore } from '@frankly/collector/inside'
import { LIST_READS } from '@frankly/testing/lists'

/** How long one list took. */
export interface ListTime {
  readonly list: string
  readonly p50: number
  readonly p95: number
}

const ROUNDS = 20

/** Reads every list, from changing places. */
export async function timeLists(url: string, rows: number): Promise<readonly ListTime[]> {
  const store = await openStore({ url, now: Date.now() })
  const times: ListTime[] = []
  for (const [list, read] of Object.entries(LIST_READS)) {
    await read(store, 1 / ROUNDS, rows)
    const took: number[] = []
    for (let i = 1; i <= ROUNDS; i++) {
      const began = performance.now()
      await read(store, i / ROUNDS, rows)
      took.push(performance.now() - began)
    }
    took.sort((a, b) => a - b)
    times.push({ list, p50: took[ROUNDS / 2]!, p95: took[Math.floor(ROUNDS * 0.95)]! })
  }
  await store.close()
  return times
}
