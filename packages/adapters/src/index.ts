/**
 * Destinations for Frankly deliveries. Each adapter has its own sub-path (`@frankly/adapters/http`), so that a bundle
 * holds only what it uses; here is what they share.
 * @packageDocumentation
 */
export type { Adapter, Carries, Reach, ServerAdapter } from './shared/capabilities.ts'
export type { HttpOptions } from './shared/http-options.ts'
export { alsoSaidWithoutName, nameIsForNobody, withoutName } from './shared/name-visibility.ts'
export { heardBy, type News } from './shared/news.ts'
export { type PrivacyPolicy, withPrivacy } from './shared/privacy.ts'
export { type StaffLocale, speaker as staffWords } from './shared/words.ts'
