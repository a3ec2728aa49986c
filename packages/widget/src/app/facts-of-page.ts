/** What cleans what a page tells of the person and the occasion; a page that tells nothing never needs it. */
export { toldContext, toldSubject } from '@frankly/core/client'
