import type { Survey } from '@frankly/core'
import { purchase } from '@frankly/templates'

/** The survey that a collector without a configuration asks. */
export const defaultSurvey: Survey = purchase
