import type { Survey } from '@frankly/core'
import type { AppCore, PresentOptions, Shown, ShownResult, ShowResult } from './core.ts'

/** The result of a call whose survey is shown. The card closes when all such calls have closed it. */
export function claim(shown: Shown): ShownResult {
  let held = true
  shown.claims++
  return {
    shown: true,
    run: shown.run.handle,
    close() {
      if (held && !--shown.claims) shown.hide()
      held = false
    },
  }
}

/**
 * Says whether something that is shown already answers or refuses the call. A survey is shown once: two cards would write
 * into the same pass. A floating card with answers gives way only to an act of the customer. `undefined`: go on.
 */
export function alreadyOpen(
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
    if (!host.isConnected) shown.hide()
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
