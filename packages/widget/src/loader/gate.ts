import type { Survey, Trigger, UrlRule } from '@frankly/core'
import type { Occasion } from '../triggers/watch.ts'

/**
 * Could this survey be asked on this occasion? A cheap look on every page that only ever says no to what the full
 * `decide` would refuse too: the code that decides and shows is fetched only after a yes.
 */
export function mayAsk(survey: Survey, occasion: Occasion, url: string): boolean {
  const { triggers = [], url: rules = [] } = survey?.targeting ?? {}
  return (
    triggers.some((trigger) => fits(trigger, occasion)) &&
    [rules].flat().every((rule: UrlRule, _at, all) => all.length > 1 || urlMayFit(rule, url))
  )
}

function fits(trigger: Trigger, { on, name, met }: Occasion): boolean {
  // a survey that waits for scrolling, staying or leaving is fetched ahead, to be there at that moment
  if (on === 'sense') return ['scroll', 'dwell', 'exit_intent'].includes(trigger.on)
  if (trigger.on !== on) return false
  if (trigger.on === 'event') return trigger.name === name
  if (trigger.on === 'click') return trigger.selector === met
  return true
}

function urlMayFit({ op, value }: UrlRule, url: string): boolean {
  return op === 'contains' ? url.includes(value) : op !== 'not_contains' || !url.includes(value)
}

/** A note from further ahead was written by a clock that was wrong, ms. */
const DAY = 86_400_000

/**
 * Has the governor noted that nothing need be asked now (`keepLedger`)? A storage that throws is an empty one, and so
 * is one whose note comes from the future [L3].
 */
export function isQuiet(project: string): boolean {
  return (['sessionStorage', 'localStorage'] as const).some((storage) => {
    try {
      const [until, noted] = JSON.parse(window[storage].getItem(`frankly.${project}.quiet`)!)
      return until > Date.now() && noted < Date.now() + DAY
    } catch {
      return false
    }
  })
}
