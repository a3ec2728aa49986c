/**
 * What a run needs from the first answer on, or from its start when the survey is not plain; a chunk of its own,
 * loaded while the customer reads the question.
 */
export { makeReceiptCode, noted, toResponse } from '@frankly/core'
export { FULL_PARTS } from '@frankly/core/engine'
