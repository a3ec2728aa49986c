import type { Survey } from '../model/survey.ts'
import { isAbout, type TriggerEventKind } from './trigger.ts'
import { urlFits } from './url-rule.ts'

/**
 * Is it worth fetching what decides? Asks the rules of `decide` that need nothing but the event and the address, and
 * takes patterns, filters and how far something must go to hold: false only where `decide` says no too.
 * @public
 */
export function mayBeAsked({ targeting }: Pick<Survey, 'targeting'>, event: TriggerEventKind, url: string): boolean {
  const { triggers = [], url: rules } = targeting ?? {}
  return triggers.some((trigger) => isAbout(trigger, event)) && (!rules || urlFits(rules, url, () => true))
}
