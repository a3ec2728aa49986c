import type { GovernorPolicy, Ledger, Survey, Trigger } from '@frankly/core'
import type { Occasion } from '../triggers/watch.ts'

/** What a quick yes looks at beside the survey. */
export interface Standing {
  readonly policy: GovernorPolicy
  /** What this device knows; `undefined`: nothing was ever asked here. */
  readonly ledger: Ledger | undefined
  readonly refused: boolean
  /** Something is before the customer now. */
  readonly open: boolean
}

/** Parts of a targeting that say when, not whether. */
const HARMLESS = ['triggers', 'delayMs', 'alwaysOpen']

/**
 * Yes where `decide` can only say yes: a survey without rules, on its trigger, for a customer who was never asked
 * anything. Everything else is left to `decide`, whose code comes with the rest. Never says yes where it says no.
 * @param occasion - `undefined`: called by name
 */
export function quickYes(
  survey: Survey,
  occasion: Occasion | undefined,
  { policy, ledger, refused, open }: Standing,
): boolean {
  const targeting = survey.targeting ?? {}
  return (
    !ledger &&
    !refused &&
    !open &&
    // one of them may be full
    !survey.quotas &&
    !policy.quietHours &&
    ![policy.perSession, policy.perDay, policy.per30Days].includes(0) &&
    Object.keys(targeting).every((part) => HARMLESS.includes(part)) &&
    (!occasion || (targeting.triggers ?? []).some((trigger) => fits(trigger, occasion)))
  )
}

function fits(trigger: Trigger, { on, name, met }: Occasion): boolean {
  if (trigger.on !== on || 'where' in trigger) return false
  if (trigger.on === 'event') return trigger.name === name
  if (trigger.on === 'click') return trigger.selector === met
  // what notices these came with the rest, so that asking the rules costs nothing
  return trigger.on !== 'scroll' && trigger.on !== 'dwell'
}
