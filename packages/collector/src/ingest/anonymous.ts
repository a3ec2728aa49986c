import { hash } from 'node:crypto'
import type { EpochMs, QuestionId, Response, Survey } from '@frankly/core'
import type { ResolvedProject } from '../options/options.ts'
import type { AnonymousAnswer } from '../store/ports.ts'
import { questionsOf } from '../words/questions.ts'

const DAY = 86_400_000

/** The day of a moment, as its beginning in UTC: nothing finer is kept of an anonymous answer. */
export const dayOf = (at: EpochMs): EpochMs => Math.floor(at / DAY) * DAY

/**
 * Where an answer of an anonymous response is kept: a digest of the response's id, which its own device alone knows, and of
 * the question. Two answers of one person have nothing in common, and the id's time is not in it.
 * @param question - '' for the person, who is counted once
 */
export function anonymousKey(project: string, responseId: string, question: QuestionId | ''): string {
  return hash('sha256', `frankly anonymous\0${project}\0${responseId}\0${question}`, 'base64url').slice(0, 22)
}

/** The answers of a response of an anonymous survey, each for itself: nothing else of it is kept. */
export function anonymousAnswers(project: string, response: Response, survey: Survey): readonly AnonymousAnswer[] {
  const answers = questionsOf(survey).flatMap(({ id }): AnonymousAnswer[] => {
    const answer = Object.hasOwn(response.answers, id) ? response.answers[id] : undefined
    // What a survey may not ask is not kept either: an address, a photo, a case to follow.
    if (!answer || IDENTIFYING.includes(answer.kind)) return []
    return [{ key: anonymousKey(project, response.id, id), question: id, body: JSON.stringify(answer) }]
  })
  if (answers.length === 0) return []
  return [{ key: anonymousKey(project, response.id, ''), question: '', body: '' }, ...answers]
}

/** Every version of a project's surveys that is anonymous. */
export function anonymousSurveys({ surveyById, published }: ResolvedProject): readonly Survey[] {
  const versions = [...published.values()].flatMap((of) => [...of.values()])
  return [...surveyById.values(), ...versions].filter(({ anonymous }) => anonymous)
}

const IDENTIFYING: readonly string[] = ['contact', 'attachment', 'complaint', 'consent']

/** Every place where answers of these responses may stand. */
export function anonymousKeys(project: string, ids: readonly string[], surveys: readonly Survey[]): readonly string[] {
  const questions = surveys.flatMap((survey) => questionsOf(survey))
  if (questions.length === 0) return []
  const names = new Set(['', ...questions.map(({ id }) => id)])
  return ids.flatMap((id) => [...names].map((name) => anonymousKey(project, id, name)))
}
