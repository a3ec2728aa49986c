import type { Survey } from '@frankly/core'
import type { PresentOptions, Shown, ShownResult, ShowResult } from './core.ts'

/** The answer to a call that finds its survey before the customer. The box goes when all such calls have closed it. */
export function claim(shown: Shown): ShownResult {
  let held = true
  shown.claims++
  return {
    shown: true,
    close() {
      if (held && !--shown.claims) shown.putAway()
      held = false
    },
  }
}

/**
 * One survey has one box: two would write into the same pass. `undefined`: none stands, or the one that stood was in
 * a part of the page that is gone.
 */
export function oneBox(
  all: ReadonlySet<Shown>,
  survey: Survey,
  { force }: PresentOptions,
  inside: Element | null | undefined,
): ShowResult | undefined {
  for (const shown of all) {
    if (shown.survey.id !== survey.id) continue
    const { host } = shown.place.mount
    if (!host.isConnected) {
      shown.putAway()
      continue
    }
    const here = inside ? host === inside || host.parentNode === inside : force && shown.place.floats
    // without force the rules say it, with their reason
    if (here) return claim(shown)
    if (inside || force) return { shown: false, reason: 'another-open' }
  }
  return
}
