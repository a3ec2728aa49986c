/**
 * Answers in words: lines for chats, mail, exports and pages; flat fields for analytics and CRM. One table for every
 * kind of question; the words of our own lists come in by parameter.
 * @packageDocumentation
 */

export {
  type AnswerField,
  type AnswerLine,
  type AnswerTexts,
  type AnswerWord,
  answerFields,
  answerLines,
  answerText,
} from './answer-words.ts'
