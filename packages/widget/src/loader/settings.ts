import type { Locale, ProjectKey } from '@frankly/core'

/** How long the device may remember: `none` nothing, `session` this tab, `local` until the customer clears it. @public */
export type StorageMode = 'none' | 'session' | 'local'

/**
 * The customer's word. `denied`: is not asked by itself, and nothing is kept on this device beyond an answer given on
 * purpose. `withdrawn`: the same, and what is unsent is erased.
 * @public
 */
export type Consent = 'granted' | 'denied' | 'withdrawn'

/** Complete settings of one installation, whoever gave them. */
export interface Settings {
  readonly project: ProjectKey
  /** Address of the collector without a slash at the end; empty when a transport is given instead. */
  readonly host: string
  readonly nonce: string
  readonly locale: Locale
  readonly theme?: 'light' | 'dark' | 'auto' | undefined
  readonly storage: StorageMode
  readonly consent?: Consent | undefined
  /** `false`: shows nothing until called. */
  readonly auto: boolean
  /** Name of the page's data layer. */
  readonly dataLayer: string
}

/** Settings of a script tag. Unknown values mean the default, so that a typo never breaks a page. */
export function settingsOf(script: HTMLScriptElement, page: Document): Settings {
  const data = script.dataset
  const pick = <Value extends string>(value: string | undefined, ...known: Value[]): Value | undefined =>
    known.find((one) => one === value)
  return {
    project: data['project'] ?? '',
    host: (data['host'] || new URL(script.src, page.baseURI).origin).replace(/\/+$/, ''),
    nonce: data['nonce'] || script.nonce,
    locale: data['locale'] || page.documentElement.lang || navigator.language,
    theme: pick(data['theme'], 'light', 'dark', 'auto'),
    storage: pick(data['storage'], 'none', 'session') ?? 'local',
    consent: pick(data['consent'], 'granted', 'denied'),
    auto: data['auto'] !== 'false',
    dataLayer: data['dataLayer'] || 'dataLayer',
  }
}
