import { DOOR_SURVEY, DOOR_SURVEY_ID, type EpochMs, type Lane, type Response } from '@frankly/core'
import { isComplaint } from '../ingest/lane.ts'
import type { ResolvedProject } from '../options.ts'
import type { StoredResponse } from '../store/ports.ts'
import { answerWords } from '../words/answer-words.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'
import { kindWords } from '../words/kind-words.ts'

/** One response in words, for people. */
export interface LiveEntry {
  readonly project: string
  readonly shop: string
  readonly id: string
  readonly revision: number
  readonly lane: Lane
  /** Somebody complains; otherwise an urgent entry is a low score. Complaints are shown first. */
  readonly complaint: boolean
  readonly test: boolean
  readonly quarantine?: string
  readonly status: Response['status']
  readonly survey: string
  readonly receivedAt: EpochMs
  readonly order?: string
  readonly receiptCode?: string
  readonly locale: string
  readonly answers: readonly { readonly question: string; readonly answer: string; readonly kind: string }[]
}

/** Puts a stored response into words; without its survey the ids must do. */
export function liveEntry(row: StoredResponse, project: ResolvedProject | undefined): LiveEntry {
  const response = JSON.parse(row.body) as Response
  // The widget brings a door of its own for a project that has written none.
  const survey = project?.surveyById.get(row.surveyId) ?? (row.surveyId === DOOR_SURVEY_ID ? DOOR_SURVEY : undefined)
  const texts = survey && deliveryTexts(survey, response.locale)
  const known = new Map(texts?.questions.map((question) => [question.id, question]))
  const ids = Object.keys(response.answers)
  const ordered = [...[...known.keys()].filter((id) => ids.includes(id)), ...ids.filter((id) => !known.has(id))]
  return {
    project: row.project,
    shop: project?.config.shop ?? row.project,
    id: row.id,
    revision: row.revision,
    lane: row.lane,
    complaint: isComplaint(response),
    test: row.test,
    ...(row.quarantine ? { quarantine: row.quarantine } : {}),
    status: row.status,
    survey: texts?.title ?? row.surveyId,
    receivedAt: row.receivedAt,
    ...(response.context?.order ? { order: response.context.order.orderId } : {}),
    ...(response.receiptCode ? { receiptCode: response.receiptCode } : {}),
    locale: response.locale,
    answers: ordered.map((id) => ({
      question: known.get(id)?.text ?? kindWords(response.answers[id]!.kind, response.locale),
      answer: answerWords(response.answers[id]!, known.get(id), response.locale),
      kind: response.answers[id]!.kind,
    })),
  }
}
