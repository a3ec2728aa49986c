import type { RecordedFact } from '../model/recorded-context.ts'
import type { Survey } from '../model/survey.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'

/** Body of `GET /v1/projects/{key}/config`: all that the widget needs to decide and to show. @public */
export interface ProjectConfig {
  readonly project: string
  /** Name of the shop for `{shop}` in texts. */
  readonly shop: string
  readonly surveys: readonly Survey[]
  readonly governor: GovernorPolicy
  readonly door?: DoorConfig
  readonly look?: LookConfig
  /** What the shop promises; copy may state only what stands here. */
  readonly promises?: {
    readonly personReads?: boolean
    readonly answerWithinHours?: number
    readonly noCookies?: boolean
  }
  readonly privacyUrl?: string
  /** What is recorded of the occasion beyond the narrow default. Default: nothing. */
  readonly record?: readonly RecordedFact[]
  /** By survey id: quotas that are full. */
  readonly fullQuotas?: Readonly<Record<string, readonly string[]>>
}

/** The door marked "something went wrong?". @public */
export interface DoorConfig {
  /** Default `tab` shows a side tab on touchpoints where the shop wants it; `none`: only by element or call. */
  readonly show?: 'tab' | 'none'
  readonly surveyId?: string
}

/** Look of the interface; all optional. @public */
export interface LookConfig {
  readonly theme?: 'light' | 'dark' | 'auto'
  readonly brand?: string
  readonly radius?: number
  readonly inheritFont?: boolean
  readonly density?: 'comfortable' | 'compact'
  readonly corner?: 'start' | 'end'
  readonly offset?: { readonly block?: number; readonly inline?: number }
}
