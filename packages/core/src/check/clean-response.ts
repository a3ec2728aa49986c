import { isKey, isRecord, number, valuesByKey } from '../clean/clean.ts'
import { cleanConsents } from '../clean/clean-consents.ts'
import { cleanContext } from '../clean/clean-context.ts'
import { cleanLocale } from '../clean/clean-locale.ts'
import { cleanSubject } from '../clean/clean-subject.ts'
import type { AnswerValue } from '../model/answer.ts'
import { firstCharacters, wellFormed } from '../model/characters.ts'
import type { EpochMs } from '../model/ids.ts'
import { isWhole } from '../model/is-number.ts'
import { RESPONSE_MODES, type Response, type ResponseStatus, type ResponseTimings } from '../model/response.ts'
import { answerSchema, LONGEST_TEXT, uuid } from '../schema/answer.ts'
import { locale as localeTag, surveyId as surveyIdForm, touchpoint as touchpointForm } from '../schema/basics.ts'

/** What a column for whole numbers holds in any store. */
const MOST = 2_000_000_000
/** The ends of time as a `Date` has it, ms. */
const LAST_MOMENT = 8.64e15
const MOST_ANSWERS = 500

const STATUSES: Record<ResponseStatus, true> = { started: true, partial: true, completed: true, dismissed: true }
/**
 * The response in a value that has an id, a survey's id and an object of answers: what the customer said as it is, facts
 * around it cleaned, and what cannot be read left out. Never throws; a slip in a fact must not cost an answer.
 * @param now - time for moments that are missing, epoch ms
 */
export function cleanResponse(value: Record<string, unknown>, now: EpochMs): Response {
  const answers = cleanAnswers(value['answers'] as Record<string, unknown>)
  const timings = cleanTimings(value['timings'], now)
  const { subject } = cleanSubject(value['subject'])
  const complaint = cleanComplaint(value['complaint'])
  const variables = valuesByKey(cleanVariable, 100)(value['variables'], '', [])
  const code = value['receiptCode']
  const { status, mode, test, writer, continues } = value
  return {
    id: value['id'] as string,
    revision: wholeFrom1(value['revision']),
    ...(typeof writer === 'string' && /^[\w-]{1,32}$/.test(writer) && { writer }),
    ...(fits(uuid, continues) && { continues }),
    surveyId: value['surveyId'] as string,
    surveyVersion: wholeFrom1(value['surveyVersion']),
    status: isOneOf(STATUSES, status) ? status : Object.keys(answers).length > 0 ? 'partial' : 'started',
    mode: isOneOf(RESPONSE_MODES, mode) ? mode : 'web',
    ...(value['drawn'] === true && { drawn: true }),
    // A trial that counts would be worse than an answer that does not.
    test: test === true || test === 'true' || test === 1,
    locale: fits(localeTag, value['locale']) ? value['locale'] : (cleanLocale(value['locale']) ?? UNKNOWN_LANGUAGE),
    touchpoint: fits(touchpointForm, value['touchpoint']) ? value['touchpoint'] : 'x_unknown',
    answers,
    ...(complaint && { complaint }),
    context: cleanContext(value['context']).context,
    ...(subject && { subject }),
    consents: cleanConsents(value['consents'], timings.updatedAt).records,
    timings,
    ...(isRecord(variables) && { variables: variables as NonNullable<Response['variables']> }),
    ...(typeof code === 'string' && /\S/.test(code) && { receiptCode: wellFormed(firstCharacters(code, 64)) }),
  }
}

/** BCP 47 for a language that nobody named. */
const UNKNOWN_LANGUAGE = 'und'

/** Whether a value can be a response at all, and if not, where it fails. */
export function faultOf(value: Record<string, unknown>): 'id' | 'surveyId' | 'answers' | undefined {
  if (!fits(uuid, value['id'])) return 'id'
  if (!fits(surveyIdForm, value['surveyId'])) return 'surveyId'
  return isRecord(value['answers']) ? undefined : 'answers'
}

function cleanAnswers(value: Record<string, unknown>): Response['answers'] {
  const kept: [string, AnswerValue][] = []
  for (const id of Object.keys(value)) {
    const answer = isKey(id) && kept.length < MOST_ANSWERS ? cleanAnswer(value[id]) : undefined
    if (answer) kept.push([id, answer])
  }
  return Object.fromEntries(kept)
}

/** Longest texts in an answer, characters. */
const LONGEST: Readonly<Record<string, number>> = {
  text: LONGEST_TEXT,
  other: LONGEST_TEXT,
  remedyText: LONGEST_TEXT,
  who: 400,
  address: 320,
}

/** An answer as far as it can be read: long texts are cut between characters, a detail that cannot be read is left out. */
function cleanAnswer(value: unknown): AnswerValue | undefined {
  if (!isRecord(value)) return undefined
  const answer = Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const longest = LONGEST[key]
      return [key, typeof part === 'string' && longest ? wellFormed(firstCharacters(part, longest)) : part]
    }),
  )
  for (let tries = 0; tries < 20; tries++) {
    const read = answerSchema.safeParse(answer)
    if (read.success) return read.data
    const [field, part] = read.error.issues[0]!.path
    if (field === undefined || field === 'kind') return undefined
    const inner = answer[field as string]
    // One choice, row or file of several.
    if (part === undefined) delete answer[field as string]
    else if (Array.isArray(inner)) answer[field as string] = inner.filter((_, i) => i !== part)
    else if (isRecord(inner)) {
      const { [part as string]: _, ...rest } = inner
      answer[field as string] = rest
    } else return undefined
    // Without what it is about it says nothing: the next reading finds it missing.
    if (part === undefined && !((field as string) in value)) return undefined
  }
  return undefined
}

/** Whoever complains is heard, however badly it is told how bad it is. */
function cleanComplaint(value: unknown): Response['complaint'] {
  if (!isRecord(value)) return value ? { severity: 'normal' } : undefined
  const { severity } = value
  return { severity: severity === 'critical' || severity === 'high' ? severity : 'normal' }
}

function cleanTimings(value: unknown, now: EpochMs): ResponseTimings {
  const given = isRecord(value) ? value : {}
  const updatedAt = momentOf(given['updatedAt']) ?? momentOf(given['completedAt']) ?? now
  const startedAt = momentOf(given['startedAt']) ?? updatedAt
  const completedAt = momentOf(given['completedAt'])
  const questionMs = valuesByKey(number, MOST_ANSWERS)(given['questionMs'], '', []) as ResponseTimings['questionMs']
  return {
    startedAt,
    updatedAt,
    ...(completedAt !== undefined && { completedAt }),
    ...(questionMs && { questionMs }),
  }
}

const cleanVariable = (value: unknown): unknown =>
  typeof value === 'string' ? wellFormed(firstCharacters(value, LONGEST_TEXT)) : number(value, '', [])

const momentOf = (value: unknown): EpochMs | undefined =>
  typeof value === 'number' && Math.abs(value) <= LAST_MOMENT ? value : undefined

const wholeFrom1 = (value: unknown): number => {
  const found = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  return isWhole(found) && found >= 1 && found <= MOST ? found : 1
}

const isOneOf = <Word extends string>(words: Record<Word, true>, value: unknown): value is Word =>
  typeof value === 'string' && Object.hasOwn(words, value)

const fits = <Form>(
  form: { safeParse(value: unknown): { success: boolean; data?: Form } },
  value: unknown,
): value is Form => form.safeParse(value).success
