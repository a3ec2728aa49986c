import type { AnswerValue } from '../model/answer.ts'
import type { EpochMs, PageId, QuestionId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { EngineParts } from './facts.ts'
import type { Run, StartOptions } from './run-state.ts'
import type { Fault } from './view.ts'
import { firstPage, wayOf } from './way.ts'

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
  const { resume } = options
  const isDraft =
    resume?.surveyId === survey.id &&
    ['trail', 'answers', 'faults', 'questionMs'].every((field) => isHeld(resume, field))
  return isDraft ? resumed(survey, { ...run, ...resume }, options, parts) : begun(survey, run, options.now, parts)
}

function begun(survey: Survey, run: Run, now: EpochMs, parts: EngineParts): Run {
  return enter(run, firstPage(survey, wayOf(survey, run, parts).facts, parts), now)
}

function resumed(survey: Survey, draft: Run, options: StartOptions, parts: EngineParts): Run {
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
  return isThere || run.at === 'end'
    ? run
    : begun(survey, { ...run, faults: {}, trail: [], at: 'end' }, options.now, parts)
}

/** A draft comes from a store: it may be anything. */
function isHeld(draft: Run, field: string): boolean {
  const held: unknown = draft[field as keyof Run]
  return typeof held === 'object' && held !== null && Array.isArray(held) === (field === 'trail')
}

/** An answer that no further typing can mend is not kept; a half-written one is, and judged on `next`. */
export function isSenseless(fault: Fault): boolean {
  return fault.code === 'wrong_kind' || fault.code === 'unknown_choice' || fault.code === 'duplicate'
}

/** Steps onto a page, or ends. */
export function enter(run: Run, to: PageId | 'end', at: EpochMs): Run {
  return to === 'end' ? { ...run, at: 'end', status: 'completed', completedAt: at } : { ...run, at: { page: to } }
}
