import type { Response, Survey } from '@frankly/core'
import { isBadNews, type RatingScale } from '@frankly/core/model'
import type { Lane } from '@frankly/core/wire'

/** Scores that say something went wrong, by scale: at or below this value. */
const LOW: Readonly<Record<RatingScale, number>> = {
  nps: 6,
  csat5: 2,
  ces2: 3,
  ease5: 2,
  stars5: 2,
  thumbs: 0,
  emoji5: 2,
}

/** Told by the answer itself too: the widget's own door is no survey of the configuration. */
export function isComplaint({ complaint, answers }: Response): boolean {
  return complaint !== undefined || Object.values(answers).some(({ kind }) => kind === 'complaint')
}

/** Bad news first: complaints and low scores are urgent. */
export function laneOf(response: Response, survey: Survey | undefined): Lane {
  return isComplaint(response) || (survey && hasLowScore(response, survey)) ? 'urgent' : 'normal'
}

/** Runs for every response: the blocks are walked as they stand, no list is made of them. */
function hasLowScore({ answers }: Response, survey: Survey): boolean {
  return survey.pages.some(({ questions }) =>
    questions.some((question) => {
      const answer = answers[question.id]
      if (answer?.kind === 'rating' && question.kind === 'rating')
        return answer.value !== 'na' && answer.value <= LOW[question.scale]
      // a neutral scale is bad news only on the side that its survey names
      return (
        answer?.kind === 'scale' &&
        question.kind === 'scale' &&
        answer.value !== 'na' &&
        isBadNews(question, answer.value)
      )
    }),
  )
}
