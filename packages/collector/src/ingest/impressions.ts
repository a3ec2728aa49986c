import type { EpochMs, Survey } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'
import type { IMPRESSION_COUNTS, Impressions } from '../store/ports.ts'
import { PUBLIC_MODES } from './modes.ts'

/** No page shows or withholds a survey more often before one answer is sent. */
const MOST = 1000

type Count = (typeof IMPRESSION_COUNTS)[number]

const NONE: Readonly<Record<Count, number>> = { showings: 0, seen: 0, started: 0, dismissed: 0, suppressed: 0 }

/** What a page tells of one showing, and nothing else. */
export interface Showing {
  readonly survey?: unknown
  readonly version?: unknown
  readonly mode?: unknown
  readonly locale?: unknown
}

/** [SV9] The count of one showing; `undefined`: no survey of this project. */
export function showingOf(project: ResolvedProject, told: Showing, now: EpochMs): Impressions | undefined {
  const about = aboutOf(project, told.survey, told.version, told.mode, told.locale, now)
  return about && { ...about, ...NONE, showings: 1 }
}

/**
 * [SV9] What came beside answers: `{"shown~purchase~3~web~en": 2}`. Whatever is no count of a published survey is left out.
 */
export function countsIn(project: ResolvedProject, report: unknown, now: EpochMs): readonly Impressions[] {
  if (typeof report !== 'object' || report === null) return []
  return Object.entries(report)
    .slice(0, 100)
    .flatMap(([name, told]) => {
      const [what, survey, version, mode, locale] = name.split('~')
      const count = COUNTED.get(what ?? '')
      const by = Number.isInteger(told) ? Math.min(MOST, Math.max(0, Number(told))) : 0
      const about = count && by > 0 && aboutOf(project, survey, version, mode, locale, now)
      return about ? [{ ...about, ...NONE, [count]: by }] : []
    })
}

/** By the client's words. Showings have a call of their own. */
const COUNTED: ReadonlyMap<string, Count> = new Map([
  ['shown', 'seen'],
  ['answered', 'started'],
  ['dismissed', 'dismissed'],
  ['suppressed', 'suppressed'],
])

/** Only what is published and listed: strangers cannot make rows without end. */
function aboutOf(
  project: ResolvedProject,
  id: unknown,
  version: unknown,
  mode: unknown,
  locale: unknown,
  now: EpochMs,
): Omit<Impressions, Count> | undefined {
  const versions = typeof id === 'string' ? project.published.get(id) : undefined
  // A survey that was not shown was of the newest version.
  const newest = typeof id === 'string' ? project.surveyById.get(id) : undefined
  const survey = version === undefined || version === '' ? newest : versions?.get(Number(version))
  // Few people of one language on one day: a count would tell who took part.
  if (!survey || survey.anonymous) return undefined
  return {
    project: project.key,
    surveyId: survey.id,
    surveyVersion: survey.version,
    mode: PUBLIC_MODES.taken.find((each) => each === mode) ?? 'web',
    day: new Date(now).toISOString().slice(0, 10),
    locale: localeIn(survey, locale),
  }
}

/** The language in which it was asked: one of the survey's. */
function localeIn({ locales, defaultLocale }: Survey, asked: unknown): string {
  const tag = typeof asked === 'string' ? asked : ''
  return locales.find((each) => each === tag) ?? locales.find((each) => each === tag.split('-')[0]) ?? defaultLocale
}
