import { cleanLocale } from '@frankly/core/clean'
import type { Command, VisitFacts } from '../contract/host.ts'

type Change = { readonly feedback?: string } | undefined

/** Notes what the page tells of this visit. Says whether nothing else is to be done about it. */
export function noteFact(facts: VisitFacts, name: Command, [word]: readonly unknown[]): boolean {
  switch (name) {
    case 'identify':
      facts.subject = word as VisitFacts['subject']
      return true
    case 'context': {
      const { touchpoint, test, tags } = (word ?? {}) as Partial<VisitFacts>
      if (touchpoint) facts.touchpoint = touchpoint
      if (test !== undefined) facts.test = test
      facts.tags = { ...facts.tags, ...tags }
      return true
    }
    case 'consent':
      // analytics and records are the client's: of them nothing is asked here
      facts.consent = (
        typeof word === 'string' ? word : ((word as Change)?.feedback ?? facts.consent)
      ) as VisitFacts['consent']
      return false
    case 'locale':
      facts.locale = cleanLocale(word) ?? facts.locale
      return false
    default:
      return false
  }
}
