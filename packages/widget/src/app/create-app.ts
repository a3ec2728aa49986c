import { cleanLocale, type ProjectConfig, readSurvey, type Survey } from '@frankly/core'
import { languageOf, loadTexts, textsFor } from '../i18n/languages.ts'
import { loadRest } from '../load-rest.ts'
import type { App, Command, LoaderHost } from '../loader/surface.ts'
import { untouchedFetch } from '../loader/untouched-fetch.ts'
import { pageIsBusy } from '../mount/top-layer.ts'
import { renderRun } from '../screens/index.ts'
import { createDeviceMemory } from '../state/device-memory.ts'
import { createLedgerBook } from '../state/ledger-book.ts'
import type { Session } from '../state/session-start.ts'
import { isNewPurchase } from '../triggers/order-of-visit.ts'
import { isSeen } from '../triggers/when-seen.ts'
import type { Commands } from './commands.ts'
import type { AppCore, Shown } from './core.ts'
import { chooseNow } from './decide-now.ts'
import { heed } from './heed.ts'
import { present } from './present.ts'

/** The interface's side of one page: decides, shows, and tells the loader's listeners. */
export function createApp(host: LoaderHost): App {
  const { facts, scope } = host
  for (const [name, args] of facts.told.splice(0)) heed(facts, name, args)
  facts.locale = cleanLocale(facts.locale) ?? cleanLocale(navigator.language) ?? 'en'
  const memory = createDeviceMemory(host)
  const all = new Set<Shown>()
  const kept = new Map<string, Session>()
  let config: ProjectConfig | undefined
  let surveys: readonly Survey[] | undefined
  /** Ids of the orders that this page was asked about. */
  const heard = new Set<string>()
  let made: Commands | undefined
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
  const core: AppCore = {
    host,
    memory,
    book,
    all,
    kept,
    floats: [],
    afterClose: new Set(),
    afterLocale: new Set(),
    load,
    present: (survey, options, happening) => present(core, survey, options, happening),
    alone,
    occur: (occasion) => app.occur(occasion),
    config: () => config,
    openDoor: (from) => void host.attempt(async () => (await commands()).run('door', []), from),
    render: renderRun,
  }
  const commands = async (): Promise<Commands> => {
    const { createCommands } = await loadRest()
    made ??= createCommands(core)
    return made
  }
  scope.add(() => {
    for (const shown of all) shown.close()
    for (const { model } of kept.values()) model.dispose()
  })

  loadTexts(facts.locale)
    .then(() => {
      const { notLoaded, retry } = textsFor(facts.locale)
      host.trouble = [notLoaded, retry, languageOf(facts.locale)]
    })
    .catch(host.failed)

  const show = async (surveyId: string, options?: object): Promise<unknown> => {
    const survey = (await load()).find(({ id }) => id === surveyId)
    if (survey) return core.present(survey, { ...options, asked: true })
    return { shown: false, reason: config ? 'unknown-survey' : 'not-loaded' }
  }
  const app: App = {
    async occur(occasion) {
      if (occasion.on === 'sense') return (await loadRest()).watchMoments(core)
      if (occasion.on === 'purchase' && !isNewPurchase(facts.signs, occasion.from, heard)) return
      await alone(async () => {
        const survey = await chooseNow(core, await load(), occasion)
        if (!survey) return
        const { delayMs } = survey.targeting ?? {}
        if (delayMs || pageIsBusy() || !isSeen()) await (await loadRest()).waitForMoment(core, delayMs)
        await core.present(survey, { asked: false }, occasion)
      })
    },
    close() {
      for (const shown of [...core.floats].reverse()) shown.leave()
    },
    async command(name, args) {
      if (name === 'show') return show(...(args as Parameters<typeof show>))
      if (name === 'element') return (await commands()).element(args[0] as HTMLElement)
      return heed(facts, name as Command, args) ? undefined : (await commands()).run(name, args)
    },
    ask: untouchedFetch,
  }
  return app
}
