import type { EpochMs, Lane, Response } from '@frankly/core'
import type { ResolvedProject } from '../options.ts'
import type { StoredResponse } from '../store/ports.ts'
import { answerWords } from '../words/answer-words.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'

/** One response in words, for people. */
export interface LiveEntry {
  readonly project: string
  readonly shop: string
  readonly id: string
  readonly revision: number
  readonly lane: Lane
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
  const survey = project?.surveyById.get(row.surveyId)
  const texts = survey && deliveryTexts(survey, response.locale)
  const known = new Map(texts?.questions.map((question) => [question.id, question]))
  const order = [...known.keys()]
  const ids = Object.keys(response.answers).sort((a, b) => order.indexOf(a) - order.indexOf(b))
  return {
    project: row.project,
    shop: project?.config.shop ?? row.project,
    id: row.id,
    revision: row.revision,
    lane: row.lane,
    test: row.test,
    ...(row.quarantine ? { quarantine: row.quarantine } : {}),
    status: row.status,
    survey: texts?.title ?? row.surveyId,
    receivedAt: row.receivedAt,
    ...(response.context?.order ? { order: response.context.order.orderId } : {}),
    ...(response.receiptCode ? { receiptCode: response.receiptCode } : {}),
    locale: response.locale,
    answers: ids.map((id) => ({
      question: known.get(id)?.text ?? id,
      answer: answerWords(response.answers[id]!, known.get(id), response.locale),
      kind: response.answers[id]!.kind,
    })),
  }
}
