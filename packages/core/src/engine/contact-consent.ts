import type { AnswerKind, AnswerOf, AnswerValue } from '../model/answer.ts'
import type { QuestionId } from '../model/ids.ts'
import type { Condition, ConsentQuestion, Question } from '../model/question.ts'
import type { ConsentRecord, Response } from '../model/response.ts'
import type { Survey } from '../model/survey.ts'
import type { Facts } from './facts.ts'
import { holds } from './holds.ts'
import type { Run } from './run-state.ts'
import { firstPage, nextPage } from './way.ts'

type Answers = Readonly<Record<QuestionId, AnswerValue>>

/**
 * Says whether a consent of this purpose is about the customer's address: `contact` and `personal_data`, also with
 * something behind (`contact_reply`, `personal_data_ru`).
 */
export function isAboutContact(purpose: string): boolean {
  return /^(contact|personal_data)/.test(purpose)
}

/**
 * [E54] The answers that may leave the device. The address of a contact and the answer of a text that asks for an
 * e-mail address or a telephone number stay until their consent is given: every consent about contact that is asked
 * on the way, on this page or a later one. A survey that asks for none takes them when their page is left forward:
 * what is half typed, or closed without being sent, was not given.
 * @param outside - consents that were given outside this survey
 */
export function mayLeave(survey: Survey, run: Run, facts: Facts, outside: readonly ConsentRecord[]): Answers {
  return without(facts.answers, heldBack(survey, run, facts, outside, facts.answers))
}

/** Ids of the answers whose address stays where it was typed. */
function heldBack(
  survey: Survey,
  run: Run,
  facts: Facts,
  outside: readonly ConsentRecord[],
  answers: Answers,
): ReadonlySet<QuestionId> {
  const ids = contactIds(survey, answers)
  const word = ids.length > 0 ? wordOn(survey, run, facts, outside) : 'given'
  if (word === 'given') return new Set()
  return new Set(word === 'none' ? ids.filter((id) => !wasSent(survey, run, id)) : ids)
}

/**
 * [R5] A response without the contact data that its consents do not cover: the second guard, for clients that do
 * not know the rule. The rest of the answer stays as it came.
 * @param survey - the definition, if it is known: it tells which consent was asked for
 * @public
 */
export function withoutUnconsentedContact(response: Response, survey: Survey | undefined): Response {
  const { answers, consents, context } = response
  const ids = contactIds(survey, answers)
  if (ids.length === 0) return response
  const latest = new Map(consents.map((record) => [record.purpose, record.granted]))
  const facts: Facts = { answers, context, variables: survey?.variables ?? [] }
  const way = survey ? pagesOnWay(survey, facts) : []
  const asked = (survey ? consentsOf(survey) : []).filter(
    ({ page, conditions }) => way.includes(page) && conditions.every((each) => holds(each, facts)),
  )
  const isCovered = !isRefused(latest) && asked.every(({ question }) => latest.get(question.purpose) === true)
  return isCovered ? response : withoutContact(response, ids)
}

/**
 * Questions whose contact data must go from every earlier copy of a response, since its consent was refused or taken
 * back in this one. None: nothing was taken back.
 * @public
 */
export function contactTakenBack(response: Response, survey: Survey | undefined): readonly QuestionId[] {
  if (!isRefused(new Map(response.consents.map((record) => [record.purpose, record.granted])))) return []
  const answered = Object.entries(response.answers).flatMap(([id, { kind }]) => (kind === 'contact' ? [id] : []))
  const asked = survey?.pages.flatMap(({ questions }) => questions.filter(isContact).map(({ id }) => id)) ?? []
  return [...new Set([...answered, ...asked])]
}

/**
 * A response without the addresses in these answers, copies in its variables included. Of a contact the channel stays.
 * @public
 */
export function withoutContact(response: Response, ids: readonly QuestionId[]): Response {
  const { answers, variables } = response
  const gone = new Set(
    ids.flatMap((id) => {
      const answer = Object.hasOwn(answers, id) ? answers[id] : undefined
      return (answer && wayIn(answer.kind, answer)) ?? []
    }),
  )
  if (gone.size === 0) return response
  const kept = Object.entries(variables ?? {}).map(([id, value]) => [id, gone.has(`${value}`) ? '' : value])
  return {
    ...response,
    answers: without(answers, new Set(ids)),
    ...(variables && { variables: Object.fromEntries(kept) }),
  }
}

const isRefused = (latest: ReadonlyMap<string, boolean>): boolean =>
  [...latest].some(([purpose, granted]) => isAboutContact(purpose) && !granted)

/** What was said about the use of the address: `none` when nobody was asked. */
function wordOn(
  survey: Survey,
  run: Run,
  facts: Facts,
  outside: readonly ConsentRecord[],
): 'given' | 'refused' | 'none' {
  const latest = new Map(outside.map(({ purpose, granted }) => [purpose, granted]))
  let word: 'given' | 'none' = 'none'
  for (const { question, page, conditions } of consentsOf(survey)) {
    const answer = facts.answers[question.id]
    const granted = answer?.kind === 'consent' ? answer.granted : latest.get(question.purpose)
    latest.delete(question.purpose)
    if (granted) word = 'given'
    // skipped by a branch: does not apply. Still to come: not given yet.
    else if (isOnWay(page) ? conditions.every((each) => holds(each, facts)) : run.status !== 'completed')
      return 'refused'
  }
  for (const [purpose, granted] of latest) {
    if (!isAboutContact(purpose)) continue
    if (!granted) return 'refused'
    word = 'given'
  }
  return word

  function isOnWay(page: string): boolean {
    return run.trail.includes(page) || (typeof run.at === 'object' && run.at.page === page)
  }
}

/** The pages that somebody with these answers comes to, also those still ahead. */
function pagesOnWay(survey: Survey, facts: Facts): readonly string[] {
  const trail: string[] = []
  let at = firstPage(survey, { ...facts, answers: {} })
  while (at !== undefined) {
    const to: string | undefined = nextPage(survey, { at: { page: at }, trail }, facts)
    trail.push(at)
    at = to
  }
  return trail
}

/** Was the page of the question left by going on, not by closing? */
function wasSent(survey: Survey, { trail, status }: Run, id: QuestionId): boolean {
  const page = survey.pages.find(({ questions }) => questions.some((question) => question.id === id))?.id
  const left = status === 'dismissed' ? trail.slice(0, -1) : trail
  return page !== undefined && left.includes(page)
}

function consentsOf(
  survey: Survey,
): readonly { readonly question: ConsentQuestion; readonly page: string; readonly conditions: readonly Condition[] }[] {
  return survey.pages.flatMap((page) =>
    page.questions.flatMap((question) =>
      question.kind === 'consent' && isAboutContact(question.purpose)
        ? [{ question, page: page.id, conditions: [page.showIf, question.showIf].filter((each) => each !== undefined) }]
        : [],
    ),
  )
}

/** Answers that hold a way to reach somebody. */
function contactIds(survey: Survey | undefined, answers: Answers): QuestionId[] {
  const fields = new Set(
    survey?.pages.flatMap(({ questions }) => questions.filter(isContactField).map(({ id }) => id)) ?? [],
  )
  return Object.entries(answers).flatMap(([id, answer]) =>
    (answer.kind === 'contact' && answer.address) || (answer.kind === 'text' && fields.has(id)) ? [id] : [],
  )
}

const isContact = (question: Question): boolean => question.kind === 'contact' || isContactField(question)

const isContactField = (question: Question): boolean =>
  question.kind === 'text' && (question.input === 'email' || question.input === 'phone')

const nothing = (): undefined => undefined

/** The way to reach somebody that an answer may hold; of a text where its question asks for an address. */
const WAYS: { readonly [Kind in AnswerKind]: (answer: AnswerOf<Kind>) => string | undefined } = {
  rating: nothing,
  scale: nothing,
  choice: nothing,
  text: ({ text }) => text,
  matrix: nothing,
  ranking: nothing,
  split: nothing,
  contact: ({ address }) => address,
  consent: nothing,
  attachment: nothing,
  praise: nothing,
  complaint: nothing,
}

function wayIn<Kind extends AnswerKind>(kind: Kind, answer: AnswerOf<Kind>): string | undefined {
  return WAYS[kind](answer)
}

/** Takes the addresses out: of a contact the channel stays. */
function without(answers: Answers, ids: ReadonlySet<QuestionId>): Answers {
  if (ids.size === 0) return answers
  return Object.fromEntries(
    Object.entries(answers).flatMap(([id, answer]): [QuestionId, AnswerValue][] => {
      if (!ids.has(id)) return [[id, answer]]
      if (answer.kind !== 'contact') return []
      const { address: _, ...rest } = answer
      return [[id, rest]]
    }),
  )
}
