import { cleanContext } from '../model/clean-context.ts'
import type { ResponseContext } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'

/** Facts about the occasion. Anything not named here is dropped and named in a warning. @public */
export interface FeedbackContext extends ResponseContext {
  readonly touchpoint?: TouchpointId
}

/**
 * Lets through what is on the list: private by default.
 * @param drop - told the path of everything left out, never its value
 * @internal
 */
export function allowedContext(given: FeedbackContext, drop: (path: string) => void): FeedbackContext {
  const { touchpoint, ...facts } = given
  const { context, dropped } = cleanContext(facts)
  for (const path of dropped) drop(path)
  return { ...context, ...(touchpoint && { touchpoint }) }
}
