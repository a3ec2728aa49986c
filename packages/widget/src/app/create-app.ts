import {
  chooseWith,
  type Decision,
  decideWith,
  orderMark,
  type ProjectConfig,
  readSurvey,
  type Survey,
  textFor,
  type Visit,
} from '@frankly/core'
import { directionOf } from '../i18n/languages.ts'
import type { App, LoaderHost } from '../loader/surface.ts'
import { pageIsBusy } from '../mount/top-layer.ts'
import { place } from '../placement/place.ts'
import { prepare, renderRun } from '../screens/index.ts'
import { createDeviceMemory } from '../state/device-memory.ts'
import { createLedgerBook } from '../state/ledger-book.ts'
import { startSession } from '../state/session.ts'
import type { AppCore, Shown, ShowOptions, ShowResult } from './core.ts'
import { openLink } from './open-link.ts'
import { contextOf, happeningOf, orderOfVisit, visitOf } from './visit.ts'

/** Patterns of `matches` rules are an engine of their own; it comes only when a survey has one. */
const noPattern = (): undefined => undefined

/** The interface's side of one page: decides in full, shows, and tells the loader's listeners. */
export function createApp(host: LoaderHost): App {
  const { facts, settings, emit, scope } = host
  const memory = createDeviceMemory(host)
  const all = new Set<Shown>()
  let config: ProjectConfig | undefined
  let surveys: readonly Survey[] | undefined
  let match: (pattern: string, address: string) => boolean | undefined = noPattern
  /** The one that floats above the page; inline ones stand in the page beside it. */
  let floating: Shown | undefined
  /** Being put up: two moments at once must not show two. */
  let coming = false

  const rest = (): Promise<typeof import('../rest.ts')> => import('../rest.ts')
  const book = createLedgerBook(memory, async () => {
    const { keepLedger } = await rest()
    return (ledger, entry) => keepLedger(memory, config?.governor ?? {}, ledger, entry)
  })

  const load = async (): Promise<readonly Survey[]> => {
    config = await host.config()
    if (!config) return []
    surveys ??= [config.surveys].flat().flatMap((survey) => readSurvey(survey, host.warn) ?? [])
    if (match === noPattern && JSON.stringify(surveys).includes('matches"')) match = (await rest()).matchesPattern
    return surveys
  }
  const governor = () => ({ policy: config?.governor ?? {}, ledger: book.read() })
  const visit = (more: Partial<Visit>): Visit =>
    visitOf(host, { ...(floating && { open: floating.survey.id }), ...more })
  const decide = (survey: Survey, more: Partial<Visit>): Decision => decideWith(match, survey, visit(more), governor())

  const suppress = (surveyId: string, { reason, evidence }: Decision): ShowResult => {
    emit('suppressed', { surveyId, reason, evidence })
    return { shown: false, reason }
  }

  const present: AppCore['present'] = async (survey, options, moment) => {
    const shop = config?.shop ?? ''
    const look = { ...config?.look, ...(settings.theme && { theme: settings.theme }) }
    const inside = typeof options.mount === 'string' ? document.querySelector(options.mount) : options.mount
    if (options.mount && !inside) return { shown: false, reason: 'no-mount' }
    const wished = inside ? 'inline' : (options.placement ?? survey.placement ?? 'popover')
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
        context: contextOf(host),
        shop,
        rest,
        answered: () => book.note({ what: 'answered', surveyId: survey.id, at: Date.now() }),
      }),
    ])
    const { model, responseId } = session
    const ids = { surveyId: survey.id, responseId }
    // time has passed: the address may be another, another survey may be open
    const decision = decide(survey, moment)
    if (!decision.show) return suppress(survey.id, decision)
    if (scope.done) return { shown: false, reason: 'destroyed' }

    const spot = place({
      placement,
      inside: inside as HTMLElement | undefined,
      nonce: settings.nonce,
      look,
      locale,
      direction: directionOf(locale),
      label: textFor(survey.title, facts.locale, survey.defaultLocale),
      asked: options.asked,
      failed: (cause) => host.warn('stopped at an error', cause),
      escape: () => shown.close(true),
    })
    // only a click may take the whole window: a trigger or a call out of the blue gives a popover
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
      platform: {
        now: Date.now,
        after: spot.scope.after,
        reducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
      },
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
        undo()
        spot.remove()
      },
    }
    all.add(shown)
    if (placement !== 'inline' && placement !== 'page') floating = shown
    spot.ready()
    emit('survey.shown', ids)
    const order = orderOfVisit(facts.signs)
    const mark = order && { order: orderMark(order.orderId) }
    // the first frame goes before everything else
    scope.after(50, () => {
      book.note({ what: 'shown', surveyId: survey.id, at: Date.now(), ...mark })
      void model.ready()
      void rest().then(({ settle }) => settle(spot))
    })
    return { shown: true }
  }

  const core: AppCore = {
    host,
    memory,
    book,
    all,
    load,
    decide,
    present,
    suppress,
    config: () => config,
    floating: () => floating,
  }
  const commands = async () => (await rest()).createCommands(core)
  scope.add(() => {
    for (const shown of all) shown.close()
  })

  return {
    async occur(occasion) {
      const happening = happeningOf(occasion)
      const known = await load()
      const { survey, decisions } = chooseWith(match, known, visit({ happening }), governor())
      for (const [id, decision] of Object.entries(decisions))
        if (!decision.show && decision.reason !== 'no-trigger') suppress(id, decision)
      if (!survey || coming) return
      coming = true
      try {
        const { delayMs } = survey.targeting ?? {}
        if (pageIsBusy()) await (await rest()).whenPageIsFree(scope)
        if (delayMs) await new Promise<void>((go) => void scope.after(delayMs, go))
        await present(survey, { asked: false }, { happening })
      } finally {
        coming = false
      }
    },
    async show(surveyId: string, options: ShowOptions = {}) {
      const survey = (await load()).find(({ id }) => id === surveyId)
      if (!survey) return { shown: false, reason: 'unknown-survey' }
      const moment: Partial<Visit> = { happening: { on: 'call' }, ...(options.force && { force: true }) }
      return present(survey, { ...options, asked: true }, moment)
    },
    close: () => floating?.close(true),
    element(element) {
      let gone = false
      let undo: (() => void) | undefined
      void commands().then(async ({ element: render }) => {
        undo = await render(element)
        if (gone) undo()
      })
      return () => {
        gone = true
        undo?.()
      }
    },
    command: async (name, args) => (await commands()).run(name, args),
  }
}
