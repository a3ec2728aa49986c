import type { Survey } from '@frankly/core'
import type { AppCore, PresentOptions, Shown, ShownResult, ShowResult } from './core.ts'

/** The answer to a call that finds its survey before the customer. The box goes when all such calls have closed it. */
export function claim(shown: Shown): ShownResult {
  let held = true
  shown.claims++
  return {
    shown: true,
    run: shown.run.handle,
    close() {
      if (held && !--shown.claims) shown.putAway()
      held = false
    },
  }
}

/**
 * What stands before the customer already. One survey has one box: two would write into the same pass. And what
 * floats with words in it makes way for an act of the customer only. `undefined`: nothing is in the way.
 */
export function inTheWay(
  core: AppCore,
  survey: Survey,
  options: PresentOptions,
  inside: Element | undefined,
): ShowResult | undefined {
  const { asked, byCustomer, force, placement } = options
  const another = (): ShowResult => core.client.asking.refuse(survey.id, 'another-open')
  if (core.host.facts.unwanted && !inside) return { shown: false, reason: 'taken-out' }
  for (const shown of core.all) {
    if (shown.survey.id !== survey.id) continue
    const { host } = shown.place.mount
    if (!host.isConnected) shown.putAway()
    // [P3] of a person who is not here any more, or at its end
    else if (shown.run.isGone || (shown.model.view.value.screen === 'end' && force && !inside)) shown.close()
    else {
      const isHere = inside ? host === inside || host.parentNode === inside : force
      if (!isHere) return another()
      if (asked && !inside) shown.place.ready()
      return claim(shown)
    }
  }
  const floats = !inside && placement !== 'inline' && placement !== 'page'
  const acted = asked && (byCustomer ?? navigator.userActivation?.isActive ?? true)
  return floats && !acted && core.floats.at(-1)?.model.touched.value ? another() : undefined
}
