import { checkPlain } from './check-plain.ts'
import type { EngineParts } from './facts.ts'

/** Enough for a survey without conditions, random orders and filled-in texts. @public */
export const PLAIN_PARTS: EngineParts = {
  check: checkPlain,
  holds: () => true,
  fill: (text) => text,
  shuffle: (items) => items,
}
