import type { Survey, Trigger, UrlRule } from '@frankly/core'
import type { Occasion } from '../triggers/watch.ts'

/**
 * Could this survey be asked on this occasion? A cheap look on every page that only ever says no to what the full
 * `decide` would refuse too: the code that decides and shows is fetched only after a yes.
 */
export function mayAsk(survey: Survey, occasion: Occasion, url: string): boolean {
  const { triggers = [], url: rules = [] } = survey.targeting ?? {}
  return (
    triggers.some((trigger) => fits(trigger, occasion)) &&
    [rules].flat().every((rule: UrlRule, _at, all) => all.length > 1 || urlMayFit(rule, url))
  )
}

function fits(trigger: Trigger, { on, name, met }: Occasion): boolean {
  if (trigger.on !== on) return false
  if (trigger.on === 'event') return trigger.name === name
  if (trigger.on === 'click') return trigger.selector === met
  return true
}

function urlMayFit({ op, value }: UrlRule, url: string): boolean {
  return op === 'contains' ? url.includes(value) : op !== 'not_contains' || !url.includes(value)
}

/** Key under which the governor notes until when nobody need be asked; the same in all storages. */
export function quietKey(project: string): string {
  return `frankly.${project}.quiet`
}

/** Epoch ms until which nothing is asked by itself; 0: anything may be. A storage that throws is an empty one. */
export function quietUntil(project: string): number {
  for (const storage of ['sessionStorage', 'localStorage'] as const) {
    try {
      const noted = Number(window[storage].getItem(quietKey(project)))
      if (noted > Date.now()) return noted
    } catch {
      // cookies and site data are refused: nothing was noted
    }
  }
  return 0
}
