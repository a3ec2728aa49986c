import type { AnswerValue } from '../model/answer.ts'
import type { EpochMs, PageId, QuestionId } from '../model/ids.ts'
import type { Question } from '../model/question.ts'
import type { Survey } from '../model/survey.ts'
import { checkAnswer, isEmpty, isSenseless } from './check-answer.ts'
import type { Run, RunEvent } from './run-state.ts'
import { enter } from './start-run.ts'
import type { Fault } from './view.ts'
import { nextPage, wayOf } from './way.ts'
import { asEnded, asksFrom } from './way-ahead.ts'

/** Longest time that is counted for one question, ms: after it the customer has put the phone aside. */
const LONGEST_LOOK_MS = 600_000

/**
 * The next state of a run after an event. Pure; an event that does not fit the state (an unknown question,
 * anything after the end) changes nothing.
 * @public
 */
export function advance(survey: Survey, run: Run, event: RunEvent): Run {
  if (event.type === 'locale') return { ...run, locale: event.locale }
  if (run.at === 'end') return event.type === 'back' ? reopened(run, event) : run
  const way = wayOf(survey, run)
  const now = timed(run, way.shown, event.at)
  const page = run.at === 'more' ? undefined : run.at.page
  switch (event.type) {
    case 'answered': {
      const home = survey.pages.find(({ questions }) => questions.some(({ id }) => id === event.questionId))
      const question = home?.questions.find(({ id }) => id === event.questionId)
      if (!home || !question) return run
      const after = answered(now, question, event.value)
      // a late answer to a page gone by must not empty the page before the customer
      const isEmptied = page && run.trail.includes(home.id) && wayOf(survey, after).shown.length === 0
      return isEmptied ? run : after
    }
    case 'skipped': {
      const question = way.shown.find(({ id }) => id === event.questionId)
      if (!question) return run
      const { id } = question
      const answers = without(now.answers, id)
      if (question.required) return { ...now, answers, faults: { ...now.faults, [id]: { code: 'required' } } }
      return { ...now, answers, faults: without(now.faults, id), skipped: [...now.skipped.filter((x) => x !== id), id] }
    }
    case 'next': {
      if (!page || isGoneBy(event.page, page)) return run
      const faults: Record<QuestionId, Fault> = {}
      for (const question of way.shown) {
        const fault = checkAnswer(question, now.answers[question.id], now.seed)
        if (fault) faults[question.id] = fault
      }
      if (Object.keys(faults).length > 0) return { ...now, faults }
      const to = nextPage(survey, run, way.facts)
      const left: Run = { ...now, faults, trail: [...now.trail, page] }
      return to !== undefined && to === survey.offerMoreBefore && asksFrom(survey, to)
        ? { ...left, at: 'more' }
        : enter(left, to, event.at)
    }
    case 'more': {
      const last = run.trail.at(-1)
      if (page || !last) return run
      // asked anew: a late answer may have emptied the page that was offered
      return enter(now, event.yes ? nextPage(survey, { ...run, at: { page: last } }, way.facts) : undefined, event.at)
    }
    case 'back': {
      const before = run.trail.at(-1)
      return before === undefined || isGoneBy(event.page, page)
        ? run
        : { ...now, faults: {}, trail: run.trail.slice(0, -1), at: { page: before } }
    }
    case 'dismissed': {
      if (run.status === 'completed') return { ...asEnded(survey, now), faults: {} }
      return { ...now, faults: {}, status: 'dismissed', trail: page ? [...now.trail, page] : now.trail, at: 'end' }
    }
  }
}

/** [E59] Back from the end: the last page again, to change what was said there. What is completed stays so. */
function reopened(run: Run, { page: pressedOn, at }: { readonly page?: PageId; readonly at: EpochMs }): Run {
  const page = run.trail.at(-1)
  if (run.status !== 'completed' || page === undefined || isGoneBy(pressedOn, undefined)) return run
  return { ...run, updatedAt: at, trail: run.trail.slice(0, -1), at: { page } }
}

/** Was it pressed on another page? It was turned then: a second press on one page must not pass over the next one. */
function isGoneBy(pressedOn: PageId | undefined, page: PageId | undefined): boolean {
  return pressedOn !== undefined && pressedOn !== page
}

function answered(run: Run, question: Question, value: AnswerValue): Run {
  const { id } = question
  const fault = checkAnswer(question, value, run.seed)
  if (isSenseless(fault)) return { ...run, faults: { ...run.faults, [id]: fault } }
  const answers = value && !isEmpty(value) ? { ...run.answers, [id]: value } : without(run.answers, id)
  return {
    ...run,
    status: Object.keys(answers).length > 0 && run.status !== 'completed' ? 'partial' : run.status,
    answers,
    skipped: run.skipped.filter((each) => each !== id),
    faults: without(run.faults, id),
  }
}

/** Adds the time since the last event to the questions that stood before the customer. */
function timed(run: Run, shown: readonly { readonly id: QuestionId }[], at: EpochMs): Run {
  const spent = Math.min(Math.max(0, at - run.updatedAt), LONGEST_LOOK_MS)
  const questionMs: Record<QuestionId, number> = { ...run.questionMs }
  for (const { id } of shown) questionMs[id] = (questionMs[id] ?? 0) + spent
  return { ...run, questionMs, updatedAt: at }
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = record
  return rest
}
