import type { SendOutcome } from '@frankly/core'
import type { ServerAdapter } from './capabilities.ts'
import { retry } from './outcome.ts'

/** A server adapter that keeps a connection. @public */
export interface KeptAdapter extends ServerAdapter {
  /** Ends the connection; a later sending opens a new one. */
  close(): Promise<void>
}

/** Options of the client library, handed on as they are: see its own documentation. @public */
export type LibraryOptions = Readonly<Record<string, unknown>>

/** One kept connection. */
export interface Kept<Client> {
  /**
   * Works with the connection and opens it first where there is none. `work` reads what the service answered; whatever it
   * throws, and a time limit, is trouble on the way: a retry over a fresh connection.
   */
  send(signal: AbortSignal, work: (client: Client) => Promise<SendOutcome>): Promise<SendOutcome>
  close(): Promise<void>
}

/**
 * Keeps one connection for all sendings. The libraries' own reconnecting stays off: queue and outbox decide when to try again,
 * and a library that tries again by itself would send twice.
 * @param how.timeoutMs - for one sending, connecting included; loading the library, which happens once, is not
 */
export function keep<Library, Client>(how: {
  readonly timeoutMs: number
  load(): Promise<Library>
  open(library: Library): Promise<Client>
  end(client: Client): unknown
  /** A connection that is refused for good (a wrong password); `undefined`: it may be let in later. */
  refused?(cause: unknown): SendOutcome | undefined
}): Kept<Client> {
  let current: Promise<Client> | undefined
  const drop = async (which: Promise<Client> | undefined): Promise<void> => {
    if (current === which) current = undefined
    try {
      if (which) await how.end(await which)
    } catch {
      // It was never opened, or has closed by itself.
    }
  }
  return {
    async send(signal, work) {
      let mine: Promise<Client> | undefined
      try {
        const library = await how.load()
        current ??= how.open(library)
        mine = current
        return await within(how.timeoutMs, signal, mine.then(work))
      } catch (cause) {
        void drop(mine)
        return how.refused?.(cause) ?? retry(cause)
      }
    },
    close: () => drop(current),
  }
}

/** Throws `timeout`, or the signal's reason, when the work is not done in time; the work itself may go on. */
export async function within<T>(ms: number, signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => {}
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject('timeout'), ms)
    const aborted = (): void => reject(signal.reason)
    signal.addEventListener('abort', aborted)
    if (signal.aborted) aborted()
    stop = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
    }
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    stop()
    // The loser of the race may reject later: that is ignored.
    work.catch(() => {})
    limit.catch(() => {})
  }
}
