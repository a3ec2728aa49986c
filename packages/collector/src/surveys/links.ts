import { randomBytes } from 'node:crypto'
import type { EpochMs, Survey } from '@frankly/core'
import { verifyFact } from '@frankly/core/node'
import { digest } from '../access/passes.ts'
import type { ResolvedProject } from '../options/options.ts'
import type { SurveyStore } from '../store/ports.ts'
import { surveyIn } from './library.ts'

const DAY = 86_400_000

/** How long a link to a preview works, ms. */
export const PREVIEW_MS: number = DAY

/** How long a signature opens a survey, ms. */
const SIGNED_MS = 30 * DAY

/** An answer may wait on a phone for so long after that, ms. */
const LATE_MS = 30 * DAY

/** What a link opens beside what everybody may. */
export interface Opened {
  readonly survey: Survey
  /** A definition that is not published: its answers are trials. */
  readonly isDraft: boolean
}

/** A project's key as it stands in an address: `KEY`, or `KEY~PASS` in a page that a link has opened. */
export function splitKey(text: string): { readonly key: string; readonly pass?: string } {
  const at = text.indexOf('~')
  return at < 0 ? { key: text } : { key: text.slice(0, at), pass: text.slice(at + 1) }
}

/**
 * [SV7] [SV8] What a pass opens: a random token whose digest the store has, or `SURVEY~SIGNATURE` of the shop's server.
 * @param late - takes a signature that ended lately: an answer is not lost for its age
 */
export async function openedBy(
  store: SurveyStore,
  project: ResolvedProject,
  pass: string,
  now: EpochMs,
  late: boolean = false,
): Promise<Opened | undefined> {
  const at = pass.indexOf('~')
  if (at >= 0) {
    const id = pass.slice(0, at)
    const survey = project.surveyById.get(id)
    const maxAgeMs = SIGNED_MS + (late ? LATE_MS : 0)
    const check = { project: project.key, keys: project.signingKeys, now, maxAgeMs }
    const isGood = survey !== undefined && verifyFact('survey', id, pass.slice(at + 1), check) === 'verified'
    return isGood ? { survey, isDraft: false } : undefined
  }
  const link = /^[\w-]{43}$/.test(pass) ? await store.link(digest(pass), now) : undefined
  if (link?.project !== project.key) return undefined
  const survey = link.draft === undefined ? project.surveyById.get(link.surveyId) : surveyIn(link.draft)
  return survey && { survey, isDraft: link.draft !== undefined }
}

/** Makes a link; its token is told once and kept as a digest. */
export async function makeLink(
  store: SurveyStore,
  project: ResolvedProject,
  survey: Survey,
  { isDraft, lastsMs }: { readonly isDraft: boolean; readonly lastsMs: number },
  now: EpochMs,
): Promise<{ readonly path: string; readonly expiresAt: EpochMs }> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = now + lastsMs
  const draft = isDraft ? { draft: JSON.stringify(survey) } : {}
  await store.addLink({ hash: digest(token), project: project.key, surveyId: survey.id, expiresAt, ...draft }, now)
  const query = new URLSearchParams({ project: project.key, pass: token })
  return { path: `/s/${encodeURIComponent(survey.id)}?${query}`, expiresAt }
}
