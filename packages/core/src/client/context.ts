import type { ResponseContext } from '../model/response.ts'
import type { TouchpointId } from '../model/touchpoint.ts'

/** Facts about the context of an answer. Anything not named here is dropped and named in a warning. @public */
export interface FeedbackContext extends ResponseContext {
  /** Where the customer is: targeting reads it. */
  readonly touchpoint?: TouchpointId
  /** Marks answers as trials from now on: samples and the governor do not count. */
  readonly test?: boolean
}
