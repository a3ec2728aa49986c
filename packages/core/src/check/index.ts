/**
 * Checks of surveys and responses: for whoever writes, stores or takes them in.
 * @packageDocumentation
 */

export { type CheckedResponse, checkResponse } from './check-response.ts'
export { type CheckedSurvey, checkSurvey } from './check-survey.ts'
export { defineSurvey, type SurveyDefinition } from './define-survey.ts'
export { fairnessWarnings } from './fairness.ts'
export { lintSurvey } from './lint-survey.ts'
