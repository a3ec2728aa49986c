/**
 * Makes messages for people out of deliveries: from the words of questions, escaped for a markup, cut at a limit.
 * For adapters of one's own.
 * @packageDocumentation
 */
export { cleanText, type Markup, safeUrl } from './shared/escape.ts'
export { cutText, type Unit } from './shared/limits.ts'
export { type RenderOptions, renderText } from './shared/render-text.ts'
export type { StaffLocale } from './shared/staff-words.ts'
