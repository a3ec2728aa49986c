import type { SurveyId } from '../model/ids.ts'
import type { ComplaintBlock } from '../model/question.ts'
import { readSurvey } from '../model/read-survey.ts'
import type { RecordedFact } from '../model/recorded-context.ts'
import type { Survey } from '../model/survey.ts'
import type { Logger } from '../platform/platform.ts'
import type { GovernorPolicy } from '../targeting/policy.ts'
import type { ProjectConfig } from '../wire/config.ts'
import type { ResolvedOptions } from './options.ts'

/** The project's surveys and policy, as far as they could be read. @internal */
export interface Known {
  /** In the order in which equals are chosen. */
  readonly surveys: readonly Survey[]
  /** How often anybody may be asked. */
  readonly policy: GovernorPolicy
  /** Quotas that the collector calls full, by survey id. */
  readonly fullQuotas: Readonly<Record<SurveyId, readonly string[]>>
  /** What is recorded of the context beyond the narrow default. */
  readonly record: readonly RecordedFact[] | undefined
  /** For `{shop}` and the like in texts. */
  readonly names: Readonly<Record<string, string>>
  /** The door that the project has written; `undefined`: the built-in one serves. */
  readonly door: Survey | undefined
}

/** From options and config together; options win. @internal */
export function knownSurveys(options: ResolvedOptions, config: ProjectConfig | undefined, log: Logger): Known {
  const given = [...options.surveys, ...(Array.isArray(config?.surveys) ? config.surveys : [])]
  const surveys = given
    .flatMap((survey) => readSurvey(survey, (line) => log.warn(line)) ?? [])
    .filter(({ id }, at, all) => all.findIndex((other) => other.id === id) === at)
  const doors = surveys.filter(complaintOf)
  return {
    surveys,
    policy: { ...config?.governor, ...options.governor },
    fullQuotas: config?.fullQuotas ?? {},
    record: options.record ?? config?.record,
    names: config ? { shop: config.shop } : {},
    door:
      surveys.find(({ id }) => id === config?.door?.surveyId) ?? doors.find(({ targeting }) => targeting?.alwaysOpen),
  }
}

/** The question that takes a complaint. @internal */
export function complaintOf(survey: Survey): ComplaintBlock | undefined {
  return survey.pages.flatMap((page) => page.questions).find((question) => question.kind === 'complaint')
}
