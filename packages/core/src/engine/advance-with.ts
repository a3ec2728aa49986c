import type { AnswerValue } from '../model/answer.ts'
import type { EpochMs, PageId, QuestionId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import { isEmpty } from './check-plain.ts'
import type { EngineParts } from './facts.ts'
import type { Run, RunEvent, StartOptions } from './run-state.ts'
import type { Fault } from './view.ts'
import { firstPage, nextPage, wayOf } from './way.ts'

/** Time before a question counts up to here only, ms: a phone laid aside is no hesitation. */
const LONGEST_LOOK_MS = 600_000

/** `startRun` with the parts that the survey needs. @public */
export function startWith(survey: Survey, options: StartOptions, parts: EngineParts): Run {
  const run: Run = {
    surveyId: survey.id,
    surveyVersion: survey.version,
    seed: options.seed,
    locale: options.locale,
    status: 'started',
    at: 'end',
    trail: [],
    answers: {},
    skipped: [],
    faults: {},
    context: options.context ?? {},
    startedAt: options.now,
    updatedAt: options.now,
    questionMs: {},
    ...(options.fullQuotas && { fullQuotas: options.fullQuotas }),
  }
  const fresh = enter(run, firstPage(survey, wayOf(survey, run, parts).facts, parts), options.now)
  const { resume } = options
  return resume && resume.surveyId === survey.id && Array.isArray(resume.trail)
    ? resumed(survey, { ...fresh, ...resume }, fresh, options, parts)
    : fresh
}

/** `advance` with the parts that the survey needs. @public */
export function advanceWith(survey: Survey, run: Run, event: RunEvent, parts: EngineParts): Run {
  if (event.type === 'locale') return { ...run, locale: event.locale }
  if (run.at === 'end') return run
  const way = wayOf(survey, run, parts)
  const now = timed(run, way.shown, event.at)
  const page = run.at === 'more' ? undefined : run.at.page
  switch (event.type) {
    case 'answered':
      return answered(survey, now, event.questionId, event.value, parts)
    case 'skipped': {
      const question = way.shown.find(({ id }) => id === event.questionId)
      if (!question) return run
      const { id } = question
      const answers = without(now.answers, id)
      if (question.required) return { ...now, answers, faults: { ...now.faults, [id]: { code: 'required' } } }
      return { ...now, answers, faults: without(now.faults, id), skipped: [...now.skipped.filter((x) => x !== id), id] }
    }
    case 'next': {
      if (!page) return run
      const faults: Record<QuestionId, Fault> = {}
      for (const question of way.shown) {
        const fault = parts.check(question, now.answers[question.id], now.seed)
        if (fault) faults[question.id] = fault
      }
      if (Object.keys(faults).length > 0) return { ...now, faults }
      const to = nextPage(survey, run, way.facts, parts)
      const left: Run = { ...now, faults, trail: [...now.trail, page] }
      return to !== 'end' && to === survey.offerMoreBefore ? { ...left, at: 'more' } : enter(left, to, event.at)
    }
    case 'more':
      if (page) return run
      return enter(now, event.yes && survey.offerMoreBefore ? survey.offerMoreBefore : 'end', event.at)
    case 'back': {
      const before = run.trail.at(-1)
      return before === undefined ? run : { ...now, faults: {}, trail: run.trail.slice(0, -1), at: { page: before } }
    }
    case 'dismissed':
      return { ...now, faults: {}, status: 'dismissed', trail: page ? [...now.trail, page] : now.trail, at: 'end' }
  }
}

function answered(survey: Survey, run: Run, id: QuestionId, value: AnswerValue, parts: EngineParts): Run {
  const question = survey.pages.flatMap((page) => page.questions).find((each) => each.id === id)
  if (!question) return run
  const fault = parts.check(question, value, run.seed)
  if (fault && isSenseless(fault)) return { ...run, faults: { ...run.faults, [id]: fault } }
  const answers = value && !isEmpty(value) ? { ...run.answers, [id]: value } : without(run.answers, id)
  return {
    ...run,
    status: Object.keys(answers).length > 0 ? 'partial' : run.status,
    answers,
    skipped: run.skipped.filter((each) => each !== id),
    faults: without(run.faults, id),
  }
}

/** An answer that no further typing can mend is not kept; a half-written one is, and judged on `next`. */
function isSenseless(fault: Fault): boolean {
  return fault.code === 'wrong_kind' || fault.code === 'unknown_choice' || fault.code === 'duplicate'
}

function enter(run: Run, to: PageId | 'end', at: EpochMs): Run {
  return to === 'end' ? { ...run, at: 'end', status: 'completed', completedAt: at } : { ...run, at: { page: to } }
}

/** Adds the time since the last event to the questions that stood before the customer. */
function timed(run: Run, shown: readonly { readonly id: QuestionId }[], at: EpochMs): Run {
  const spent = Math.min(Math.max(0, at - run.updatedAt), LONGEST_LOOK_MS)
  const questionMs: Record<QuestionId, number> = { ...run.questionMs }
  for (const { id } of shown) questionMs[id] = (questionMs[id] ?? 0) + spent
  return { ...run, questionMs, updatedAt: at }
}

function resumed(survey: Survey, draft: Run, fresh: Run, options: StartOptions, parts: EngineParts): Run {
  const known = new Map(survey.pages.flatMap((page) => page.questions).map((question) => [question.id, question]))
  const fits = ([id, value]: [QuestionId, AnswerValue]): boolean => {
    const question = known.get(id)
    const fault = question && parts.check(question, value, draft.seed)
    return question !== undefined && !(fault && isSenseless(fault))
  }
  const run: Run = {
    ...draft,
    surveyVersion: survey.version,
    locale: options.locale,
    context: options.context ?? draft.context,
    answers: Object.fromEntries(Object.entries(draft.answers).filter(fits)),
    faults: Object.fromEntries(Object.entries(draft.faults).filter(([id]) => known.has(id))),
  }
  const pages = [...run.trail, ...(typeof run.at === 'object' ? [run.at.page] : [])]
  const isThere = pages.every((id) => survey.pages.some((page) => page.id === id))
  return isThere ? run : { ...run, faults: {}, trail: [], at: fresh.at }
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = record
  return rest
}
