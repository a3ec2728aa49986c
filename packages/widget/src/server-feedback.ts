import type { CompleteSettings } from './contract/complete-settings.ts'
import type { Command } from './contract/host.ts'
import { VERSION } from './contract/version.ts'
import type { Feedback } from './feedback.ts'
import { frontOf } from './loader/install.ts'
import { NOTHING_KEPT } from './state/nothing-kept.ts'

/** The client where there is no page: every command can be called, none does anything. */
export function serverFeedback({ project, locale, consent, storage }: CompleteSettings): Feedback {
  const granted = { feedback: consent ?? 'granted', analytics: 'denied', records: [] } as const
  const not = { shown: false, reason: 'server' } as const
  const answers: { readonly [Name in Command]?: unknown } = {
    show: not,
    complain: not,
    consent: granted,
    status: {
      version: VERSION,
      project,
      isReady: false,
      locale,
      consent: granted,
      storage,
      test: false,
      open: [],
      queue: { ...NOTHING_KEPT, store: 'memory' },
    },
  }
  return frontOf((name) => Promise.resolve(answers[name])) as unknown as Feedback
}
