import type { SendOutcome } from '@frankly/core'
import { rejected } from './outcome.ts'
import { hideSecrets } from './redact.ts'

/** A refusal in the destination's own words: shortened, without secrets. */
export function refusal(code: unknown, words: unknown, secrets: readonly string[]): SendOutcome {
  return rejected(String(code), hideSecrets(String(words ?? ''), secrets).slice(0, 300))
}
