import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../platform.ts'
import type { FoundPass, PassKind, PassStore } from '../store/ports.ts'

/** How long a sign-in lasts, ms. */
export const SESSION_MS: number = 12 * 3_600_000

/** How long a sign-in link can be used, ms. */
export const LINK_MS: number = 15 * 60_000

/** How long somebody who was invited can take the link, ms. */
export const WELCOME_MS: number = 7 * 86_400_000

const LASTS: Readonly<Record<PassKind, number>> = {
  session: SESSION_MS,
  link: LINK_MS,
  welcome: WELCOME_MS,
  setup: 3_600_000,
}

/** Mark of passes that belong to an account, or make the first one. */
const ACCOUNT = 'account'

/**
 * Sessions and links. The store holds a digest of each, and of those that began with the token of the configuration a
 * mark of it, so that a stolen store opens nothing and a new token ends them all, on every collector that shares the
 * store. What belongs to an account ends with its password.
 */
export interface Passes {
  /** Signs the cookie that holds a session. */
  readonly cookieKey: string
  /** A new one, 256 random bits. `account`: default that of the token, ''. */
  make(kind: PassKind, account?: string): Promise<string>
  /** Whose it is, if it is good now. */
  find(kind: PassKind, pass: string): Promise<FoundPass | undefined>
  /** Uses it up. Whose it was, if it was good: of two who try at once, one succeeds. */
  use(kind: PassKind, pass: string): Promise<FoundPass | undefined>
  /** Ends all sessions and links of this account; '' for those of the token. */
  endAll(account: string): Promise<void>
}

/**
 * Passes under a token.
 * @param token of the configuration; absent: only accounts have passes
 * @param otherKey signs cookies where there is no token
 */
export function createPasses(store: PassStore, token: string | undefined, clock: Clock, otherKey: string = ''): Passes {
  const derived = (use: string) =>
    createHmac('sha256', token ?? otherKey)
      .update(use)
      .digest('base64url')
  const ofToken = token === undefined ? undefined : derived('frankly passes').slice(0, 22)
  const mark = [ACCOUNT, ...(ofToken === undefined ? [] : [ofToken])]
  const keyOf = (kind: PassKind, pass: string) => ({ kind, mark, hash: digest(pass), now: clock.now() })
  return {
    cookieKey: derived('frankly session cookie'),
    async make(kind, account = '') {
      const pass = randomBytes(32).toString('base64url')
      const { hash, now } = keyOf(kind, pass)
      const own = account === '' && kind !== 'setup' ? (ofToken ?? '') : ACCOUNT
      await store.add({ kind, mark: own, account, hash, expiresAt: now + LASTS[kind] }, now)
      return pass
    },
    async find(kind, pass) {
      const found = isShaped(pass) ? await store.find(keyOf(kind, pass)) : undefined
      return found && mark.includes(found.mark) ? found : undefined
    },
    use: async (kind, pass) => (isShaped(pass) ? store.take(keyOf(kind, pass)) : undefined),
    endAll: (account) => store.clear(account),
  }
}

/** The form of a pass; anything else is not looked up. */
const isShaped = (pass: string): boolean => /^[\w-]{43}$/.test(pass)

/** What the store keeps of a secret with 256 random bits: nothing can be made of it. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Compares in constant time. */
export function same(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
}
