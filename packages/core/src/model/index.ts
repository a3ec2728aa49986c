/**
 * Surveys, questions, answers and responses as plain data, with what reads and measures them.
 * @packageDocumentation
 */

export type * from './answer.ts'
export { charactersIn, firstCharacters } from './characters.ts'
export * from './complaint.ts'
export { bytesOf, fitRecord, RESPONSE_BYTES } from './fit-record.ts'
export type * from './ids.ts'
export { isolated } from './isolated.ts'
export * from './localized.ts'
export { plainDigits } from './plain-digits.ts'
export type * from './question.ts'
export { rangeOf } from './range-of.ts'
export { readSurvey } from './read-survey.ts'
export { RECORDED_FACTS, type RecordedFact, recordedContext } from './recorded-context.ts'
export type * from './response.ts'
export { RESPONSE_MODES } from './response.ts'
export { plainText, type RichBlock, type RichWords, richText, richWords } from './rich-text.ts'
export { isBadNews, type ScaleSteps, valueAt, valuesOf } from './scale.ts'
export * from './survey.ts'
export { migrateSurvey, type SurveyMigration } from './survey-migrations.ts'
export type * from './targeting.ts'
export * from './touchpoint.ts'
