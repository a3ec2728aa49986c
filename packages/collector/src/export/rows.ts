import type { Response, Survey } from '@frankly/core'
import type { StoredResponse } from '../store/ports.ts'
import { answerWords } from '../words/answer-words.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'

/** Columns of the CSV export. Names and order never change; new ones go to the end. */
export const exportColumns: readonly string[] = [
  'project',
  'response_id',
  'revision',
  'survey_id',
  'survey_version',
  'status',
  'lane',
  'test',
  'quarantine',
  'received_at',
  'occurred_at',
  'locale',
  'touchpoint',
  'order_id',
  'question_id',
  'question',
  'kind',
  'answer',
  'answer_json',
]

/** One line for each answer; a response without answers has one line too. */
export function exportRow(row: StoredResponse, survey: Survey | undefined): readonly (readonly string[])[] {
  const response = JSON.parse(row.body) as Response
  const texts = survey && deliveryTexts(survey, response.locale)
  const facts = [
    row.project,
    row.id,
    String(row.revision),
    row.surveyId,
    String(row.surveyVersion),
    row.status,
    row.lane,
    row.test ? 'yes' : 'no',
    row.quarantine ?? '',
    new Date(row.receivedAt).toISOString(),
    new Date(row.occurredAt).toISOString(),
    response.locale,
    response.touchpoint,
    response.context.order?.orderId ?? '',
  ]
  const answers = Object.entries(response.answers)
  if (answers.length === 0) return [[...facts, '', '', '', '', '']]
  return answers.map(([id, answer]) => {
    const question = texts?.questions.find((each) => each.id === id)
    const words = answerWords(answer, question, response.locale)
    return [...facts, id, question?.text ?? '', answer.kind, words, JSON.stringify(answer)]
  })
}

/** One line of CSV (RFC 4180), ended. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** Spreadsheets run a cell that begins so as a formula: an apostrophe before it makes it a text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
