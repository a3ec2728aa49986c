import type { BrowserName } from '../browsers.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'
import { type ChaosStore, postgresStore, sqliteStore } from './stores.ts'

/** Runs jobs, `atOnce` of them together, and shows their results in the order of the list. */
export async function inTurn<T>(
  list: readonly (() => Promise<T>)[],
  atOnce: number,
  show: (result: T) => void,
): Promise<void> {
  const results = new Map<number, T>()
  let next = 0
  let shown = 0
  const work = async () => {
    for (let index = next++; index < list.length; index = next++) {
      results.set(index, await (list[index] as () => Promise<T>)())
      for (; results.has(shown); shown++) show(results.get(shown) as T)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** Stores for rows: one PostgreSQL server for the whole run, and one of its own for a row that kills it. */
export interface Stores {
  /** Plays with a fresh store. A row that could not be played gives a line of the table that says why. */
  with<T>(
    row: { readonly number: number; readonly name: string; readonly ownServer?: boolean },
    browser: BrowserName,
    kind: ChaosStore['kind'],
    play: (store: ChaosStore) => Promise<T>,
  ): Promise<T | string>
  stop(): Promise<void>
}

/** The server is started when the first row wants it. */
export function openStores(): Stores {
  let shared: Promise<PostgresServer> | undefined
  const running = (): Promise<PostgresServer> => {
    shared ??= startPostgres()
    return shared
  }
  return {
    async with(row, browser, kind, play) {
      const own = row.ownServer && kind === 'postgres' ? await startPostgres() : undefined
      try {
        return await play(kind === 'sqlite' ? sqliteStore() : await postgresStore(own ?? (await running())))
      } catch (error) {
        const why = String(error).split('\n')[0]
        return `| ${row.number} | ${row.name} | ${browser} | ${kind} | **red**: could not be played: ${why} |`
      } finally {
        await own?.stop()
      }
    },
    async stop() {
      await (await shared)?.stop()
    },
  }
}
