import type { Feedback } from './feedback.ts'
import { frontOf } from './loader/install.ts'
import type { Settings } from './loader/settings.ts'
import type { Command } from './loader/surface.ts'
import { VERSION } from './loader/version.ts'

/** The client where there is no page: every command can be called, none does anything. */
export function serverFeedback({ project, locale, consent, storage }: Settings): Feedback {
  const not = { shown: false, reason: 'server' } as const
  const answers: { readonly [Name in Command]?: unknown } = {
    show: not,
    complain: not,
    status: {
      version: VERSION,
      project,
      locale,
      consent: consent ?? 'granted',
      storage,
      test: false,
      open: [],
      waiting: 0,
    },
  }
  return frontOf((name) => Promise.resolve(answers[name])) as unknown as Feedback
}
