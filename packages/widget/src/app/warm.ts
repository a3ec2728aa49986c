import { type Survey, startRun, viewOf } from '@frankly/core'
import { signal } from '@preact/signals'
import { loadTexts } from '../i18n/languages.ts'
import { createMount } from '../mount/mount.ts'
import { createRunModel } from '../state/create-run-model.ts'
import { isDrawnFirst } from '../state/session.ts'
import type { AppCore } from './core.ts'
import { lookOf } from './look-of.ts'

const nothing = (): void => undefined

/** The next moment in which the page has nothing to do. */
const idle = (): Promise<unknown> =>
  new Promise((go) => ('requestIdleCallback' in window ? requestIdleCallback(go) : setTimeout(go)))

/**
 * Draws a survey that waits for its moment once beside the page, step by step in idle moments, and throws the drawing
 * away: when it opens, styles are read and code is compiled already.
 */
export async function warm({ host, config, render }: AppCore, survey: Survey): Promise<void> {
  const { settings, facts } = host
  await idle()
  const run = startRun(survey, { seed: '', locale: facts.locale, now: Date.now() })
  const first = viewOf(survey, run, { shop: config()?.shop ?? '' })
  if (!isDrawnFirst(first)) return
  await loadTexts(facts.locale)
  const { frame } = createMount(settings.nonce, document.createElement('div'))
  await idle()
  if (host.scope.done) return
  const model = createRunModel(survey, first, {
    now: Date.now,
    stepper: () => new Promise(nothing),
    failed: nothing,
  })
  const undo = render(frame, model, {
    shop: config()?.shop ?? '',
    look: lookOf(config(), settings),
    placement: signal('popover'),
    promises: config()?.promises ?? {},
    nonce: settings.nonce,
    locales: survey.locales,
    soon: nothing,
    onClose: nothing,
    onComplain: nothing,
  })
  undo()
}
