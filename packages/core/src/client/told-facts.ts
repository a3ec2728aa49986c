import { cleanContext } from '../clean/clean-context.ts'
import { cleanSubject } from '../clean/clean-subject.ts'
import { sayDropped } from '../clean/say-dropped.ts'
import type { SubjectRef } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'
import type { Logger } from '../platform/platform.ts'
import type { FeedbackContext } from './context.ts'
import { partOf } from './part-of.ts'

/** [CR5] The subject that an app gives: fields that are not allowed are left out and named in a warning. @internal */
export function toldSubject(given: unknown, log: Logger): SubjectRef | undefined {
  const { subject, dropped } = cleanSubject(given)
  warn(dropped, log)
  return subject
}

/** [CR5] The context that an app gives: fields that are not allowed are left out and named in a warning. @internal */
export function toldContext(given: unknown, log: Logger): FeedbackContext {
  const { context, dropped } = cleanContext(given)
  const touchpoint = partOf(given, 'touchpoint')
  const test = partOf(given, 'test')
  const ours = {
    ...(typeof touchpoint === 'string' && { touchpoint: touchpoint as TouchpointId }),
    ...(typeof test === 'boolean' && { test }),
  }
  warn(
    dropped.filter((path) => !Object.hasOwn(ours, path)),
    log,
  )
  return { ...context, ...ours }
}

function warn(dropped: readonly string[], log: Logger): void {
  const line = sayDropped(dropped)
  if (line) log.warn(line)
}
