import type { Lane, Response, Survey } from '@frankly/core'
import { questionsOf } from '../words/questions.ts'

/** Scores that say something went wrong, by scale: at or below this value. */
const LOW: Readonly<Record<string, number>> = { nps: 6, csat5: 2, ces2: 3, ease5: 2, stars5: 2, thumbs: 0, emoji5: 2 }

/** Told by the answer itself too: the widget's own door is no survey of the configuration. */
export function isComplaint({ complaint, answers }: Response): boolean {
  return complaint !== undefined || Object.values(answers).some(({ kind }) => kind === 'complaint')
}

/** Bad news first: complaints and low scores are urgent. */
export function laneOf(response: Response, survey: Survey | undefined): Lane {
  if (isComplaint(response)) return 'urgent'
  for (const question of survey ? questionsOf(survey) : []) {
    const answer = response.answers[question.id]
    if (question.kind !== 'rating' || answer?.kind !== 'rating' || answer.value === 'na') continue
    if (answer.value <= LOW[question.scale]!) return 'urgent'
  }
  return 'normal'
}
