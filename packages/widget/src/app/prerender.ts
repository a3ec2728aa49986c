import type { Survey } from '@frankly/core'
import { startRun, viewOf } from '@frankly/core/engine'
import { signal } from '@preact/signals'
import { loadWords } from '../i18n/languages.ts'
import { createMount } from '../mount/mount.ts'
import { idle } from '../page/idle.ts'
import { isFirst } from '../questions/kinds.ts'
import type { RunModel } from '../state/run-model.ts'
import type { AppCore } from './core.ts'
import { lookOf } from './look-of.ts'
import { rehearse } from './rehearse.ts'

const nothing = (): void => undefined

/** The first view of a survey, of which nothing becomes anything. */
function stillModel(survey: Survey, view: ReturnType<typeof viewOf>): RunModel {
  const acts = {
    latest: nothing,
    answer: nothing,
    skip: nothing,
    next: nothing,
    back: nothing,
    more: nothing,
    submit: nothing,
    setLocale: nothing,
  }
  return {
    ...acts,
    latest: () => undefined,
    survey,
    view: signal(view),
    delivery: signal({ is: 'idle' }),
    receipt: signal(undefined),
    locale: signal(view.locale),
    touched: signal(false),
    waits: signal(false),
    retry: nothing,
    attach: async () => undefined,
    written: () => '',
    ready: async () => undefined,
  }
}

/**
 * Draws a survey that waits for its moment once beside the page, step by step in idle moments, and throws the drawing
 * away: when it opens, styles are read and code is compiled already. So it is when the first answer comes.
 */
export async function prerender(core: AppCore, survey: Survey): Promise<void> {
  const { host, config, code, render } = core
  const { settings, facts } = host
  await idle()
  const shop = config()?.shop ?? ''
  const view = viewOf(survey, startRun(survey, { seed: '', locale: facts.locale, now: Date.now() }), { shop })
  if (view.screen !== 'page' || !view.questions.every(({ definition }) => isFirst(definition))) return
  host.prefetch()
  const [look] = await Promise.all([lookOf(core), loadWords(code.language, facts.locale)])
  const { frame } = createMount(settings.nonce, document.createElement('div'))
  frame.dataset['theme'] = 'light'
  await idle()
  if (host.scope.done) return
  const undo = render(
    frame,
    stillModel(survey, view),
    {
      shop,
      look,
      placement: signal('popover'),
      promises: config()?.promises ?? {},
      nonce: settings.nonce,
      locales: survey.locales,
      soon: nothing,
      onClose: nothing,
      onComplain: nothing,
    },
    code,
  )
  undo()
  await rehearse(core, survey)
}
