import type { Locale, StorageMode } from '@frankly/core'
import type { AskingMode, Settings } from './settings.ts'

/** Settings with all defaults in. */
export interface CompleteSettings extends Settings {
  readonly locale: Locale
  readonly storage: StorageMode
  readonly mode: AskingMode
}

/** A word that is not known counts as the most careful one, so that a typo never breaks a page. */
export function completed(settings: Settings): CompleteSettings {
  const { locale, theme, storage, consent, mode } = settings
  return {
    ...settings,
    locale: locale || document.documentElement.lang || navigator.language,
    theme: theme || undefined,
    storage: storage || 'local',
    consent: consent || undefined,
    mode: (['link', 'qr'] as const).find((word) => word === mode) ?? 'web',
  }
}
