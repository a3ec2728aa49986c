import { alsoSaidWithoutName, nameIsForNobody, type StaffLocale, staffWords, withoutName } from '@frankly/adapters'
import { DOOR_SURVEY, DOOR_SURVEY_ID, type EpochMs, type Response } from '@frankly/core'
import type { Severity } from '@frankly/core/model'
import type { Lane } from '@frankly/core/wire'
import { type AnswerLine, answerLines } from '@frankly/core/words'
import type { ResolvedProject } from '../options/options.ts'
import type { ListName, StoredResponse } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { modeWords, reasonWords } from '../words/context-words.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'
import { kindWords } from '../words/kind-words.ts'
import { type Fact, moreFacts, orderText } from './more-facts.ts'

/** One response in words, for people. */
export interface LiveEntry {
  readonly project: string
  readonly shop: string
  readonly id: string
  readonly revision: number
  readonly lane: Lane
  /** Where it stands on the live page. */
  readonly list: ListName
  /** Somebody complains; otherwise an urgent entry is a low score. Complaints are shown first. */
  readonly complaint: boolean
  readonly severity?: Severity
  readonly test: boolean
  readonly quarantine?: string
  /** Why it is held, in words. */
  readonly heldBecause?: string
  readonly status: Response['status']
  readonly survey: string
  readonly surveyVersion: number
  /** By which way it was given, in words. */
  readonly mode: string
  readonly receivedAt: EpochMs
  readonly order?: string
  readonly receiptCode?: string
  readonly locale: string
  /** The customer wants nobody to see the name: what leads to it is left out. */
  readonly nameless: boolean
  readonly answers: readonly LiveAnswer[]
  /** What was said from another page and is not in the answers; oldest first. */
  readonly alsoSaid: readonly LiveAlsoSaid[]
  /** Id of the earlier response that this one goes on with. */
  readonly continues?: string
  /** Everything else that was given or noted. */
  readonly more: readonly Fact[]
}

/** What was said from another page than the one that wrote the response as it is. */
export interface LiveAlsoSaid {
  readonly receivedAt: EpochMs
  readonly severity?: Severity
  readonly answers: readonly LiveAnswer[]
}

/** One answer in words. */
export interface LiveAnswer {
  readonly question: string
  readonly answer: string
  readonly kind: string
  /** What was chosen beside the words. */
  readonly facts: readonly Fact[]
  readonly photos: readonly LivePhoto[]
}

/** A photo that goes with an answer. */
export interface LivePhoto {
  readonly id: string
  readonly name: string
}

/**
 * Puts a stored response into words; without its survey the ids must do. What leads to a name that nobody may see is
 * left out.
 * @param reader - language of the shop's people: the customer's words and the questions keep their own
 */
export function liveEntry(
  row: StoredResponse,
  project: ResolvedProject | undefined,
  reader: StaffLocale = 'en',
): LiveEntry {
  const given = JSON.parse(row.body) as Response
  const beside = row.alsoSaid ?? []
  const response = withoutName(given, beside)
  const { order } = response.context
  // The widget brings a door of its own for a project that has written none.
  const asked = wordsAsked(project, row.surveyId, row.surveyVersion)
  const survey = asked ?? (row.surveyId === DOOR_SURVEY_ID ? DOOR_SURVEY : undefined)
  const texts = survey && deliveryTexts(survey, response.locale)
  return {
    project: row.project,
    shop: project?.config.shop ?? row.project,
    id: row.id,
    revision: row.revision,
    lane: row.lane,
    list: listOf(row),
    complaint: row.complaint,
    ...(response.complaint ? { severity: response.complaint.severity } : {}),
    test: row.test,
    ...(row.quarantine ? { quarantine: row.quarantine, heldBecause: reasonWords(row.quarantine, reader) } : {}),
    status: row.status,
    survey: texts?.title ?? row.surveyId,
    surveyVersion: row.surveyVersion,
    mode: modeWords(response.mode, reader),
    receivedAt: row.receivedAt,
    ...(order ? { order: orderText(order, reader) } : {}),
    ...(response.receiptCode ? { receiptCode: response.receiptCode } : {}),
    locale: response.locale,
    nameless: [given, ...beside].some(nameIsForNobody),
    answers: answersOf(response.answers, response.locale, texts, reader),
    alsoSaid: alsoSaidWithoutName(given, beside).map(({ receivedAt, answers, complaint }) => ({
      receivedAt,
      ...(complaint ? { severity: complaint.severity } : {}),
      answers: answersOf(answers, response.locale, texts, reader),
    })),
    ...(response.continues ? { continues: response.continues } : {}),
    more: moreFacts(row, response, asked?.version, reader),
  }
}

/** The list of the live page that a response stands in. */
export function listOf({ quarantine, lane, complaint }: StoredResponse): ListName {
  if (quarantine) return 'held'
  return lane === 'normal' ? 'rest' : complaint ? 'complaints' : 'low'
}

function answersOf(
  answers: Response['answers'],
  locale: Response['locale'],
  texts: ReturnType<typeof deliveryTexts> | undefined,
  reader: StaffLocale,
): readonly LiveAnswer[] {
  const known = new Map(texts?.questions.map((question) => [question.id, question]))
  const ids = Object.keys(answers)
  const ordered = [...[...known.keys()].filter((id) => ids.includes(id)), ...ids.filter((id) => !known.has(id))]
  return ordered.map((id) => {
    const answer = answers[id]!
    const question = known.get(id)
    const lines = answerLines(answer, { labels: question?.labels, say: staffWords(reader) })
    return {
      question: question?.text ?? kindWords(answer.kind, locale),
      answer: lines
        .filter(({ label }) => label === undefined)
        .map(wordsOf)
        .join('; '),
      kind: answer.kind,
      facts: lines.flatMap(({ label, text }) => (label === undefined ? [] : [{ label, text }])),
      photos: answer.kind === 'attachment' ? answer.files.map(({ id: file, name }) => ({ id: file, name })) : [],
    }
  })
}

const wordsOf = ({ row, text }: AnswerLine): string => (row === undefined ? text : `${row}: ${text}`)
