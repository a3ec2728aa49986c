/**
 * zod/mini schemas beside the written types, for those who store or edit surveys and take in responses.
 * @packageDocumentation
 */
export { answerSchema } from './answer.ts'
export { conditionSchema } from './condition.ts'
export * from './question.ts'
export { contextSchema, envelopeSchema, responseSchema } from './response.ts'
export { pageSchema, surveySchema } from './survey.ts'
export { targetingSchema } from './targeting.ts'
