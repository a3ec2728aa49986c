import { type ProjectConfig, readSurvey, type Survey, textFor } from '@frankly/core'
import { directionOf } from '../i18n/languages.ts'
import { loadRest, withRest } from '../load-rest.ts'
import type { App, LoaderHost } from '../loader/surface.ts'
import { AFTER_PAINT_MS } from '../mount/after-paint.ts'
import { pageIsBusy } from '../mount/top-layer.ts'
import { place } from '../placement/place.ts'
import { prepare, renderRun } from '../screens/index.ts'
import { createDeviceMemory } from '../state/device-memory.ts'
import { createLedgerBook } from '../state/ledger-book.ts'
import { hasDraft, startSession } from '../state/session.ts'
import type { Session } from '../state/session-start.ts'
import type { Placement } from '../state/ui-context.ts'
import type { Occasion } from '../triggers/watch.ts'
import { claim, oneBox } from './claim.ts'
import type { AppCore, PresentOptions, Shown } from './core.ts'
import { quickYes } from './quick-yes.ts'
import { isNewPurchase } from './visit.ts'

/** Only a click may take the whole window: a trigger, or a call out of the blue, gives a popover. */
function placementOf(survey: Survey, { placement, asked }: PresentOptions, inside: Element | null | undefined) {
  const wished = placement ?? (inside ? 'inline' : (survey.placement ?? 'popover'))
  const clicked = asked && navigator.userActivation?.isActive
  return wished === 'tab' || (wished === 'modal' && !clicked) ? 'popover' : wished
}

/** The interface's side of one page: decides, shows, and tells the loader's listeners. */
export function createApp(host: LoaderHost): App {
  const { facts, settings, emit, scope } = host
  const memory = createDeviceMemory(host)
  const all = new Set<Shown>()
  const kept = new Map<string, Session>()
  let config: ProjectConfig | undefined
  let surveys: readonly Survey[] | undefined
  /** Ids of the orders that this page was asked about. */
  const heard = new Set<string>()
  /** The one that floats above the page; inline ones stand in the page beside it. */
  let floating: Shown | undefined
  /** Being put up. */
  let coming = false
  const alone: AppCore['alone'] = async (work) => {
    if (coming) return
    coming = true
    try {
      await work()
    } finally {
      coming = false
    }
  }

  const book = createLedgerBook(memory, async () => {
    const { keepLedger } = await loadRest()
    return (ledger, entry) => keepLedger(memory, config?.governor ?? {}, facts.startedAt, ledger, entry)
  })
  const load = async (): Promise<readonly Survey[]> => {
    config = await host.config()
    if (!config) return []
    // what follows would make one long task with the start of this code
    if (!surveys) await new Promise((go) => setTimeout(go))
    surveys ??= [config.surveys].flat().flatMap((survey) => readSurvey(survey, host.warn) ?? [])
    return surveys
  }
  const isClear = (survey: Survey, occasion: Occasion | undefined): boolean =>
    // whom the shop knows may have been asked elsewhere
    !facts.subject &&
    quickYes(survey, occasion, {
      policy: config?.governor ?? {},
      ledger: book.read(),
      refused: (facts.consent ?? 'granted') !== 'granted',
      open: floating !== undefined,
    })

  const begin = (survey: Survey, placement: Placement) =>
    startSession({
      host,
      memory,
      book,
      survey,
      mode: placement === 'page' ? 'link' : 'web',
      startedAt: Date.now(),
      shop: config?.shop ?? '',
      record: config?.record,
    })
  const standsAs = (what: Pick<Shown, 'survey' | 'session' | 'place' | 'again'>, undo: () => void): Shown => {
    const { survey, session, place: spot } = what
    const { model, responseId } = session
    const leaves = (): boolean => {
      if (floating === shown) floating = undefined
      return all.delete(shown)
    }
    const shown: Shown = {
      ...what,
      claims: 0,
      close(dismissed) {
        if (!leaves()) return
        if (dismissed && model.view.value.screen !== 'end') {
          model.dismiss()
          emit('survey.dismissed', { surveyId: survey.id, responseId })
        }
        model.dispose()
        spot.remove(undo)
      },
      putAway() {
        if (!leaves()) return
        kept.set(survey.id, session)
        spot.remove(undo)
      },
    }
    return shown
  }

  const present: AppCore['present'] = async (survey, options, occasion) => {
    const look = { ...config?.look, ...(settings.theme && { theme: settings.theme }) }
    const inside = typeof options.mount === 'string' ? document.querySelector(options.mount) : options.mount
    if (options.mount && !inside) return { shown: false, reason: 'no-mount' }
    const placement = placementOf(survey, options, inside)
    const open = oneBox(all, survey, options, inside)
    if (open) return open
    const before = kept.get(survey.id)
    const again = options.force && before?.model.view.value.screen === 'end' ? undefined : before
    const begun = again !== undefined || (!!inside && hasDraft(memory, survey))
    const [locale, session] = await Promise.all([prepare(facts.locale), again ?? begin(survey, placement)])
    if (!session) return { shown: false, reason: 'not-loaded' }
    const { model, responseId } = session
    const ids = { surveyId: survey.id, responseId }
    // decided at the moment of showing: the address may be another by now, another survey may be open
    // what was begun is gone on with: it is not asked a second time
    if (!options.force && !begun && !isClear(survey, occasion)) {
      const no = await (await loadRest()).refuse(core, survey, occasion)
      if (no) return no
    }
    const modal = placement === 'modal' ? (await loadRest()).makeModal : undefined
    if (scope.done) return { shown: false, reason: 'destroyed' }
    // while this one was loading another call may have come first, or a part of the page gone
    const sooner = oneBox(all, survey, options, inside)
    if (sooner) return sooner
    if (kept.get(survey.id) !== before) return present(survey, options, occasion)
    if (before !== again) before?.model.dispose()
    kept.delete(survey.id)

    // the frank door is offered to everybody alike, except where one stands in it
    const isDoor = survey.pages.some(({ questions }) => questions.some(({ kind }) => kind === 'complaint'))
    const leave = (): void => shown.close(true)
    const spot = place({
      placement,
      inside: inside as HTMLElement | undefined,
      nonce: settings.nonce,
      look,
      direction: directionOf(locale),
      label: textFor(survey.title, facts.locale, survey.defaultLocale),
      asked: options.asked,
      scope: host.newScope(),
      escape: leave,
    })
    const shown = standsAs({ survey, session, place: spot, again: begun }, () => undo())
    all.add(shown)
    if (spot.floats) floating = shown
    modal?.(spot, settings.nonce, leave)
    const undo = renderRun(spot.mount.frame, model, {
      shop: config?.shop ?? '',
      look,
      placement: spot.placement,
      promises: config?.promises ?? {},
      privacyUrl: config?.privacyUrl,
      nonce: settings.nonce,
      locales: survey.locales,
      soon: (draw) => void spot.scope.after(AFTER_PAINT_MS, draw),
      onClose: leave,
      openLink: (url) => withRest((rest) => rest.openLink(url)),
      onComplain: isDoor ? undefined : () => void app.command('complain', []).catch(host.failed),
    })
    if (!again) emit('survey.shown', ids)
    else if (model.locale.value !== facts.locale) model.setLocale(facts.locale)
    scope.after(AFTER_PAINT_MS, () => {
      // the focus makes the browser lay out at once: before the first frame it would make one long task of two
      spot.ready()
      void model.ready()
      withRest((rest) => void scope.after(0, () => rest.afterFirstFrame(core, shown)))
    })
    return claim(shown)
  }

  const core: AppCore = {
    host,
    memory,
    book,
    all,
    kept,
    load,
    present,
    alone,
    occur: (occasion) => app.occur(occasion),
    config: () => config,
    floating: () => floating,
    render: renderRun,
  }
  const commands = async () => (await loadRest()).createCommands(core)
  scope.add(() => {
    for (const shown of all) shown.close()
    for (const { model } of kept.values()) model.dispose()
  })

  /** The one survey that is plainly to be shown now; `undefined`: the rules must be asked, or something waited for. */
  const plainChoice = (known: readonly Survey[], occasion: Occasion): Survey | undefined => {
    const [survey, ...others] = known.filter(({ targeting }) =>
      targeting?.triggers?.some(({ on }) => on === occasion.on),
    )
    return survey && !others.length && !survey.targeting?.delayMs && !pageIsBusy() && isClear(survey, occasion)
      ? survey
      : undefined
  }

  const app: App = {
    async occur(occasion) {
      if (occasion.on === 'purchase' && !isNewPurchase(facts.signs, occasion.from, heard)) return
      const survey = plainChoice(await load(), occasion)
      if (survey) await alone(() => present(survey, { asked: false }, occasion))
      else await (await loadRest()).occurByRules(core, occasion)
    },
    async show(surveyId, options) {
      const survey = (await load()).find(({ id }) => id === surveyId)
      return survey ? present(survey, { ...options, asked: true }) : { shown: false, reason: 'unknown-survey' }
    },
    close: () => floating?.close(true),
    element: async (element) => (await commands()).element(element),
    command: async (name, args) => (await commands()).run(name, args),
  }
  return app
}
