/** Milliseconds since 1970-01-01T00:00:00Z. @public */
export type EpochMs = number
/** Stable id of a survey: `[a-z0-9][a-z0-9_-]{0,63}`. @public */
export type SurveyId = string
/** Stable id of a page, unique in its survey. @public */
export type PageId = string
/** Id of an ending, unique in its survey. @public */
export type EndingId = string
/** Stable id of a question or block, unique in its survey over all versions. @public */
export type QuestionId = string
/** Stable id of a choice, row or column, unique in its question. Answers hold these, never labels. @public */
export type ChoiceId = string
/** UUIDv7 (RFC 9562) made by the client before the first question is shown. @public */
export type ResponseId = string
/** BCP 47 language tag, for example `en`, `ru`, `pt-BR`. @public */
export type Locale = string
/** Public key of a project: a name, not a secret. @public */
export type ProjectKey = string
