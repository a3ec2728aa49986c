import type { RecordedFact } from '../model/recorded-context.ts'
import type { Survey } from '../model/survey.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'

/** Body of `GET /v1/projects/{key}/config`: all that the widget needs to decide and to show. @public */
export interface ProjectConfig {
  /** Public key of the project. */
  readonly project: string
  /** Name of the shop for `{shop}` in texts. */
  readonly shop: string
  /** In the order in which equals are chosen. */
  readonly surveys: readonly Survey[]
  /** Frequency policy of all surveys. */
  readonly governor: GovernorPolicy
  /** The complaint door. Default: no tab, and the built-in survey. */
  readonly door?: DoorConfig
  /** Look of the interface. Default: `quiet`, as dark as the page. */
  readonly look?: LookConfig
  /** What the shop promises; copy may state only what stands here. */
  readonly promises?: {
    readonly personReads?: boolean
    readonly answerWithinHours?: number
    readonly noCookies?: boolean
  }
  /** Address of the shop's privacy notice. */
  readonly privacyUrl?: string
  /** What is recorded of the context beyond the narrow default. Default: nothing. */
  readonly record?: readonly RecordedFact[]
  /**
   * Each showing is told to the collector at once: survey, version, mode and language, without an id. Default `false`:
   * nothing leaves before the customer acts, and the response rate is unknown.
   */
  readonly countShowings?: boolean
  /** By survey id: quotas that are full. */
  readonly fullQuotas?: Readonly<Record<string, readonly string[]>>
}

/** The door marked "something went wrong?". @public */
export interface DoorConfig {
  /** Default `tab` shows a side tab on touchpoints where the shop wants it; `none`: only by element or call. */
  readonly show?: 'tab' | 'none'
  /** The survey that it opens. Default: the built-in one. */
  readonly surveyId?: string
}

/** Names of the ready looks. @public */
export const READY_LOOKS = ['quiet', 'friendly', 'sharp', 'paper', 'night', 'plain'] as const

/** One of the ready looks. @public */
export type ReadyLook = (typeof READY_LOOKS)[number]

/** Words for {@link LookConfig.theme}. @public */
export const THEMES = ['light', 'dark', 'auto', 'page'] as const

/** Look of the interface; all optional. @public */
export interface LookConfig {
  /** The ready look to begin with. Default `quiet`. */
  readonly name?: ReadyLook
  /**
   * `auto`, the default: as dark as the page behind it, and as the system where the page does not say. `page`: as the
   * page's own switch says, see `darkWhen`.
   */
  readonly theme?: (typeof THEMES)[number]
  /**
   * For the theme `page`: selector that the page's `html` or `body` matches while the page is dark, for example `.night`
   * or `[data-mode=dark]`. Default: the usual ones.
   */
  readonly darkWhen?: string
  /** Colour of the brand as `#rgb` or `#rrggbb`, for what is filled or chosen. Its lightness is mended where needed. */
  readonly brand?: string
  /** Corners of options, px, 0–28. */
  readonly radius?: number
  /** `inherit`: the font of the page at that place; else a list of families. */
  readonly font?: string
  /** How much room there is between things. Default `comfortable`. */
  readonly density?: 'comfortable' | 'compact'
  /** The corner where it floats, in the reading direction. Default `end`. */
  readonly corner?: 'start' | 'end'
  /** Distance from the corner, px. Default 16. */
  readonly offset?: { readonly block?: number; readonly inline?: number }
}
