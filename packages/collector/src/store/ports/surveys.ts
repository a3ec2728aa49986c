import type { EpochMs, ProjectKey, ResponseId } from '@frankly/core'

/** Where a version was published: by a configuration at its start, or by a person. */
export type SurveyOrigin = 'configuration' | 'hand'

/** A published version of a survey. It never changes. */
export interface SurveyVersion {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly version: number
  readonly origin: SurveyOrigin
  readonly publishedAt: EpochMs
  /** The definition as JSON text. */
  readonly body: string
}

/** Whether a survey is asked, whatever its version. */
export interface SurveyState {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly paused: boolean
  /** Not asked before; absent: no bound. */
  readonly from?: EpochMs
  /** Not asked from then on; absent: no bound. */
  readonly until?: EpochMs
  readonly changedAt: EpochMs
}

/** A link that opens one survey for whoever has it. */
export interface SurveyLink {
  /** Digest of the token in it. */
  readonly hash: string
  readonly project: ProjectKey
  readonly surveyId: string
  readonly expiresAt: EpochMs
  /** A definition to look at before it is published, as JSON text; absent: the survey as it is published. */
  readonly draft?: string
}

/** Names of the counts of impressions, as columns. */
export const IMPRESSION_COUNTS = ['showings', 'seen', 'started', 'dismissed', 'suppressed'] as const

/** Counts of one day: nobody's in particular. */
export interface Impressions extends Readonly<Record<(typeof IMPRESSION_COUNTS)[number], number>> {
  readonly project: ProjectKey
  readonly surveyId: string
  readonly surveyVersion: number
  readonly mode: string
  /** `2026-11-29`, UTC. */
  readonly day: string
  readonly locale: string
}

/** Which counts: all that agree with what is named; days as in {@link Impressions}, both included. */
export interface ImpressionQuery {
  readonly project: ProjectKey
  readonly surveyId?: string
  readonly from?: string
  readonly to?: string
}

/** Surveys by version, what people say of them, and how often they were seen. */
export interface SurveyStore {
  /** Writes those whose number is free. Returns for each what stands under its number now. */
  publish(versions: readonly SurveyVersion[]): Promise<readonly SurveyVersion[]>
  /** All of them without their words, by project, survey and version. */
  heads(): Promise<readonly Omit<SurveyVersion, 'body'>[]>
  /** With their words; what is not there is left out. */
  read(of: readonly Pick<SurveyVersion, 'project' | 'surveyId' | 'version'>[]): Promise<readonly SurveyVersion[]>
  states(): Promise<readonly SurveyState[]>
  setState(state: SurveyState): Promise<void>
  /** Keeps a link, and forgets those that ended before `now`. Of the drafts of a project the newest 50 stay. */
  addLink(link: SurveyLink, now: EpochMs): Promise<void>
  /** One that has not ended. */
  link(hash: string, now: EpochMs): Promise<SurveyLink | undefined>
  /** Adds to the counts of their day. */
  count(impressions: readonly Impressions[]): Promise<void>
  impressions(query: ImpressionQuery): Promise<readonly Impressions[]>
  /** Takes out the counts of days before `day`, written as in {@link Impressions}. Returns how many rows went. */
  forgetImpressions(project: ProjectKey, day: string): Promise<number>
}

/** One response counts for one quota. */
export interface QuotaMark {
  readonly surveyId: string
  readonly quota: string
  readonly responseId: ResponseId
}
