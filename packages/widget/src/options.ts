import {
  type FeedbackConsent,
  FeedbackError,
  type Locale,
  type ProjectConfig,
  type StorageMode,
  type Transport,
} from '@frankly/core'
import { type LookConfig, READY_LOOKS, type ReadyLook, THEMES } from '@frankly/core/wire'
import type { CompleteSettings } from './contract/complete-settings.ts'
import type { AskingMode } from './contract/settings.ts'

/** Options of {@link createFeedback}. @public */
export interface FeedbackOptions {
  /** Public key of the project. */
  readonly project: string
  /**
   * Address of the collector, for example `https://feedback.example.com`. May be left out when both `config` and
   * `transport` are given.
   */
  readonly host?: string
  /** Surveys and rules from your own code instead of the collector's `/config`. Then nothing is fetched. */
  readonly config?: ProjectConfig
  /** Where answers go instead of the collector. Any adapter. */
  readonly transport?: Transport
  /** BCP 47 tag. Default: `lang` of the page, else the browser's language. */
  readonly locale?: Locale
  /** Default `auto`, or what the configuration says. */
  readonly theme?: LookConfig['theme']
  /** A ready look by its name, or more; it comes before what the configuration says, field by field. */
  readonly look?: ReadyLook | LookConfig
  /** How long the device may remember what was asked. Default `local`. */
  readonly storage?: StorageMode
  /** Default `granted`: see the guide on consent. */
  readonly consent?: FeedbackConsent
  /** How the customer came to the questions, stored with each answer. Default `web`: on a page of the shop. */
  readonly mode?: AskingMode
  /** `false`: nothing is shown until it is called. Default `true`. */
  readonly auto?: boolean
  /** CSP nonce of the page, for browsers without constructable style sheets. */
  readonly nonce?: string
  /** Name of the data layer to read purchases from. Default `dataLayer`. */
  readonly dataLayer?: string
}

/** What is wrong with a look, if anything. */
function faultOfLook(look: ReadyLook | LookConfig): { path: string; found: unknown; wanted: string } | undefined {
  const { name, theme } = typeof look === 'string' ? ({ name: look } as LookConfig) : look
  if (name !== undefined && !READY_LOOKS.includes(name))
    return { path: 'look', found: name, wanted: READY_LOOKS.join(', ') }
  if (theme !== undefined && !THEMES.includes(theme))
    return { path: 'look.theme', found: theme, wanted: THEMES.join(', ') }
  return
}

const ONE_OF = {
  theme: THEMES,
  storage: ['none', 'session', 'local'],
  consent: ['granted', 'denied', 'withdrawn'],
  mode: ['web', 'link', 'qr'],
} as const

/** Of the page; a server has none, and newer ones have a `navigator` that speaks of the machine. */
const pageLocale = (): Locale =>
  typeof document === 'undefined' ? 'en' : document.documentElement.lang || navigator.language

/**
 * Options with all defaults in.
 * @throws FeedbackError `option-invalid`
 */
export function resolveOptions(options: FeedbackOptions): CompleteSettings {
  const { project, host = '' } = options
  const wrong = (path: string, wanted: string): FeedbackError =>
    new FeedbackError('option-invalid', { path, found: (options as unknown as Record<string, unknown>)[path], wanted })
  if (typeof project !== 'string' || !project) throw wrong('project', 'the public key of a project')
  if (host ? !/^https?:\/\/./.test(host) : !options.config || !options.transport)
    throw wrong('host', 'an http(s) address, unless config and transport are given')
  for (const [path, words] of Object.entries(ONE_OF)) {
    const found = options[path as keyof typeof ONE_OF]
    if (found !== undefined && !(words as readonly string[]).includes(found)) throw wrong(path, words.join(', '))
  }
  const fault = options.look !== undefined && faultOfLook(options.look)
  if (fault) throw new FeedbackError('option-invalid', fault)
  return {
    project,
    host: host.replace(/\/+$/, ''),
    nonce: options.nonce ?? '',
    locale: options.locale ?? pageLocale(),
    theme: options.theme,
    look: options.look,
    storage: options.storage ?? 'local',
    consent: options.consent,
    mode: options.mode ?? 'web',
    auto: options.auto ?? true,
    dataLayer: options.dataLayer ?? 'dataLayer',
  }
}
