import { type Happening, type Survey, textFor } from '@frankly/core'
import { directionOf } from '../i18n/languages.ts'
import { loadRest, withRest } from '../load-rest.ts'
import { AFTER_PAINT_MS } from '../mount/after-paint.ts'
import { place } from '../placement/place.ts'
import { prepare, renderRun } from '../screens/index.ts'
import { hasDraft, startSession } from '../state/session.ts'
import type { Placement } from '../state/ui-context.ts'
import { claim, inTheWay } from './claim.ts'
import type { AppCore, PresentOptions, Shown, ShowResult } from './core.ts'
import { refuse } from './decide-now.ts'

/** Only a click may take the whole window: a trigger, or a call out of the blue, gives a popover. */
function placementOf(survey: Survey, { placement, asked, byCustomer }: PresentOptions, inside: Element | undefined) {
  const wished = placement ?? (inside ? 'inline' : (survey.placement ?? 'popover'))
  const clicked = asked && (byCustomer || navigator.userActivation?.isActive)
  return wished === 'tab' || (wished === 'modal' && !clicked) ? 'popover' : wished
}

/** Puts a survey before the customer, unless the rules or something that is there already stand in the way. */
export async function present(
  core: AppCore,
  survey: Survey,
  options: PresentOptions,
  happening?: Happening,
): Promise<ShowResult> {
  const { host, memory, book, kept } = core
  const { facts, scope } = host
  const { mount, force } = options
  const inside = ((typeof mount === 'string' ? document.querySelector(mount) : mount) ?? undefined) as
    | HTMLElement
    | undefined
  if (mount && !inside) return { shown: false, reason: 'no-mount' }
  const placement = placementOf(survey, options, inside)
  const open = inTheWay(core, survey, options, inside)
  if (open) return open
  const before = kept.get(survey.id)
  const again = force && before?.model.view.value.screen === 'end' ? undefined : before
  // called by name it goes on with what was begun: nobody is asked a second time
  const begun = again !== undefined || (!happening && hasDraft(memory, survey))
  const [locale, session] = await Promise.all([
    prepare(facts.locale),
    again ??
      startSession({
        host,
        memory,
        book,
        survey,
        mode: host.settings.mode,
        fullQuotas: core.config()?.fullQuotas?.[survey.id],
        startedAt: Date.now(),
        shop: core.config()?.shop ?? '',
        record: core.config()?.record,
      }),
  ])
  if (!session) return { shown: false, reason: 'not-loaded' }
  // decided at the moment of showing: the address may be another by now, another survey may be open
  const no = force || begun ? undefined : await refuse(core, survey, happening)
  if (no) return no
  const rest = placement === 'modal' ? await loadRest() : undefined
  if (scope.done) return { shown: false, reason: 'destroyed' }
  // while this one was loading another call may have come first, or a part of the page gone
  const sooner = inTheWay(core, survey, options, inside)
  if (sooner) return sooner
  if (kept.get(survey.id) !== before) return present(core, survey, options, happening)
  if (before !== again) before?.model.dispose()
  kept.delete(survey.id)
  const shown = put(core, { survey, session, placement, inside, asked: options.asked, locale, again: begun })
  rest?.makeModal(shown.place, host.settings.nonce, shown.leave)
  if (!again) host.emit('survey.shown', { surveyId: survey.id, responseId: session.responseId })
  else if (session.model.locale.value !== facts.locale) session.model.setLocale(facts.locale)
  return claim(shown)
}

/** What is put up, and how. */
interface Putting extends Pick<Shown, 'survey' | 'session' | 'again'> {
  readonly placement: Placement
  readonly inside: HTMLElement | undefined
  readonly asked: boolean
  /** Language of the interface. */
  readonly locale: string
}

function put(core: AppCore, { survey, session, placement, inside, asked, locale, again }: Putting): Shown {
  const { host, all, floats } = core
  const { facts, settings, scope } = host
  const { model } = session
  const config = core.config()
  const shop = config?.shop ?? ''
  const look = { ...config?.look, ...(settings.theme && { theme: settings.theme }) }
  const leave = (): void => shown.leave()
  const below = floats.at(-1)
  const spot = place({
    placement,
    inside,
    nonce: settings.nonce,
    look,
    direction: directionOf(locale),
    label: textFor(survey.title, facts.locale, survey.defaultLocale),
    asked,
    scope: host.newScope(),
    escape: leave,
  })
  const shown = standsAs(core, { survey, session, place: spot, again }, () => undo())
  all.add(shown)
  if (spot.floats) {
    below?.place.aside()
    floats.push(shown)
  }
  // the frank door is offered to everybody alike, except where one stands in it
  const isDoor = survey.pages.some(({ questions }) => questions.some(({ kind }) => kind === 'complaint'))
  const undo = renderRun(spot.mount.frame, model, {
    shop,
    look,
    placement: spot.placement,
    promises: config?.promises ?? {},
    privacyUrl: config?.privacyUrl,
    nonce: settings.nonce,
    locales: survey.locales,
    soon: (draw) => void spot.scope.after(AFTER_PAINT_MS, draw),
    onClose: leave,
    openLink: (url) => withRest((rest) => rest.openLink(url)),
    onComplain: isDoor ? undefined : () => core.openDoor(),
  })
  scope.after(AFTER_PAINT_MS, () => {
    if (!all.has(shown)) return
    // the focus makes the browser lay out at once: before the first frame it would make one long task of two
    if (asked) spot.ready()
    void model.ready()
    withRest((rest) => void scope.after(0, () => rest.afterFirstFrame(core, shown)))
  })
  return shown
}

function standsAs(
  { host, all, floats, kept, afterClose }: AppCore,
  what: Pick<Shown, 'survey' | 'session' | 'place' | 'again'>,
  undo: () => void,
): Shown {
  const { survey, session, place: spot } = what
  const { model, responseId } = session
  const goes = (end: () => void): void => {
    if (!all.delete(shown)) return
    const at = floats.indexOf(shown)
    const wasOnTop = at >= 0 && at === floats.length - 1
    if (at >= 0) floats.splice(at, 1)
    end()
    // what waited beneath comes back first, since the focus may go back into it
    if (wasOnTop) floats.at(-1)?.place.back()
    spot.remove(undo)
    for (const run of afterClose) run()
  }
  const shown: Shown = {
    ...what,
    claims: 0,
    close: (dismissed) =>
      goes(() => {
        if (dismissed && model.view.value.screen !== 'end') {
          model.dismiss()
          host.emit('survey.dismissed', { surveyId: survey.id, responseId })
        }
        model.dispose()
      }),
    putAway: () => goes(() => kept.set(survey.id, session)),
    leave() {
      // what was written into the door stands there when it is opened again
      const isWritten = model.touched.value && model.view.value.screen !== 'end'
      if (survey.targeting?.alwaysOpen && isWritten) shown.putAway()
      else shown.close(true)
    },
  }
  return shown
}
