import { DOOR_SURVEY_ID, type Response, type Survey } from '@frankly/core'
import { createRateLimiter } from '../access/rate-limit.ts'
import type { Clock } from '../platform.ts'

/** Bad news in an hour for surveys that the project does not have; more is a flood. */
const UNKNOWN_AN_HOUR = 3
/** Responses whose result is remembered, so that a later revision does not count again. */
const REMEMBERED = 10_000

/** Recognises floods of bad news. */
export interface Crowd {
  /** Whether this bad news is one too many of its address, or of surveys that nobody knows. It is stored all the same. */
  has(range: string | undefined, project: string, response: Response, survey: Survey | undefined): boolean
}

/**
 * Anybody may write hundreds of complaints. Those of one address range beyond `perHour` are sent after all others, and people
 * get them in one message: so a flood causes few alerts, and no real complaint waits behind it.
 * @param perHour - bad news of one address range that cause an alert each
 */
export function createCrowd(clock: Clock, perHour: number): Crowd {
  const ofAddress = createRateLimiter(perHour / 3600, perHour)
  const ofUnknown = createRateLimiter(UNKNOWN_AN_HOUR / 3600, UNKNOWN_AN_HOUR)
  const judged = new Map<string, boolean>()

  function judge(range: string | undefined, project: string, survey: Survey | undefined, surveyId: string): boolean {
    if (range !== undefined && ofAddress.take(`${project}\n${range}`, clock.now()) > 0) return true
    const isKnown = survey !== undefined || surveyId === DOOR_SURVEY_ID
    return !isKnown && ofUnknown.take(project, clock.now()) > 0
  }

  return {
    has(range, project, { id, surveyId }, survey) {
      const key = `${project}\n${id}`
      const known = judged.get(key)
      if (known !== undefined) return known
      const verdict = judge(range, project, survey, surveyId)
      if (judged.size >= REMEMBERED) judged.delete(judged.keys().next().value!)
      judged.set(key, verdict)
      return verdict
    },
  }
}
