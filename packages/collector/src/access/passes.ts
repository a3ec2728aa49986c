import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../platform.ts'
import type { PassKind, PassStore } from '../store/ports.ts'

/** How long a sign-in lasts, ms. */
export const SESSION_MS: number = 12 * 3_600_000

/** How long a sign-in link can be used, ms. */
export const LINK_MS: number = 15 * 60_000

const LASTS: Readonly<Record<PassKind, number>> = { session: SESSION_MS, link: LINK_MS }

/**
 * Sessions and sign-in links. The store holds a digest of each and a mark of the token they were made under, so that
 * a stolen store opens nothing and a new token ends them all, on every collector that shares the store.
 */
export interface Passes {
  /** Signs the cookie that holds a session. It ends with the token, on every collector that shares the store. */
  readonly cookieKey: string
  /** A new one, 256 random bits. */
  make(kind: PassKind): Promise<string>
  /** Whether it is good now. */
  isGood(kind: PassKind, pass: string): Promise<boolean>
  /** Uses it up. Whether it was good: of two who try at once, one succeeds. */
  use(kind: PassKind, pass: string): Promise<boolean>
  /** Ends all sessions and links. */
  endAll(): Promise<void>
}

/** Passes under a token. */
export function createPasses(store: PassStore, token: string, clock: Clock): Passes {
  const derived = (use: string) => createHmac('sha256', token).update(use).digest('base64url')
  const mark = derived('frankly passes').slice(0, 22)
  const keyOf = (kind: PassKind, pass: string) => ({ kind, mark, hash: digest(pass), now: clock.now() })
  return {
    cookieKey: derived('frankly session cookie'),
    async make(kind) {
      const pass = randomBytes(32).toString('base64url')
      const { hash, now } = keyOf(kind, pass)
      await store.add({ kind, mark, hash, expiresAt: now + LASTS[kind] }, now)
      return pass
    },
    isGood: async (kind, pass) => isShaped(pass) && (await store.has(keyOf(kind, pass))),
    use: async (kind, pass) => isShaped(pass) && (await store.take(keyOf(kind, pass))),
    endAll: () => store.clear(),
  }
}

/** The form of a pass; anything else is not looked up. */
const isShaped = (pass: string): boolean => /^[\w-]{43}$/.test(pass)

const digest = (pass: string): string => createHash('sha256').update(pass).digest('base64url')

/** Compares in constant time. */
export function same(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}
