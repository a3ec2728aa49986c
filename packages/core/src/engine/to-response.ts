import { cleanConsents } from '../clean/clean-consents.ts'
import { cleanContext } from '../clean/clean-context.ts'
import { cleanLocale } from '../clean/clean-locale.ts'
import { cleanSubject } from '../clean/clean-subject.ts'
import type { AnswerValue } from '../model/answer.ts'
import { firstCharacters } from '../model/characters.ts'
import { severityOf } from '../model/complaint.ts'
import { fitRecord } from '../model/fit-record.ts'
import type { QuestionId } from '../model/ids.ts'
import { plainDigits } from '../model/plain-digits.ts'
import type { Question } from '../model/question.ts'
import { type RecordedFact, recordedContext } from '../model/recorded-context.ts'
import type { ConsentRecord, Response, ResponseMode, SubjectRef } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import { LONGEST_ADDRESS, LONGEST_WHO } from './answer-limits.ts'
import { checkAnswer } from './check-answer.ts'
import { mayLeave } from './contact-consent.ts'
import type { Facts } from './facts.ts'
import type { Run } from './run-state.ts'
import { calculate } from './variables.ts'
import { wayOf } from './way.ts'
import { asEnded, wayAhead } from './way-ahead.ts'

/** What a response has that its run does not know. @public */
export interface ResponseBase {
  /** Id of the response. */
  readonly id: string
  /** Number of this revision. */
  readonly revision: number
  /** Random mark of the client: see `Response.writer`. */
  readonly writer?: string
  /** By which way it was given. */
  readonly mode: ResponseMode
  /** Set by an interface of Frankly's own: see `Response.drawn`. */
  readonly drawn?: true
  /** It is a trial. */
  readonly test: boolean
  /** What the project records of the context beyond the narrow default. */
  readonly record?: readonly RecordedFact[] | undefined
  /** Who answered, when the shop knows them. */
  readonly subject?: SubjectRef
  /** Consents given outside this survey; those of its consent questions are added. Default: none. */
  readonly consents?: readonly ConsentRecord[]
  /** Receipt code shown to the customer, when there is a complaint. */
  readonly receiptCode?: string
}

/**
 * The whole state of a run as a response revision. Holds the answers on the way gone, those at fault left out, and
 * no way to reach the customer before that is agreed to ([E54]); words that are too short or too long stay in,
 * since no word of a customer is lost. Facts of the context give way where the whole would be too heavy to be taken.
 * One who answered and then closed it is `partial`; `dismissed` has no answer.
 * @public
 */
export function toResponse(survey: Survey, given: Run, base: ResponseBase): Response {
  const run = asEnded(survey, given)
  const way = saidOn(survey, run)
  // facts are cleaned when they come in; a draft of an older build may hold what was not
  const { records } = cleanConsents(base.consents, run.updatedAt)
  const { subject } = cleanSubject(base.subject)
  const facts = { ...way, answers: mayLeave(survey, run, way, records) }
  const answers: Record<QuestionId, AnswerValue> = {}
  const consents: ConsentRecord[] = [...records]
  let complaint: Response['complaint']
  for (const question of survey.pages.flatMap((page) => page.questions)) {
    const answer = facts.answers[question.id]
    if (answer?.kind === 'consent' && question.kind === 'consent') {
      const { purpose, textVersion } = question
      // a required one that is taken back is at fault, and a refusal all the same
      consents.push({ purpose, granted: answer.granted, textVersion, at: run.updatedAt })
    }
    const fault = answer && checkAnswer(question, way.answers[question.id], run.seed)
    if (!answer || (fault && fault.code !== 'too_short' && fault.code !== 'too_long')) continue
    answers[question.id] = cut(readable(question, answer))
    if (answer.kind === 'complaint') complaint = { severity: severityOf(answer.category) }
  }
  const hasAnswers = Object.keys(answers).length > 0
  const { receiptCode } = base
  return fitRecord({
    id: base.id,
    revision: base.revision,
    ...(base.writer && { writer: base.writer }),
    surveyId: run.surveyId,
    surveyVersion: run.surveyVersion,
    status:
      run.status === 'completed'
        ? 'completed'
        : hasAnswers
          ? 'partial'
          : run.status === 'dismissed'
            ? 'dismissed'
            : 'started',
    mode: base.mode,
    ...(base.drawn && { drawn: base.drawn }),
    test: Boolean(base.test),
    locale: cleanLocale(run.locale) ?? survey.defaultLocale,
    touchpoint: survey.touchpoint,
    answers,
    ...(complaint && { complaint }),
    context: recordedContext(cleanContext(run.context).context, base.record),
    ...(subject && { subject }),
    consents: consents.slice(-50),
    timings: {
      startedAt: run.startedAt,
      updatedAt: run.updatedAt,
      ...(run.completedAt !== undefined && { completedAt: run.completedAt }),
      questionMs: run.questionMs,
    },
    ...(survey.variables && { variables: sayable(calculate(facts)) }),
    ...(complaint && receiptCode && { receiptCode }),
  })
}

/** [E58] What was said on pages ahead counts, a consent there only once the customer is past it again. */
function saidOn(survey: Survey, run: Run): Facts {
  const gone = wayOf(survey, run).facts
  const ahead = wayOf(survey, wayAhead(survey, run)).facts
  const answers = Object.fromEntries(
    Object.entries(ahead.answers).filter(([id, { kind }]) => kind !== 'consent' || Object.hasOwn(gone.answers, id)),
  )
  return { ...ahead, answers }
}

/** A calculated text may be a copy of words that are cut themselves. */
function sayable(variables: Readonly<Record<string, number | string>>): Record<string, number | string> {
  return Object.fromEntries(
    Object.entries(variables).map(([id, value]) => [
      id,
      typeof value === 'string' ? firstCharacters(value, LONGEST['text']!) : value,
    ]),
  )
}

/** Ways that go by a telephone number. */
const CALLED: readonly string[] = ['phone', 'whatsapp', 'sms']

/** A number as every receiver reads it: a shop cannot dial `۰۹۱۲`, nor add up `１２`. */
function readable(question: Question, answer: AnswerValue): AnswerValue {
  if (answer.kind === 'text' && question.kind === 'text' && (question.input === 'number' || question.input === 'phone'))
    return { ...answer, text: plainDigits(answer.text) }
  if (answer.kind === 'contact' && answer.address && CALLED.includes(answer.channel))
    return { ...answer, address: plainDigits(answer.address) }
  return answer
}

/** Longest words that any collector takes, by field, characters: beyond it a whole response would be refused. */
const LONGEST: Readonly<Record<string, number>> = {
  text: 20_000,
  other: 20_000,
  remedyText: 20_000,
  who: LONGEST_WHO,
  address: LONGEST_ADDRESS,
}

/** The form asks for less; what came past it (a pasted log, a script) is cut rather than lost. */
function cut(answer: AnswerValue): AnswerValue {
  if (answer.kind === 'attachment')
    return {
      ...answer,
      files: answer.files.map((file) => ({
        ...file,
        name: firstCharacters(file.name, 255),
        type: firstCharacters(file.type, 100),
      })),
    }
  return Object.fromEntries(
    Object.entries(answer).map(([field, value]) => [
      field,
      Object.hasOwn(LONGEST, field) && typeof value === 'string' ? firstCharacters(value, LONGEST[field]!) : value,
    ]),
  ) as unknown as AnswerValue
}
