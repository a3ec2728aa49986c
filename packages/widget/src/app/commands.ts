import { type ComplaintCategory, explain, type Survey } from '@frankly/core'
import { makeDoor } from '../door/index.ts'
import { cardLanguage } from '../i18n/in-language.ts'
import { loadTexts, textsFor } from '../i18n/languages.ts'
import type { Command } from '../loader/surface.ts'
import { VERSION } from '../loader/version.ts'
import { lookCss } from '../look/look.ts'
import { putTab } from '../placement/tab.ts'
import { styles } from '../screens/styles.ts'
import { sessionStart } from '../state/keep-ledger.ts'
import type { AppCore, ShowResult } from './core.ts'
import { lookOf } from './look-of.ts'
import { ledgerOf } from './standing.ts'
import { happeningOf, visitOf } from './visit.ts'

/** Answers that a complaint may begin with. @public */
export interface Prefill {
  readonly text?: string
  readonly category?: ComplaintCategory
}

/** The commands that are seldom called, and the custom elements. */
export interface Commands {
  run(name: Command | 'tab' | 'debug', args: readonly unknown[]): unknown
  element(element: HTMLElement): Promise<() => void>
}

/** Made once for each call that needs it: all state is in the core. */
export function createCommands(core: AppCore): Commands {
  const { host, memory, book } = core
  const { facts, settings } = host

  const door = async (): Promise<Survey> => {
    const surveys = await core.load()
    const { surveyId } = core.config()?.door ?? {}
    const own = surveys.find(({ id }) => id === surveyId)
    if (own) return own
    return makeDoor(facts.locale, core.config()?.shop ?? '')
  }

  const complain = async (prefill: Prefill = {}, mount?: Element): Promise<ShowResult> => {
    const survey = await door()
    core.floating()?.close()
    const placement = survey.placement === 'modal' && !navigator.userActivation?.isActive ? 'popover' : survey.placement
    const result = await core.present(survey, {
      asked: mount === undefined,
      force: true,
      ...(mount && { mount }),
      ...(placement && { placement }),
    })
    const shown = [...core.all].find((each) => each.survey === survey)
    const block = survey.pages.flatMap((page) => page.questions).find(({ kind }) => kind === 'complaint')
    if (shown && block && prefill.text) {
      const { category } = prefill
      shown.session.model.answer(block.id, {
        kind: 'complaint',
        text: `${prefill.text}`,
        ...(category && { category }),
      })
    }
    return result
  }

  const forget = (): void => {
    for (const { model } of core.kept.values()) model.dispose()
    core.kept.clear()
    memory.clear()
  }

  const commands: Partial<Record<Command | 'tab' | 'debug', (...args: never[]) => unknown>> = {
    complain,
    async explain(surveyId?: string, when?: Parameters<typeof happeningOf>[0]) {
      const surveys = await core.load()
      const policy = core.config()?.governor ?? {}
      const happening = when ? happeningOf(when) : ({ on: 'call' } as const)
      return explain(
        surveys,
        visitOf(host, { happening, sessionStart: sessionStart(memory, facts.startedAt, false) }),
        { policy, ledger: await ledgerOf(core) },
        surveyId,
      )
    },
    async status() {
      await core.load()
      return {
        version: VERSION,
        project: settings.project,
        locale: facts.locale,
        consent: facts.consent ?? 'granted',
        storage: settings.storage,
        test: facts.test,
        open: [...core.all].map(({ survey }) => survey.id),
        waiting: (await host.waits()) ? await (await host.delivery()).waiting() : 0,
      }
    },
    async consent(word: string) {
      if (word === 'granted') return word
      forget()
      if (word === 'withdrawn') await (await host.delivery()).forget()
      return word
    },
    locale(tag: string) {
      for (const { session } of core.all) session.model.setLocale(tag)
    },
    async flush() {
      await (await host.delivery()).flush()
    },
    reset() {
      for (const shown of core.all) shown.close()
      forget()
      book.clear()
      facts.subject = undefined
      facts.tags = {}
      facts.signs.length = 0
    },
    async tab() {
      await loadTexts(facts.locale)
      const look = lookOf(core.config(), settings)
      putTab(host.scope, {
        nonce: settings.nonce,
        // the question alone fits a tab: what stands before its question mark
        label: /^[^?？؟;]+[?？؟;]?/.exec(textsFor(facts.locale).door)![0],
        css: lookCss(look) + styles,
        corner: look.corner ?? 'end',
        lang: cardLanguage(facts.locale),
        open: () => void complain(),
      })
    },
    debug: async () => (await import('./debug-panel.ts')).showPanel(core, run),
  }

  function run(name: Command | 'tab' | 'debug', args: readonly unknown[]): unknown {
    return (commands[name] as ((...args: readonly unknown[]) => unknown) | undefined)?.(...args)
  }

  const elements: Record<string, (element: HTMLElement) => Promise<unknown>> = {
    'frankly-door': (element) => complain({}, element),
    async 'frankly-survey'(element) {
      const id = element.getAttribute('survey')
      const survey = (await core.load()).find((each) => each.id === id)
      if (!survey) return host.warn(`<frankly-survey survey="${id}">: no such survey in this project`)
      // the shop put it there: rules and caps are for what comes by itself, but nobody is asked twice
      if (book.read()?.surveys[survey.id]?.answered && !survey.targeting?.alwaysOpen) return
      const placement = element.getAttribute('placement') === 'page' ? 'page' : 'inline'
      return core.present(survey, { asked: false, force: true, mount: element, placement })
    },
  }

  return {
    run,
    async element(element) {
      await elements[element.localName]?.(element)
      return () => {
        for (const shown of core.all) if (shown.place.mount.host === element) shown.close()
      }
    },
  }
}
