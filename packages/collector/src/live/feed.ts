import type { Clock } from '../platform.ts'
import type { Cursor, Store, StoredResponse } from '../store/ports.ts'

/** Tells listeners of responses as they are stored, whichever collector stored them. */
export interface Feed {
  /** Says that something was stored here: listeners hear of it at once. */
  nudge(): void
  subscribe(listener: (rows: readonly StoredResponse[]) => void): () => void
  close(): void
}

/** How often the store is read for responses that other collectors wrote, ms. */
const EVERY = 1000
/** A transaction that began earlier may commit later: look back so far, ms. */
const OVERLAP = 5000

const keyOf = ({ project, id }: StoredResponse): string => `${project}\n${id}`
/** A release and the words of others change a row without a new revision. */
const stateOf = ({ revision, quarantine = '', alsoSaid = [] }: StoredResponse): string =>
  `${revision} ${quarantine} ${alsoSaid.length} ${alsoSaid.at(-1)?.receivedAt}`

/** A feed that reads the store only while somebody listens. */
export function createFeed(store: Pick<Store, 'responses'>, clock: Clock, onError: (error: unknown) => void): Feed {
  const listeners = new Set<(rows: readonly StoredResponse[]) => void>()
  const told = new Map<string, string>()
  let since = 0
  let timer: NodeJS.Timeout | undefined
  let reading = false
  let again = false

  const read = async () => {
    if (listeners.size === 0) return
    if (reading) {
      again = true
      return
    }
    reading = true
    try {
      let after: Cursor = { receivedAt: since - OVERLAP, project: '', id: '' }
      for (;;) {
        const rows = await store.responses({ after, limit: 200 })
        const fresh = rows.filter((row) => told.get(keyOf(row)) !== stateOf(row))
        for (const row of fresh) told.set(keyOf(row), stateOf(row))
        if (fresh.length > 0) for (const listener of listeners) listener(fresh)
        const last = rows.at(-1)
        if (last) since = Math.max(since, last.receivedAt)
        if (!last || rows.length < 200) break
        after = last
      }
      forget()
    } catch (error) {
      onError(error)
    } finally {
      reading = false
    }
    if (again) {
      again = false
      await read()
    }
  }

  /** What is older than the overlap cannot be read again. */
  const forget = () => {
    while (told.size > 20_000) told.delete(told.keys().next().value!)
  }

  return {
    nudge() {
      if (listeners.size > 0) void read()
    },
    subscribe(listener) {
      if (listeners.size === 0) {
        since = clock.now()
        told.clear()
        timer = setInterval(() => void read(), EVERY)
        timer.unref()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
    close() {
      listeners.clear()
      clearInterval(timer)
    },
  }
}
