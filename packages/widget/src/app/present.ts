import { type PageView, type Survey, type TriggerEvent, textFor } from '@frankly/core'
import { type Begun, complaintOf } from '@frankly/core/client'
import { directionOf, prepareLanguage } from '../i18n/languages.ts'
import type { ResolvedLook } from '../look/palettes.ts'
import { AFTER_PAINT_MS, AFTER_QUICK_HAND_MS, FRAME_MS } from '../page/after-paint.ts'
import { place } from '../placement/place.ts'
import { isFirst } from '../questions/kinds.ts'
import { mayHaveMarks } from '../rich-text/rich.tsx'
import { renderRun } from '../screens/render-run.tsx'
import { modelOfRun } from '../state/run-model.ts'
import type { Placement } from '../state/ui-context.ts'
import { alreadyOpen, claim } from './claim.ts'
import type { AppCore, PresentOptions, Session, Shown, ShowResult } from './core.ts'
import { lookOf } from './look-of.ts'

/** Only a click may take the whole window: a trigger, or a call out of the blue, gives a popover. */
function placementOf(survey: Survey, { placement, asked, byCustomer }: PresentOptions, inside: Element | undefined) {
  const wished = placement ?? (inside ? 'inline' : (survey.placement ?? 'popover'))
  const clicked = asked && (byCustomer || navigator.userActivation?.isActive)
  return wished === 'tab' || (wished === 'modal' && !clicked) ? 'popover' : wished
}

/** Begins a run, or goes on with one: of this page, or of an earlier one. `undefined`: another place has it. */
async function sessionOf(core: AppCore, survey: Survey, options: PresentOptions): Promise<Session | undefined> {
  const { host, client } = core
  const { order } = options
  const run = await client.begin(survey, {
    force: survey.targeting?.alwaysOpen ?? false,
    ...(order && { context: { order } }),
  })
  if (!run) return
  const { settings } = host
  const model = modelOfRun(
    run,
    (code) => settings.host && `${settings.host}/c/${code}`,
    async (file, name) => (await host.delivery()).attach(file, name, run.responseId),
    host.failed,
  )
  const view = model.view.value
  const later = view.screen === 'page' ? view.questions.filter(({ definition }) => !isFirst(definition)) : []
  // the first view cannot draw these: wait for the full interface
  if (
    run.isResumed ||
    options.placement === 'modal' ||
    view.screen !== 'page' ||
    later[0] ||
    textsOf(view).some(mayHaveMarks)
  )
    await model.ready()
  // load the kinds before the card opens, else it would grow under a finger; the card itself reports what cannot be loaded
  if (later[0])
    await core.code.full.here.peek()?.loadKinds(
      later.map(({ kind }) => kind),
      host.facts.locale,
      () => undefined,
    )
  return { run, model }
}

/** The texts of a page that may hold marks. */
function textsOf({ title, intro, questions }: PageView): readonly string[] {
  const ofQuestion = ({ text, help, options, points }: PageView['questions'][number]): readonly string[] => [
    text,
    help,
    ...[...options, ...points].map((each) => each.text),
  ]
  return [title, intro, ...questions.flatMap(ofQuestion)]
}

/** Puts a survey before the customer, unless the rules or something that is there already stand in the way. */
export async function present(
  core: AppCore,
  survey: Survey,
  options: PresentOptions,
  event?: TriggerEvent,
): Promise<ShowResult> {
  const { host, client, kept } = core
  const { facts, scope } = host
  const { mount, force } = options
  const inside = ((typeof mount === 'string' ? document.querySelector(mount) : mount) ?? undefined) as
    | HTMLElement
    | undefined
  if (mount && !inside) return { shown: false, reason: 'no-mount' }
  const placement = placementOf(survey, options, inside)
  const open = alreadyOpen(core, survey, options, inside)
  if (open) return open
  const before = kept.get(survey.id)
  // an element that a page moves shows its thanks again; only who asks by name begins anew
  const isOver = before?.run.isGone || (force && options.asked && before?.model.view.value.screen === 'end')
  const again = isOver ? undefined : before
  if (before !== again) void before?.run.handle.leave()
  const refusal = async (): Promise<ShowResult | undefined> =>
    force ? undefined : client.asking.refusal(survey, event ?? { on: 'call' })
  const no = !again && event && (await refusal())
  if (no) return no
  const [locale, look, session, full] = await Promise.all([
    prepareLanguage(core.code.language, facts.locale),
    lookOf(core),
    again ?? sessionOf(core, survey, { ...options, placement }),
    placement === 'modal' ? core.code.full.load() : undefined,
  ])
  if (!session) return client.asking.refuse(survey.id, 'another-open')
  const standBack = hold(core, session.run)
  try {
    // [P5] a call by name resumes what was begun. Everything else is decided again now, since the address may have
    // changed while code was loading
    const late = !again && !session.run.isResumed && (await refusal())
    if (late) return late
    if (scope.done) return { shown: false, reason: 'destroyed' }
    // while this one was loading another call may have come first, or a part of the page gone
    const sooner = alreadyOpen(core, survey, options, inside)
    if (sooner) return sooner
    // nor may one stand there that was put away meanwhile, since another person came
    if (kept.get(survey.id) !== before || session.run.isGone) return await present(core, survey, options, event)
    kept.delete(survey.id)
    const shown = put(core, { survey, ...session, placement, inside, asked: options.asked, locale, look })
    full?.makeModal(shown.place, host.settings.nonce, shown.leave)
    session.run.shown()
    if (session.model.locale.value !== facts.locale) session.model.setLocale(facts.locale)
    return claim(shown)
  } finally {
    standBack()
  }
}

/** How many calls are putting a run up now. */
const holders = new WeakMap<Begun, number>()

/** Two calls may begin the same run. The returned function ends this claim; a run that no call shows is closed. */
function hold({ all, kept }: AppCore, run: Begun): () => void {
  holders.set(run, (holders.get(run) ?? 0) + 1)
  return () => {
    const others = holders.get(run)! - 1
    holders.set(run, others)
    if (others === 0 && ![...all, ...kept.values()].some((each) => each.run === run)) void run.handle.leave()
  }
}

/** What is put up, and how. */
interface Putting extends Session {
  readonly survey: Survey
  readonly placement: Placement
  readonly inside: HTMLElement | undefined
  readonly asked: boolean
  /** Language of the interface. */
  readonly locale: string
  readonly look: ResolvedLook
}

function put(core: AppCore, { survey, run, model, placement, inside, asked, locale, look }: Putting): Shown {
  const { host, all, floats, code } = core
  const { facts, settings, scope } = host
  const config = core.config()
  const shop = config?.shop ?? ''
  const leave = (): void => shown.leave()
  const below = floats.at(-1)
  const placed = place({
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
  const shown = standsAs(core, { survey, run, model, place: placed }, () => undo())
  all.add(shown)
  if (placed.floats) {
    below?.place.aside()
    floats.push(shown)
  }
  // the complaint door is offered on every survey, except on the door itself
  const isDoor = complaintOf(survey) !== undefined
  const undo = renderRun(
    placed.mount.frame,
    model,
    {
      shop,
      look,
      placement: placed.placement,
      promises: config?.promises ?? {},
      privacyUrl: config?.privacyUrl,
      nonce: settings.nonce,
      locales: survey.locales,
      soon: (draw) => void placed.scope.after(AFTER_PAINT_MS, draw),
      later: (run) => void placed.scope.after(AFTER_QUICK_HAND_MS, run),
      onClose: leave,
      openLink: (url) => code.full.whenHere((full) => full.openLink(url)),
      // [CD3] the page may have told another order meanwhile
      onComplain: isDoor ? undefined : () => core.openDoor(undefined, run.run.context.order),
    },
    code,
  )
  // what sends the answer starts in the time that a press takes; a failure is met again where it is needed
  for (const press of ['pointerdown', 'keydown'])
    placed.mount.frame.addEventListener(press, () => void host.delivery().catch(() => {}), { once: true })
  // one frame more than it takes to be seen: a finger that was waiting for it comes first
  scope.after(AFTER_PAINT_MS + FRAME_MS, () => {
    if (!all.has(shown)) return
    // the focus makes the browser lay out at once: before the first frame it would make one long task of two
    if (asked) placed.ready()
    void model.ready()
    host.prefetch()
  })
  scope.after(AFTER_QUICK_HAND_MS, () => {
    if (all.has(shown)) code.full.whenHere((full) => void scope.after(0, () => full.afterFirstFrame(core, shown)))
  })
  return shown
}

function standsAs(
  { all, floats, kept, afterClose }: AppCore,
  what: Pick<Shown, 'survey' | 'run' | 'model' | 'place'>,
  undo: () => void,
): Shown {
  const { survey, run, model, place: placed } = what
  const goes = (end: () => void, softly?: boolean): void => {
    if (!all.delete(shown)) return
    const at = floats.indexOf(shown)
    const wasOnTop = at >= 0 && at === floats.length - 1
    if (at >= 0) floats.splice(at, 1)
    end()
    // what waited beneath comes back first, since the focus may go back into it
    if (wasOnTop) floats.at(-1)?.place.back()
    placed.remove(undo, softly)
    for (const after of afterClose) after()
  }
  const shown: Shown = {
    ...what,
    claims: 0,
    close: (dismissed) => goes(() => void (dismissed ? run.handle.dismiss() : run.handle.leave()), dismissed),
    hide: (byCustomer) => goes(() => kept.set(survey.id, { run, model }), byCustomer),
    leave() {
      // what was written into the door stands there when it is opened again
      const isWritten = model.touched.value && model.view.value.screen !== 'end' && run.run.status !== 'completed'
      if (survey.targeting?.alwaysOpen && isWritten) shown.hide(true)
      else shown.close(true)
    },
  }
  return shown
}
