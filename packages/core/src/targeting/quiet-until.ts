import type { EpochMs } from '../model/ids.ts'
import { govern } from './governor.ts'
import type { Governor } from './visit.ts'

/**
 * Until when nobody need be asked, by caps and gaps alone: 0 when something may be asked now. A page that knows
 * it can leave all further code unloaded.
 * @public
 */
export function quietUntil(now: EpochMs, governor: Governor): EpochMs {
  let at = now
  for (;;) {
    const until = govern({ now: at, url: '', locale: '', key: '', sessionStart: at + 1 }, governor)?.evidence['until']
    if (typeof until !== 'number' || !(until > at)) return at > now ? at : 0
    at = until
  }
}
