import type { ConsentChange, OrderContext, TriggerEvent } from '@frankly/core'
import { somethingWaits } from '@frankly/core/browser'
import { cleanLocale } from '@frankly/core/clean'
import { changeConsent, prefill, prefilledOrder, resetClient } from '@frankly/core/client'
import { explain } from '@frankly/core/targeting'
import type { Command } from '../contract/host.ts'
import { VERSION } from '../contract/version.ts'
import { forgetPhotos } from '../delivery/has-photos.ts'
import { NOTHING_KEPT } from '../state/nothing-kept.ts'
import type { AppCore, Commands, ShowResult } from './core.ts'
import { putDoorButton } from './door-buttons.ts'
import { createElements } from './elements.ts'
import { showTroubleCard } from './trouble-card.ts'

/** Made once for each page. A list of the commands, each of a few lines. */
export function createCommands(core: AppCore): Commands {
  const { host, client, settings } = core
  const { facts } = host
  const elements = createElements(core)
  // from now on errors are shown on a card in the look of the project
  host.alert = (again, inside) => showTroubleCard(core, again, inside)

  const complain = async (given?: unknown, byCustomer?: boolean): Promise<ShowResult> => {
    await core.load()
    const order = prefilledOrder(given, client.platform.log)
    const survey = await client.door()
    const result = await core.present(survey, {
      asked: true,
      force: true,
      ...(byCustomer && { byCustomer }),
      ...(order && { order }),
    })
    if (result.shown) prefill(result.run, survey, given)
    return result
  }

  const forget = (): void => {
    for (const shown of core.all) shown.close()
    core.kept.clear()
  }

  const commands: Partial<Record<Command | 'tab' | 'debug' | 'door', (...args: never[]) => unknown>> = {
    complain,
    door: (order?: OrderContext) => complain({ order }, true),
    async explain(surveyId?: string, event: TriggerEvent = { on: 'call' }) {
      const surveys = await core.load()
      const { visit, governor } = await client.asking.moment(event)
      return explain(surveys, visit, governor, surveyId)
    },
    async status() {
      await core.load()
      const { visitor, consent, isReady } = client
      const { subject, locale, isTest } = visitor
      return {
        version: VERSION,
        project: settings.project,
        isReady,
        test: isTest,
        storage: settings.storage,
        consent,
        locale,
        open: [...core.all].map(({ survey }) => survey.id),
        ...(subject && { subject }),
        queue: (await somethingWaits()) ? await (await client.queue()).status() : NOTHING_KEPT,
      }
    },
    async consent(change: ConsentChange) {
      const state = await changeConsent(client, change)
      // an end screen says that the answer was withdrawn; surveys that are not finished close
      if (state.feedback !== 'withdrawn') return state
      await forgetPhotos()
      for (const shown of [...core.all]) if (shown.model.view.value.screen !== 'end') shown.close()
      return state
    },
    locale(tag: string) {
      facts.locale = cleanLocale(tag) ?? cleanLocale(settings.locale) ?? 'en'
      client.visitor.speak(facts.locale)
      for (const { model } of core.all) model.setLocale(facts.locale)
      for (const run of core.afterLocale) run()
    },
    async flush() {
      await client.runs.settle()
      return (await client.queue()).flush()
    },
    async reset() {
      forget()
      facts.subject = undefined
      facts.tags = {}
      facts.candidates.length = 0
      await resetClient(client)
      await forgetPhotos()
      elements.again()
    },
    async tab() {
      const { dispose } = await putDoorButton(core)
      host.scope.add(dispose)
    },
    debug: async () => (await core.code.loaders.debugPanel()).showPanel(core, run),
  }

  function run(name: Command | 'tab' | 'debug' | 'door', args: readonly unknown[]): unknown {
    return (commands[name] as ((...args: readonly unknown[]) => unknown) | undefined)?.(...args)
  }

  return { run, element: elements.look }
}
