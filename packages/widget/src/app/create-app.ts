import { type Decision, type ProjectConfig, readSurvey, type Survey, textFor } from '@frankly/core'
import { directionOf } from '../i18n/languages.ts'
import type { App, LoaderHost } from '../loader/surface.ts'
import { pageIsBusy } from '../mount/top-layer.ts'
import { place } from '../placement/place.ts'
import { prepare, renderRun } from '../screens/index.ts'
import { createDeviceMemory } from '../state/device-memory.ts'
import { createLedgerBook } from '../state/ledger-book.ts'
import { startSession } from '../state/session.ts'
import type { Occasion } from '../triggers/watch.ts'
import type { AppCore, Shown, ShowResult } from './core.ts'
import { openLink } from './open-link.ts'
import { quickYes } from './quick-yes.ts'

/** After the first frame, ms: whatever the first question does not need. */
const AFTER_FIRST_FRAME_MS = 50

/** The interface's side of one page: decides, shows, and tells the loader's listeners. */
export function createApp(host: LoaderHost): App {
  const { facts, settings, emit, scope } = host
  const memory = createDeviceMemory(host)
  const all = new Set<Shown>()
  let config: ProjectConfig | undefined
  let surveys: readonly Survey[] | undefined
  /** The one that floats above the page; inline ones stand in the page beside it. */
  let floating: Shown | undefined
  /** Being put up: two moments at once must not show two. */
  let coming = false

  const failed = (cause: unknown): void => host.warn('stopped at an error', cause)
  const rest = (): Promise<typeof import('../rest.ts')> => import('../rest.ts')
  const book = createLedgerBook(memory, async () => {
    const { keepLedger } = await rest()
    return (ledger, entry) => keepLedger(memory, config?.governor ?? {}, ledger, entry)
  })
  const load = async (): Promise<readonly Survey[]> => {
    config = await host.config()
    if (!config) return []
    surveys ??= [config.surveys].flat().flatMap((survey) => readSurvey(survey, host.warn) ?? [])
    return surveys
  }
  const suppress = (surveyId: string, { reason, evidence }: Decision): ShowResult => {
    emit('suppressed', { surveyId, reason, evidence })
    return { shown: false, reason }
  }
  const isClear = (survey: Survey, occasion: Occasion | undefined): boolean =>
    quickYes(survey, occasion, {
      policy: config?.governor ?? {},
      ledger: book.read(),
      refused: (facts.consent ?? 'granted') !== 'granted',
      open: floating !== undefined,
    })

  const present: AppCore['present'] = async (survey, options, occasion) => {
    const shop = config?.shop ?? ''
    const look = { ...config?.look, ...(settings.theme && { theme: settings.theme }) }
    const inside = typeof options.mount === 'string' ? document.querySelector(options.mount) : options.mount
    if (options.mount && !inside) return { shown: false, reason: 'no-mount' }
    const wished = options.placement ?? (inside ? 'inline' : (survey.placement ?? 'popover'))
    // only a click may take the whole window: a trigger, or a call out of the blue, gives a popover
    const clicked = options.asked && navigator.userActivation?.isActive
    const placement = wished === 'tab' || (wished === 'modal' && !clicked) ? 'popover' : wished
    const [locale, session] = await Promise.all([
      prepare(facts.locale),
      startSession({
        host,
        memory,
        survey,
        locale: facts.locale,
        mode: placement === 'page' ? 'link' : 'web',
        startedAt: Date.now(),
        shop,
        rest,
        answered: () => book.note({ what: 'answered', surveyId: survey.id, at: Date.now() }),
      }),
    ])
    const { model, responseId } = session
    const ids = { surveyId: survey.id, responseId }
    // decided at the moment of showing: the address may be another by now, another survey may be open
    if (!options.force && !isClear(survey, occasion)) {
      const decision = (await rest()).decideNow(core, survey, occasion)
      if (!decision.show) return suppress(survey.id, decision)
    }
    if (scope.done) return { shown: false, reason: 'destroyed' }

    // the frank door is offered to everybody alike, except where one stands in it
    const isDoor = survey.pages.some(({ questions }) => questions.some(({ kind }) => kind === 'complaint'))
    const spot = place({
      placement,
      inside: inside as HTMLElement | undefined,
      nonce: settings.nonce,
      look,
      locale,
      direction: directionOf(locale),
      label: textFor(survey.title, facts.locale, survey.defaultLocale),
      asked: options.asked,
      failed,
      escape: () => shown.close(true),
    })
    const shown: Shown = {
      survey,
      session,
      place: spot,
      close(dismissed) {
        if (!all.delete(shown)) return
        if (floating === shown) floating = undefined
        if (dismissed && model.view.peek().screen !== 'end') {
          model.dismiss()
          book.note({ what: 'dismissed', surveyId: survey.id, at: Date.now() })
          emit('survey.dismissed', ids)
        }
        model.dispose()
        spot.remove(undo)
      },
    }
    all.add(shown)
    if (spot.floats) floating = shown
    if (placement === 'modal') (await rest()).makeModal(spot, () => shown.close(true))
    const undo = renderRun(spot.mount.frame, model, {
      shop,
      look,
      placement: spot.placement,
      promises: config?.promises ?? {},
      ...(config?.privacyUrl && { privacyUrl: config.privacyUrl }),
      nonce: settings.nonce,
      locales: survey.locales,
      onClose: () => shown.close(true),
      openLink,
      ...(!isDoor && { onComplain: () => void app.command('complain', []) }),
      platform: {
        now: Date.now,
        after: spot.scope.after,
        reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
      },
    })
    spot.ready()
    emit('survey.shown', ids)
    scope.after(AFTER_FIRST_FRAME_MS, async () => {
      void model.ready()
      const { orderMark, orderOfVisit, settle } = await rest()
      settle(spot)
      const order = orderOfVisit(facts.signs)
      const mark = order && { order: orderMark(order.orderId) }
      book.note({ what: 'shown', surveyId: survey.id, at: Date.now(), ...mark })
    })
    return { shown: true }
  }

  const core: AppCore = {
    host,
    memory,
    book,
    all,
    load,
    present,
    suppress,
    config: () => config,
    floating: () => floating,
  }
  const commands = async () => (await rest()).createCommands(core)
  scope.add(() => {
    for (const shown of all) shown.close()
  })

  /** The one survey that is plainly to be shown; `undefined`: the rules must be asked. */
  const plainChoice = (known: readonly Survey[], occasion: Occasion): Survey | undefined => {
    const near = known.filter(({ targeting }) => targeting?.triggers?.some(({ on }) => on === occasion.on))
    return near.length === 1 && isClear(near[0]!, occasion) ? near[0] : undefined
  }

  const app: App = {
    async occur(occasion) {
      const known = await load()
      if (occasion.on === 'sense') {
        const triggers = known.flatMap(({ targeting }) => targeting?.triggers ?? [])
        return (await rest()).sense(scope, triggers, (met) => void app.occur(met).catch(failed))
      }
      if (coming) return
      coming = true
      try {
        const survey = plainChoice(known, occasion) ?? (await rest()).chooseNow(core, known, occasion)
        if (!survey) return
        const { delayMs } = survey.targeting ?? {}
        if (delayMs) await new Promise<void>((go) => void scope.after(delayMs, go))
        if (pageIsBusy()) await (await rest()).whenPageIsFree(scope)
        await present(survey, { asked: false }, occasion)
      } finally {
        coming = false
      }
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
