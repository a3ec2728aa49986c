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
import type { App, Command, LoaderHost } from '../loader/surface.ts'
import { type Place, place } from '../placement/place.ts'
import { prepare, renderRun } from '../screens/index.ts'
import { createDeviceMemory } from '../state/device-memory.ts'
import { createLedgerBook } from '../state/ledger-book.ts'
import { type Session, startSession } from '../state/session.ts'
import type { Placement } from '../state/ui-context.ts'
import type { Occasion } from '../triggers/watch.ts'
import { contextOf, happeningOf, orderOfVisit, visitOf } from './visit.ts'

/** What `show` resolves to. @public */
export type ShowResult = { readonly shown: true } | { readonly shown: false; readonly reason: string }

/** How a survey is to be shown. @public */
export interface ShowOptions {
  /** Element of the page, or a selector of it, to show it in instead of the survey's own placement. */
  readonly mount?: Element | string
  /** Show whatever the rules say. Default `false`. */
  readonly force?: boolean
  /** Default: that of the survey. */
  readonly placement?: Placement
}

interface Shown {
  readonly survey: Survey
  readonly session: Session
  readonly place: Place
  close(dismissed: boolean): void
}

/** Patterns of `matches` rules are an engine of their own; it comes only when a survey has one. */
const noPattern = (): undefined => undefined

/** The interface's side of one page: decides in full, shows, and tells the loader's listeners. */
export function createApp(host: LoaderHost): App {
  const { facts, settings, emit } = host
  const memory = createDeviceMemory(host)
  let config: ProjectConfig | undefined
  let surveys: readonly Survey[] | undefined
  const book = createLedgerBook(memory, () => config?.governor ?? {})
  /** The one that floats above the page; inline ones stand in the page beside it. */
  let floating: Shown | undefined
  const all = new Set<Shown>()

  const load = async (): Promise<readonly Survey[]> => {
    config = await host.config()
    surveys ??= config && [config.surveys].flat().flatMap((survey) => readSurvey(survey, host.warn) ?? [])
    return surveys ?? []
  }
  const visit = (more: Partial<Visit>): Visit =>
    visitOf(host, { ...(floating && { open: floating.survey.id }), ...more })
  const decided = (survey: Survey, more: Partial<Visit>): Decision =>
    decideWith(noPattern, survey, visit(more), { policy: config?.governor ?? {}, ledger: book.read() })

  const suppressed = (surveyId: string, decision: Decision): ShowResult => {
    emit('suppressed', { surveyId, reason: decision.reason, evidence: decision.evidence })
    return { shown: false, reason: decision.reason }
  }

  const present = async (
    survey: Survey,
    options: ShowOptions & { asked: boolean },
    moment: Partial<Visit>,
  ): Promise<ShowResult> => {
    const look = { ...config?.look, ...(settings.theme && { theme: settings.theme }) }
    const locale = await prepare(facts.locale)
    // time has passed: the address may be another, another survey may be open
    const decision = decided(survey, moment)
    if (!decision.show) return suppressed(survey.id, decision)
    if (host.scope.done) return { shown: false, reason: 'destroyed' }

    const inside = typeof options.mount === 'string' ? document.querySelector(options.mount) : options.mount
    if (options.mount && !inside) return { shown: false, reason: 'no-mount' }
    const placement = inside ? 'inline' : (options.placement ?? survey.placement ?? 'popover')
    const session = await startSession(host, memory, {
      survey,
      locale: facts.locale,
      mode: placement === 'page' ? 'link' : 'web',
      context: contextOf(host),
      shop: config?.shop ?? '',
      acted: (event) => {
        if (event.type !== 'answered' && event.type !== 'skipped') return
        book.note({ what: 'answered', surveyId: survey.id, at: Date.now() })
      },
    })
    const { model } = session
    const spot = place({
      placement,
      inside: (inside as HTMLElement | null) ?? undefined,
      nonce: settings.nonce,
      look,
      locale,
      direction: directionOf(locale),
      label: textFor(survey.title, facts.locale, survey.defaultLocale),
      asked: options.asked,
      failed: (cause) => host.warn('stopped at an error', cause),
      escape: () => shown.close(true),
    })
    const undo = renderRun(spot.mount.frame, model, {
      shop: config?.shop ?? '',
      look,
      placement: spot.placement,
      promises: config?.promises ?? {},
      ...(config?.privacyUrl && { privacyUrl: config.privacyUrl }),
      nonce: settings.nonce,
      locales: survey.locales,
      onClose: () => shown.close(true),
      openLink: (url) => openLink(url),
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
          emit('survey.dismissed', { surveyId: survey.id, responseId: session.responseId })
        }
        session.flush()
        undo()
        spot.remove()
      },
    }
    all.add(shown)
    if (placement !== 'inline' && placement !== 'page') floating = shown
    const order = orderOfVisit(facts.signs)
    book.note({
      what: 'shown',
      surveyId: survey.id,
      at: Date.now(),
      ...(order && { order: orderMark(order.orderId) }),
    })
    spot.ready()
    emit('survey.shown', { surveyId: survey.id, responseId: session.responseId })
    return { shown: true }
  }

  const commands: { [Name in Command]?: (...args: never[]) => unknown } = {
    async show(surveyId: string, options: ShowOptions = {}): Promise<ShowResult> {
      const survey = (await load()).find(({ id }) => id === surveyId)
      if (!survey) return { shown: false, reason: 'unknown-survey' }
      const moment: Partial<Visit> = { happening: { on: 'call' }, ...(options.force && { force: true }) }
      const decision = decided(survey, moment)
      return decision.show ? present(survey, { ...options, asked: true }, moment) : suppressed(surveyId, decision)
    },
    close: () => floating?.close(true),
  }

  return {
    async occur(occasion: Occasion) {
      const happening = happeningOf(occasion)
      const known = await load()
      const { survey, decisions } = chooseWith(noPattern, known, visit({ happening }), {
        policy: config?.governor ?? {},
        ledger: book.read(),
      })
      for (const [id, decision] of Object.entries(decisions))
        if (!decision.show && decision.reason !== 'no-trigger') suppressed(id, decision)
      if (!survey) return
      const { delayMs = 0 } = survey.targeting ?? {}
      if (delayMs) await new Promise<void>((go) => void host.scope.after(delayMs, go))
      await present(survey, { asked: false }, { happening })
    },
    element: () => () => undefined,
    command: (name, args) => (commands[name] as ((...args: readonly unknown[]) => unknown) | undefined)?.(...args),
    routed: () => undefined,
  }
}

/** Opens a link of a definition in a new tab; other schemes than these are not links. */
function openLink(url: string): void {
  const { protocol, href } = new URL(url, location.href)
  if (['http:', 'https:', 'mailto:', 'tel:'].includes(protocol)) window.open(href, '_blank', 'noopener,noreferrer')
}
