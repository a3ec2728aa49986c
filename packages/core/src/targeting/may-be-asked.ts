import type { Survey } from '../model/survey.ts'
import { triggerMeets } from './trigger.ts'
import { urlFits } from './url-rule.ts'
import type { Happening } from './visit.ts'

/**
 * Is it worth fetching what decides? Asks the rules of `decide` that need nothing but the event and the address, and
 * takes patterns and filters to hold: false only where `decide` says no too.
 * @public
 */
export function mayBeAsked({ targeting }: Pick<Survey, 'targeting'>, happening: Happening, url: string): boolean {
  const { triggers = [], url: rules } = targeting ?? {}
  return triggers.some((trigger) => triggerMeets(trigger, happening)) && (!rules || urlFits(rules, url, () => true))
}
