import { type ComplaintCategory, cleanLocale, explain, type Happening, type Survey } from '@frankly/core'
import { makeDoor } from '../door/index.ts'
import type { Command } from '../loader/surface.ts'
import { VERSION } from '../loader/version.ts'
import { sessionSince } from '../state/session-since.ts'
import type { AppCore, ShowResult } from './core.ts'
import { governorOf } from './decide-now.ts'
import { putDoorButton } from './door-buttons.ts'
import { createElements } from './elements.ts'
import { sayTrouble } from './say-trouble.ts'
import { ledgerOf } from './standing.ts'
import { visitOf } from './visit.ts'

/** Answers that a complaint may begin with. @public */
export interface Prefill {
  readonly text?: string
  readonly category?: ComplaintCategory
}

/** The commands that are seldom called, and the custom elements. */
export interface Commands {
  run(name: Command | 'tab' | 'debug' | 'door', args: readonly unknown[]): unknown
  /** Makes a custom element what it has to be now. */
  element(element: HTMLElement): Promise<unknown>
}

/** Made once for each page. */
export function createCommands(core: AppCore): Commands {
  const { host, memory, book } = core
  const { facts, settings } = host
  const elements = createElements(core)
  // from now on trouble is told in the look of the rest
  host.say = (again, inside) => sayTrouble(core, again, inside)

  const door = async (): Promise<Survey> => {
    const surveys = await core.load()
    const { surveyId } = core.config()?.door ?? {}
    const own = surveys.find(({ id }) => id === surveyId)
    if (own) return own
    return makeDoor(facts.locale, core.config()?.shop ?? '')
  }

  const complain = async (prefill: Prefill = {}, byCustomer?: boolean): Promise<ShowResult> => {
    const survey = await door()
    const result = await core.present(survey, { asked: true, force: true, ...(byCustomer && { byCustomer }) })
    const shown = [...core.all].find((each) => each.survey.id === survey.id)
    const block = survey.pages.flatMap((page) => page.questions).find(({ kind }) => kind === 'complaint')
    if (shown && block && prefill.text && !shown.session.model.touched.value) {
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

  const commands: Partial<Record<Command | 'tab' | 'debug' | 'door', (...args: never[]) => unknown>> = {
    complain,
    door: () => complain({}, true),
    async explain(surveyId?: string, happening: Happening = { on: 'call' }) {
      const surveys = await core.load()
      return explain(
        surveys,
        visitOf(host, { happening, sessionStart: sessionSince(memory, facts.startedAt, false) }),
        governorOf(core, await ledgerOf(core)),
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
      facts.locale = cleanLocale(tag) ?? cleanLocale(settings.locale) ?? 'en'
      for (const { session } of core.all) session.model.setLocale(facts.locale)
      for (const run of core.afterLocale) run()
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
      elements.again()
    },
    async tab() {
      const { dispose } = await putDoorButton(core)
      host.scope.add(dispose)
    },
    debug: async () => (await import('./debug-panel.ts')).showPanel(core, run),
  }

  function run(name: Command | 'tab' | 'debug' | 'door', args: readonly unknown[]): unknown {
    return (commands[name] as ((...args: readonly unknown[]) => unknown) | undefined)?.(...args)
  }

  return { run, element: elements.look }
}
