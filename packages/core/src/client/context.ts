import { cleanContext } from '../model/clean-context.ts'
import type { ResponseContext } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'

/** Facts about the occasion. Anything not named here is dropped and named in a warning. @public */
export interface FeedbackContext extends ResponseContext {
  readonly touchpoint?: TouchpointId
}

/**
 * Lets through what is on the list: private by default.
 * @param drop - told the paths of what was left out, never a value
 * @internal
 */
export function allowedContext(given: unknown, drop: (paths: readonly string[]) => void): FeedbackContext {
  const { context, dropped } = cleanContext(given)
  const touchpoint = touchpointIn(given)
  drop(touchpoint ? dropped.filter((path) => path !== 'touchpoint') : dropped)
  return { ...context, ...(touchpoint && { touchpoint }) }
}

function touchpointIn(given: unknown): TouchpointId | undefined {
  try {
    const { touchpoint } = given as FeedbackContext
    return typeof touchpoint === 'string' ? touchpoint : undefined
  } catch {
    // nothing to read from, or a getter of the page that throws
    return undefined
  }
}
