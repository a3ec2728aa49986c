/**
 * What a page or an app tells of language, subject, context and consents, made fit: what is on the list is kept in its
 * form, the rest is named. Never throws.
 * @packageDocumentation
 */

export { type CleanConsents, cleanConsents } from './clean-consents.ts'
export { type CleanContext, cleanContext } from './clean-context.ts'
export { cleanLocale } from './clean-locale.ts'
export { type CleanSubject, cleanSubject } from './clean-subject.ts'
export { sayDropped } from './say-dropped.ts'
