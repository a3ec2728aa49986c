import type { ResponseContext } from '@frankly/core'
import { createPagePlatform, keepActs, somethingWaits } from '@frankly/core/browser'
import { assembleClient, type ClientCore, type RunParts } from '@frankly/core/client'
import type { CompleteSettings } from '../contract/complete-settings.ts'
import type { LoaderHost } from '../contract/host.ts'
import { afterFrame } from '../page/after-paint.ts'
import type { AppCode } from './core.ts'

/** What the customer holds, as far as a page can tell. */
export function deviceOf(): ResponseContext['device'] {
  const { width, height } = screen
  const short = Math.min(width, height)
  return !matchMedia('(pointer: coarse)').matches ? 'desktop' : short < 600 ? 'phone' : 'tablet'
}

/**
 * Core's client on this page. The code that advances and saves a run is in the full interface; the queue is in the
 * delivery chunk.
 * @param settings - with all defaults in
 * @param open - the survey that floats above the page now
 */
export function createPageClient(
  host: LoaderHost,
  settings: CompleteSettings,
  { full, loaders }: AppCode,
  open: () => string | undefined,
): ClientCore {
  const { facts } = host
  const { project } = settings
  const platform = createPagePlatform({
    storage: settings.storage,
    log: { warn: host.warn },
    journal: { open: async () => (await full.load()).openJournal() },
  })
  let parts: RunParts | undefined
  const consent = facts.consent ?? settings.consent
  return assembleClient(
    {
      project,
      transport: { send: async () => ({ status: 'retry' }) },
      surveys: [],
      config: async () => (await host.config()) ?? Promise.reject(new Error('no configuration')),
      governor: {},
      platform,
      locale: facts.locale,
      mode: settings.mode,
      test: facts.test,
      storage: settings.storage,
      consent: consent === undefined || consent === 'granted' ? 'granted' : 'denied',
      auto: settings.auto,
      saveAfterMs: 400,
      draftDays: 7,
      url: () => location.href,
      device: deviceOf,
      utcOffset: (at) => -new Date(at).getTimezoneOffset(),
      // [L2] only what the shop has signed counts across devices
      contactHistory: async (who) =>
        settings.host && (who.subject?.signature || who.order?.signature)
          ? (await loaders.contactHistory()).askContactHistory(settings, who)
          : undefined,
    },
    {
      emitter: host.emitter,
      open,
      runs: {
        here: (deps) => (parts ??= full.here.peek()?.createRunParts({ project, platform, ...deps })),
        load: async (deps) => (parts ??= (await full.load()).createRunParts({ project, platform, ...deps })),
      },
      queue: async () => (await host.delivery()).queue,
      queueHere: () => host.queueHere,
      mayHavePasses: somethingWaits,
      keepActs: (pass) => keepActs(project, pass, platform),
      door: async () => (await full.load()).makeDoor(facts.locale, (await host.config())?.shop ?? ''),
      async shown(showing) {
        if (!settings.host || !(await host.config())?.countShowings) return
        const url = `${settings.host}/v1/projects/${encodeURIComponent(project)}/impressions`
        const body = JSON.stringify(showing)
        fetch(url, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {})
      },
      isDrawn: true,
      soon: (save) => afterFrame(platform.clock, save),
    },
  )
}
