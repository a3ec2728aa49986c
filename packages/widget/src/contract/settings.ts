import type { FeedbackConsent, Locale, ProjectKey, StorageMode } from '@frankly/core'
import type { LookConfig, ReadyLook } from '@frankly/core/wire'

/** How the customer came to the questions: on a page of the shop, by a link, by a printed code. @public */
export type AskingMode = 'web' | 'link' | 'qr'

/** Settings of one installation, of a script tag or of `createFeedback`. Optional ones get their defaults later (`completed`). */
export interface Settings {
  readonly project: ProjectKey
  /** Address of the collector without a slash at the end; empty when a transport is given instead. */
  readonly host: string
  readonly nonce: string
  /** `false`: shows nothing until called. */
  readonly auto: boolean
  /** Name of the page's data layer. */
  readonly dataLayer: string
  readonly locale?: Locale | undefined
  readonly theme?: LookConfig['theme'] | undefined
  /** A ready look by its name, or more. */
  readonly look?: ReadyLook | LookConfig | undefined
  readonly storage?: StorageMode | undefined
  readonly consent?: FeedbackConsent | undefined
  readonly mode?: AskingMode | undefined
}

/**
 * Settings of a script tag: from its `data-*` attributes, else from the query of its address (`?project=pk_demo`), since a
 * tag manager may strip attributes. Words are taken as they stand: `completed` reads them, where the interface is.
 */
export function settingsOf({ dataset, src, nonce }: HTMLScriptElement): Settings {
  // pages have functions of their own called URL
  const { origin, search } = Object.assign(document.createElement('a'), { href: src || 'about:blank' })
  const given: Record<string, string> = Object.fromEntries(new URLSearchParams(search))
  for (const [name, value] of Object.entries(dataset)) if (value) given[name] = value
  return {
    project: '',
    ...given,
    host: (given['host'] || origin).replace(/\/+$/, ''),
    nonce: given['nonce'] || nonce,
    auto: given['auto'] !== 'false',
    dataLayer: given['dataLayer'] || 'dataLayer',
  }
}
