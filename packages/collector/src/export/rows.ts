import { alsoSaidWithoutName, staffWords, withoutName } from '@frankly/adapters'
import { type AnswerValue, DOOR_SURVEY, DOOR_SURVEY_ID, type Response, type Survey } from '@frankly/core'
import { answerText } from '@frankly/core/words'
import type { StoredResponse } from '../store/ports.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'
import { SCRUBS, type Scrub, scrubAnswers, scrubResponse } from '../words/scrub.ts'
import { staffLocaleOf } from '../words/staff-locale.ts'
import type { Cell } from './csv.ts'

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
  'mode',
  'severity',
  'category',
  'remedy',
  'remedy_text',
  'praise_kind',
  'who_helped',
  'name_visible_to',
  'reply_channel',
  'contact',
  'contact_consent',
  'consents',
  'photos',
  'order_value',
  'order_currency',
  'order_items',
  'order_json',
  'subject_id',
  'subject_traits',
  'device',
  'path',
  'tags',
  'variables',
  'receipt_code',
  'first_received_at',
  'started_at',
  'completed_at',
  'utc_offset_minutes',
  'question_ms',
  'drawn',
  'order_proof',
  'subject_proof',
  'also_said',
  'continues',
  'words_version',
]

/**
 * One line for each answer; a response without answers has one line too. What was said from another page and is not in
 * the response as it is has lines of its own, with the time of its arrival in `also_said`. What leads to a name that nobody may see is
 * left out, and free text is masked.
 */
export function exportRow(
  row: StoredResponse,
  survey: Survey | undefined,
  scrub: readonly Scrub[] = SCRUBS,
): readonly (readonly Cell[])[] {
  const given = JSON.parse(row.body) as Response
  const beside = row.alsoSaid ?? []
  const response = scrubResponse(withoutName(given, beside), scrub)
  const known = survey ?? (row.surveyId === DOOR_SURVEY_ID ? DOOR_SURVEY : undefined)
  const texts = known && deliveryTexts(known, response.locale)
  const facts = [
    row.project,
    row.id,
    row.revision,
    row.surveyId,
    row.surveyVersion,
    row.status,
    row.lane,
    row.test ? 'yes' : 'no',
    row.quarantine ?? '',
    isoTime(row.receivedAt),
    isoTime(row.occurredAt),
    response.locale,
    response.touchpoint,
    response.context.order?.orderId ?? '',
  ]
  const about = aboutAll(row, response)
  const answers = Object.entries(response.answers)
  const said = alsoSaidWithoutName(given, beside).flatMap((words) =>
    Object.entries(scrubAnswers(words.answers, scrub)).map((entry) => [entry, isoTime(words.receivedAt)] as const),
  )
  // [SV4] The version whose words stand in the column `question`.
  const end = [response.continues ?? '', known?.version ?? '']
  if (answers.length + said.length === 0) return [[...facts, '', '', '', '', '', ...about(undefined), '', ...end]]
  return [...answers.map((entry) => [entry, ''] as const), ...said].map(([[id, answer], alsoSaidAt]) => {
    const question = texts?.questions.find((each) => each.id === id)
    const words = answerText(answer, { labels: question?.labels, say: staffWords(staffLocaleOf(response.locale)) })
    const cells = [id, question?.text ?? '', answer.kind, words, JSON.stringify(answer)]
    return [...facts, ...cells, ...about(answer), alsoSaidAt, ...end]
  })
}

/** The response as programs get it: JSON, without what leads to a name that nobody may see, and with free text masked. */
export function exportJson({ body, alsoSaid, ...facts }: StoredResponse, scrub: readonly Scrub[] = SCRUBS): object {
  const given = JSON.parse(body) as Response
  const said = alsoSaidWithoutName(given, alsoSaid ?? []).map((words) => ({
    ...words,
    answers: scrubAnswers(words.answers, scrub),
  }))
  return { ...facts, ...(alsoSaid && { alsoSaid: said }), response: scrubResponse(withoutName(given, alsoSaid), scrub) }
}

/** The columns after the first nineteen: those of one answer, and those of the whole response in each of its lines. */
function aboutAll(row: StoredResponse, response: Response): (answer: AnswerValue | undefined) => readonly Cell[] {
  const { context, subject, consents, timings } = response
  const { order } = context
  const contact = consents.findLast(({ purpose }) => purpose === 'contact')
  const all = Object.values(response.answers)
  const files = all.reduce((sum, answer) => sum + (answer.kind === 'attachment' ? answer.files.length : 0), 0)
  const whole = [
    contact ? (contact.granted ? 'yes' : 'no') : '',
    consents
      .map(({ purpose, granted, textVersion }) => `${purpose}: ${granted ? 'yes' : 'no'} (${textVersion})`)
      .join('; '),
    files,
    order?.value ?? '',
    order?.currency ?? '',
    order?.items?.map(({ name, quantity }) => `${quantity ?? 1} × ${name}`).join('; ') ?? '',
    jsonOf(order),
    subject?.id ?? '',
    jsonOf(subject?.traits),
    context.device ?? '',
    context.path ?? '',
    jsonOf(context.tags),
    jsonOf(response.variables),
    response.receiptCode ?? '',
    isoTime(row.firstReceivedAt),
    isoTime(timings.startedAt),
    timings.completedAt === undefined ? '' : isoTime(timings.completedAt),
    context.utcOffsetMinutes ?? '',
    jsonOf(timings.questionMs),
    response.drawn ? 'yes' : '',
    row.orderProof ?? '',
    row.subjectProof ?? '',
  ]
  return (answer) => [response.mode, response.complaint?.severity ?? '', ...chosen(answer), ...whole]
}

/** What was chosen beside the words of one answer, by the ids of the definition. */
function chosen(answer: AnswerValue | undefined): readonly string[] {
  const complaint = answer?.kind === 'complaint' ? answer : undefined
  const praise = answer?.kind === 'praise' ? answer : undefined
  const contact = answer?.kind === 'contact' ? answer : undefined
  return [
    complaint?.category ?? '',
    complaint?.remedy ?? '',
    complaint?.remedyText ?? '',
    praise?.praise ?? '',
    praise?.who ?? '',
    complaint?.nameVisibleTo ?? '',
    contact?.channel ?? '',
    contact?.address ?? '',
  ]
}

const jsonOf = (value: object | undefined): string => (value === undefined ? '' : JSON.stringify(value))

/** ISO 8601; a number that is no valid date is written as it is. */
function isoTime(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}
