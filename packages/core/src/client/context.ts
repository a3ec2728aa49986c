import { cleanContext } from '../model/clean-context.ts'
import type { ResponseContext } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'

/** Facts about the occasion. Anything not named here is dropped and named in a warning. @public */
export interface FeedbackContext extends ResponseContext {
  readonly touchpoint?: TouchpointId
  /** Marks answers as trials from now on: samples and the governor do not count. */
  readonly test?: boolean
}

/**
 * Lets through what is on the list: private by default.
 * @param drop - told the paths of what was left out, never a value
 * @internal
 */
export function allowedContext(given: unknown, drop: (paths: readonly string[]) => void): FeedbackContext {
  const { context, dropped } = cleanContext(given)
  const touchpoint = touchpointIn(given)
  const isOurs = (path: string): boolean =>
    (path === 'touchpoint' && touchpoint !== undefined) || (path === 'test' && testIn(given) !== undefined)
  drop(dropped.filter((path) => !isOurs(path)))
  return { ...context, ...(touchpoint && { touchpoint }) }
}

/** Whether the app says that it is a trial. @internal */
export function testIn(given: unknown): boolean | undefined {
  const test = partOf(given, 'test')
  return typeof test === 'boolean' ? test : undefined
}

function touchpointIn(given: unknown): TouchpointId | undefined {
  const touchpoint = partOf(given, 'touchpoint')
  return typeof touchpoint === 'string' ? (touchpoint as TouchpointId) : undefined
}

/** One field of what a page gave, whatever that is. @internal */
export function partOf(given: unknown, name: string): unknown {
  try {
    return (given as Record<string, unknown>)[name]
  } catch {
    // nothing to read from, or a getter of the page that throws
    return undefined
  }
}
