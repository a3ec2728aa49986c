import type { FeedbackConsent, Locale, ProjectKey, StorageMode } from '@frankly/core'

/** How the customer came to the questions: on a page of the shop, by a link, by a printed code. @public */
export type AskingMode = 'web' | 'link' | 'qr'

/** Complete settings of one installation, whoever gave them. */
export interface Settings {
  readonly project: ProjectKey
  /** Address of the collector without a slash at the end; empty when a transport is given instead. */
  readonly host: string
  readonly nonce: string
  readonly locale: Locale
  readonly theme?: 'light' | 'dark' | 'auto' | undefined
  readonly storage: StorageMode
  readonly consent?: FeedbackConsent | undefined
  /** Stored with each answer. */
  readonly mode: AskingMode
  /** `false`: shows nothing until called. */
  readonly auto: boolean
  /** Name of the page's data layer. */
  readonly dataLayer: string
}

/**
 * Settings of a script tag: from its `data-*` attributes, else from the query of its address (`?project=pk_demo`), since a
 * tag manager may strip attributes. A word that is not known counts as the most careful one, so that a typo never breaks
 * a page.
 */
export function settingsOf({ dataset: data, src, nonce }: HTMLScriptElement): Settings {
  // pages have functions of their own called URL
  const { origin, search } = Object.assign(document.createElement('a'), { href: src || 'about:blank' })
  const searchParams = new URLSearchParams(search)
  const given = (name: string): string => data[name] || searchParams.get(name) || ''
  return {
    project: given('project'),
    host: (given('host') || origin).replace(/\/+$/, ''),
    nonce: data['nonce'] || nonce,
    locale: given('locale') || document.documentElement.lang || navigator.language,
    theme: (given('theme') || undefined) as Settings['theme'],
    storage: (given('storage') || 'local') as StorageMode,
    consent: (given('consent') || undefined) as Settings['consent'],
    mode: (['link', 'qr'] as const).find((word) => word === given('mode')) ?? 'web',
    auto: given('auto') !== 'false',
    dataLayer: given('dataLayer') || 'dataLayer',
  }
}
