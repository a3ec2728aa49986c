/**
 * Destinations for Frankly deliveries. Each adapter has its own sub-path (`@frankly/adapters/http`), so that a bundle
 * holds only what it uses; here is what they share.
 * @packageDocumentation
 */
export type { Adapter, Carries, Reach, ServerAdapter } from './shared/capabilities.ts'
export type { HookOptions } from './shared/hook.ts'
export type { HttpOptions } from './shared/http-options.ts'
export type { KeptAdapter, LibraryOptions } from './shared/kept-connection.ts'
export type { MessageOptions } from './shared/message-options.ts'
export { alsoSaidWithoutName, nameIsForNobody, withoutName } from './shared/name-visibility.ts'
export { heardBy, type News } from './shared/news.ts'
export type { OutcomeRules } from './shared/outcome.ts'
export type { PipeOptions } from './shared/pipe-options.ts'
export { type PrivacyPolicy, withPrivacy } from './shared/privacy.ts'
export { type StaffLocale, staffWords } from './shared/staff-words.ts'
