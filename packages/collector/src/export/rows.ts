import { alsoSaidWithoutName, staffWords, withoutName } from '@frankly/adapters'
import { type AnswerValue, DOOR_SURVEY, DOOR_SURVEY_ID, type Response, type Survey } from '@frankly/core'
import { answerText } from '@frankly/core/words'
import type { KeptWords, StoredResponse } from '../store/ports.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'
import { isFreeOfScrubs, SCRUBS, type Scrub, scrubAnswers, scrubResponse } from '../words/scrub.ts'
import { staffLocaleOf } from '../words/staff-locale.ts'
import type { Cell } from './csv.ts'

/** Columns of what a response is. */
export const factColumns: readonly string[] = [
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
]

/** Columns of what it says as a whole; those of complaint, praise and contact are of one answer in a line for each answer. */
export const wholeColumns: readonly string[] = [
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
]

/** What a column holds. */
export type ColumnKind = 'text' | 'whole' | 'number' | 'time'

/** Of {@link factColumns} and {@link wholeColumns}, those that hold no text, for formats with types. */
export const columnKinds: Readonly<Record<string, ColumnKind>> = {
  revision: 'whole',
  survey_version: 'whole',
  received_at: 'time',
  occurred_at: 'time',
  photos: 'whole',
  order_value: 'number',
  first_received_at: 'time',
  started_at: 'time',
  completed_at: 'time',
  utc_offset_minutes: 'whole',
}

/** Columns of the CSV export with a line for each answer. Names and order never change; new ones go to the end. */
export const exportColumns: readonly string[] = [
  ...factColumns,
  'question_id',
  'question',
  'kind',
  'answer',
  'answer_json',
  ...wholeColumns,
  'also_said',
  'continues',
  'words_version',
]

/** The same of {@link exportColumns}. */
export const exportKinds: Readonly<Record<string, ColumnKind>> = {
  ...columnKinds,
  also_said: 'time',
  words_version: 'whole',
}

/**
 * One line for each answer; a response without answers has one line too. What was said from another page and is not in
 * the response as it is has lines of its own, with the time of its arrival in `also_said`. What leads to a name that nobody may see is
 * left out, and free text is masked.
 */
export function exportRow(
  row: StoredResponse,
  survey: Survey | undefined,
  scrub?: readonly Scrub[],
): readonly (readonly Cell[])[] {
  const { response, alsoSaid } = shown(row, scrub)
  const known = definitionOf(row, survey)
  const questions = questionsOf(known, response.locale)
  const say = staffWords(staffLocaleOf(response.locale))
  const facts = factsOf(row, response)
  const about = aboutAll(row, response)
  const answers = Object.entries(response.answers)
  const said = alsoSaid.flatMap((words) =>
    Object.entries(words.answers).map((entry) => [entry, isoTime(words.receivedAt)] as const),
  )
  // [SV4] The version whose words stand in the column `question`.
  const end = [response.continues ?? '', known?.version ?? '']
  if (answers.length + said.length === 0) return [[...facts, '', '', '', '', '', ...about([]), '', ...end]]
  return [...answers.map((entry) => [entry, ''] as const), ...said].map(([[id, answer], alsoSaidAt]) => {
    const question = questions.get(id)
    const words = answerText(answer, { labels: question?.labels, say })
    const cells = [id, question?.text ?? '', answer.kind, words, JSON.stringify(answer)]
    return [...facts, ...cells, ...about([answer]), alsoSaidAt, ...end]
  })
}

/** The response as programs get it: JSON, without what leads to a name that nobody may see, and with free text masked. */
export function exportJson(row: StoredResponse, scrub?: readonly Scrub[]): object {
  const { response, alsoSaid } = shown(row, scrub)
  return { ...besideBody(row, alsoSaid), response }
}

/** The same as a line of text. Where nothing is left out or masked, the stored text is taken as it is. */
export function exportLine(row: StoredResponse, scrub?: readonly Scrub[]): string {
  if (!row.alsoSaid && !row.body.includes('"nobody"') && isFreeOfScrubs(row.body)) return lineOf(row, [], row.body)
  const { response, alsoSaid } = shown(row, scrub)
  return lineOf(row, alsoSaid, JSON.stringify(response))
}

function lineOf(row: StoredResponse, alsoSaid: readonly KeptWords[], body: string): string {
  return `${JSON.stringify(besideBody(row, alsoSaid)).slice(0, -1)},"response":${body}}\n`
}

function besideBody({ body: _, alsoSaid: said, ...facts }: StoredResponse, alsoSaid: readonly KeptWords[]): object {
  return said ? { ...facts, alsoSaid } : facts
}

/** What may be shown of a stored response: the one place where a row becomes words, for every format. */
export function shown(
  { body, alsoSaid = [] }: StoredResponse,
  scrub: readonly Scrub[] = SCRUBS,
): {
  readonly response: Response
  readonly alsoSaid: readonly KeptWords[]
} {
  const given: Response = JSON.parse(body)
  return {
    response: scrubResponse(withoutName(given, alsoSaid), isFreeOfScrubs(body) ? [] : scrub),
    alsoSaid: alsoSaidWithoutName(given, alsoSaid).map((words) => ({
      ...words,
      answers: scrubAnswers(words.answers, scrub),
    })),
  }
}

/** The survey that was asked, if it is known. */
export function definitionOf(row: Pick<StoredResponse, 'surveyId'>, survey: Survey | undefined): Survey | undefined {
  return survey ?? (row.surveyId === DOOR_SURVEY_ID ? DOOR_SURVEY : undefined)
}

type Question = ReturnType<typeof deliveryTexts>['questions'][number]
const NO_QUESTIONS: ReadonlyMap<string, Question> = new Map()
const made = new WeakMap<Survey, Map<string, ReadonlyMap<string, Question>>>()

/** The questions of a survey in one language, by id: made once, since every row needs them. */
export function questionsOf(survey: Survey | undefined, locale: string): ReadonlyMap<string, Question> {
  if (!survey) return NO_QUESTIONS
  const locales = made.get(survey) ?? new Map<string, ReadonlyMap<string, Question>>()
  made.set(survey, locales)
  const questions =
    locales.get(locale) ?? new Map(deliveryTexts(survey, locale).questions.map((each) => [each.id, each]))
  locales.set(locale, questions)
  return questions
}

/** Cells of {@link factColumns}. */
export function factsOf(row: StoredResponse, response: Response): readonly Cell[] {
  return [
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
}

/** Cells of {@link wholeColumns}: those of some answers, and those of the whole response. */
export function aboutAll(
  row: StoredResponse,
  response: Response,
): (answers: readonly AnswerValue[]) => readonly Cell[] {
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
  return (answers) => [response.mode, response.complaint?.severity ?? '', ...chosen(answers), ...whole]
}

/** What was chosen beside the words of answers, by the ids of the definition. */
function chosen(answers: readonly AnswerValue[]): readonly string[] {
  const complaint = answers.find((answer) => answer.kind === 'complaint')
  const praise = answers.find((answer) => answer.kind === 'praise')
  const contact = answers.find((answer) => answer.kind === 'contact')
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
