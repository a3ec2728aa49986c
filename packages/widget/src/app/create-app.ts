import type { ConsentChange, ProjectConfig, Survey } from '@frankly/core'
import { cleanLocale } from '@frankly/core/clean'
import { consented } from '@frankly/core/client'
import { completed } from '../contract/complete-settings.ts'
import type { App, Command, LoaderHost } from '../contract/host.ts'
import { languageOf, loadWords, textsFor } from '../i18n/languages.ts'
import { isSeen } from '../page/is-seen.ts'
import { pageIsBusy } from '../page/top-layer.ts'
import { renderRun } from '../screens/render-run.tsx'
import { codeOf } from './code.ts'
import type { AppCore, AppLoaders, Commands, Session, Shown } from './core.ts'
import { noteFact } from './note-fact.ts'
import { createPageClient } from './page-client.ts'
import { present } from './present.ts'

/**
 * The interface's side of one page: core's client decides and saves, this shows. One closure, since all of it is in the
 * chunk of the first question: parts that hand each other objects are bytes before it.
 */
export function createApp(host: LoaderHost, loaders: AppLoaders): App {
  const { facts, scope, alert: plainAlert } = host
  const code = codeOf(loaders, host)
  const settings = completed(host.settings)
  Object.assign(facts, { tags: {}, test: false, locale: settings.locale, consent: settings.consent })
  /** What the client has heard of. */
  const heard: Partial<Pick<LoaderHost['facts'], 'subject' | 'tags' | 'test' | 'touchpoint'>> & { order?: unknown } = {
    tags: facts.tags,
    test: facts.test,
  }
  const queued = facts.queued.splice(0)
  for (const [name, args] of queued) noteFact(facts, name, args)
  facts.locale = cleanLocale(facts.locale) ?? cleanLocale(navigator.language) ?? 'en'
  const all = new Set<Shown>()
  const kept = new Map<string, Session>()
  const floats: Shown[] = []
  /** Ids of the orders that this page was asked about. */
  const asked = new Set<string>()
  const client = createPageClient(host, settings, code, () => floats.at(-1)?.survey.id)
  // a refusal is not queued: it runs as a command at once
  for (const [name, [change]] of queued)
    if (name === 'consent' && change) client.consent = consented(client.consent, change as ConsentChange)
  let config: ProjectConfig | undefined
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

  /** What reads orders: a page without a candidate never needs it. `undefined`: it cannot be fetched now. */
  const reader = () =>
    loaders.orders().catch((cause: unknown) => host.warn('orders cannot be read now; going on without', cause))
  const cleaner = () =>
    loaders.facts().catch((cause: unknown) => host.warn('facts cannot be read now; going on without', cause))
  const isNewVisitor = () => heard.subject !== facts.subject
  const isNewContext = () => (['tags', 'test', 'touchpoint'] as const).some((name) => heard[name] !== facts[name])
  /** Tells the client what the page has said since. */
  const learn = async (): Promise<void> => {
    const { log } = client.platform
    const hasOrders = facts.candidates.length > 0
    const [orders, clean] = await Promise.all([
      hasOrders ? reader() : undefined,
      hasOrders || isNewVisitor() || isNewContext() ? cleaner() : undefined,
    ])
    const { subject, touchpoint, tags, test, locale } = facts
    client.visitor.speak(locale)
    const order = orders?.toldOrder(facts.candidates)
    const isAnother = isNewVisitor()
    if (clean) {
      if (isNewContext()) client.visitor.learn(clean.toldContext({ tags, test, touchpoint }, log))
      if (order && heard.order !== order) client.visitor.learn(clean.toldContext({ order }, log))
      Object.assign(heard, { subject, touchpoint, tags, test, order })
    }
    if (!isAnother) return
    // close what another visitor began
    const left = await client.identify(clean?.toldSubject(subject, log))
    for (const shown of [...all]) if (left.includes(shown.run)) shown.close()
    for (const [id, { run }] of kept) if (left.includes(run)) kept.delete(id)
  }
  const load = async (): Promise<readonly Survey[]> => {
    await learn()
    config = await host.config()
    // what follows would make one long task with the start of this code
    if (config && !client.isReady) await new Promise((go) => setTimeout(go))
    return config ? (await client.known()).surveys : []
  }
  const core: AppCore = {
    host,
    settings,
    client,
    all,
    kept,
    floats,
    afterClose: new Set(),
    afterLocale: new Set(),
    load,
    present: (survey, options, event) => present(core, survey, options, event),
    alone,
    occur: (event) => app.occur(event),
    config: () => config,
    openDoor: (from, order) => void host.attempt(async () => (await commands()).run('door', [order]), from),
    render: renderRun,
    code,
  }
  const commands = async (): Promise<Commands> => {
    const { createCommands } = await code.full.load()
    made ??= createCommands(core)
    return made
  }
  scope.add(() => void client.destroy())
  scope.add(() => {
    for (const shown of all) shown.close()
  })

  loadWords(code.language, facts.locale)
    .then(() => {
      const { notLoaded, retry } = textsFor(facts.locale)
      // the card that replaces it has words of its own
      if (host.alert === plainAlert)
        host.alert = (again, inside) => plainAlert(again, inside, [notLoaded, retry, languageOf(facts.locale)])
    })
    .catch(host.failed)

  const show = async (surveyId: string, options?: object): Promise<unknown> => {
    const survey = (await load()).find(({ id }) => id === surveyId)
    if (survey) return core.present(survey, { ...options, asked: true })
    return client.asking.refuse(surveyId, config ? 'unknown-survey' : 'not-loaded')
  }
  const app: App = {
    watchMoments: async () => (await code.full.load()).watchMoments(core),
    async occur(event, from) {
      if (event.on === 'purchase' && !(await reader())?.isNewPurchase(facts.candidates, from, asked)) return
      await alone(async () => {
        await load()
        const choice = await client.asking.choose(event)
        if (!('survey' in choice)) return
        if (pageIsBusy() || !isSeen()) await (await code.full.load()).waitForMoment(core)
        await core.present(choice.survey, { asked: false }, event)
      })
    },
    close() {
      for (const shown of [...floats].reverse()) shown.leave()
    },
    async command(name, args) {
      const isHeard = noteFact(facts, name as Command, args)
      await learn()
      if (isHeard) return
      if (name === 'show') return show(...(args as Parameters<typeof show>))
      if (name === 'element') return (await commands()).element(args[0] as HTMLElement)
      return (await commands()).run(name, args)
    },
    rawFetch: async (url, init) => (await loaders.rawFetch()).rawFetch(url, init),
  }
  return app
}
