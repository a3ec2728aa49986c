import type { SendOutcome } from '@frankly/core'
import type { HttpReply } from './http-call.ts'
import { outcomeOf, reasonOf, refusal, retry } from './outcome.ts'

/** Asks for an access token and keeps it until shortly before it ends. */
export interface AccessTokens {
  /**
   * Calls with a token. A 401 may mean that the token was taken back: once, a fresh one is tried. A token that is not
   * given is the outcome: its server's refusal is final (`invalid_client`), trouble on the way and `passing` a retry.
   */
  use(call: (token: string) => Promise<HttpReply>, signal: AbortSignal): Promise<HttpReply | SendOutcome>
}

/** Is it a reply, not the outcome of a token that was not given? */
export function isReply(answer: HttpReply | SendOutcome): answer is HttpReply {
  return 'header' in answer
}

/** A minute before its end a token counts as old: clocks differ, and calls take time. */
const EARLY_MS = 60_000

/**
 * @param ask - calls the token's address (RFC 6749 5.1)
 * @param passing - a refusal that will pass by itself
 */
export function createAccessTokens(
  ask: (signal: AbortSignal) => Promise<HttpReply>,
  secrets: readonly string[],
  passing: (code: string, words: string, reply: HttpReply) => boolean = () => false,
): AccessTokens {
  let kept: { readonly token: string; readonly until: number } | undefined
  const fresh = async (signal: AbortSignal): Promise<string | SendOutcome> => {
    const reply = await ask(signal)
    const said = (reply.json ?? {}) as { access_token?: unknown; expires_in?: unknown; error?: unknown }
    if (reply.status === 200 && typeof said.access_token === 'string') {
      const life = typeof said.expires_in === 'number' ? said.expires_in * 1000 : Number.POSITIVE_INFINITY
      kept = { token: said.access_token, until: Date.now() + life - EARLY_MS }
      return kept.token
    }
    const outcome = outcomeOf(reply, { secrets })
    if (outcome.status === 'rejected' && typeof said.error === 'string') {
      const words = String((reply.json as { error_description?: unknown }).error_description ?? '')
      const final = refusal(said.error, words, secrets)
      return final.status === 'rejected' && passing(said.error, words, reply)
        ? retry(`${final.code}: ${final.detail}`)
        : final
    }
    return outcome.status === 'delivered' ? retry(`no token: ${reasonOf(reply)}`) : outcome
  }
  return {
    use: async (call, signal) => {
      const known = kept && Date.now() < kept.until ? kept.token : undefined
      const token = known ?? (await fresh(signal))
      if (typeof token !== 'string') return token
      const reply = await call(token)
      if (reply.status !== 401) return reply
      kept = undefined
      if (!known) return reply
      const second = await fresh(signal)
      return typeof second === 'string' ? await call(second) : second
    },
  }
}
