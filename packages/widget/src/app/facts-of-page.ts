/** What cleans what a page tells of the visitor and the context; a page that tells nothing never needs it. */
export { toldContext, toldSubject } from '@frankly/core/client'
