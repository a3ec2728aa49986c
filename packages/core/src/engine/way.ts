import type { AnswerValue } from '../model/answer.ts'
import type { PageId, QuestionId } from '../model/ids.ts'
import type { Question } from '../model/question.ts'
import type { Page, Survey } from '../model/survey.ts'
import type { Facts } from './facts.ts'
import { holds } from './holds.ts'
import type { Run } from './run-state.ts'

/** What a run has gathered on its way: the facts, and the questions that stand before the customer. */
export interface Way {
  readonly facts: Facts
  readonly shown: readonly Question[]
}

/**
 * Walks the way gone so far. Only answers to questions that are shown on it count: those of a branch that was
 * left again are kept in the run, but nothing reads them.
 */
export function wayOf(survey: Survey, run: Run): Way {
  const answers: Record<QuestionId, AnswerValue> = {}
  const facts: Facts = { answers, context: run.context, variables: survey.variables ?? [] }
  const ids = typeof run.at === 'object' ? [...run.trail, run.at.page] : run.trail
  let shown: Question[] = []
  for (const id of ids) {
    shown = []
    for (const question of pageOf(survey, id)?.questions ?? []) {
      if (question.showIf && !holds(question.showIf, facts)) continue
      shown.push(question)
      const answer = run.answers[question.id]
      if (answer) answers[question.id] = answer
    }
  }
  return { facts, shown: typeof run.at === 'object' ? shown : [] }
}

/**
 * [E58] The run as if the customer had gone on from here over the pages that are answered already. Who went back said
 * what stands on later pages all the same; a branch that no longer holds is not on this way.
 */
export function wayAhead(survey: Survey, run: Run): Run {
  const last = typeof run.at === 'object' ? run.at.page : run.trail.at(-1)
  if (last === undefined || run.status === 'completed') return run
  const trail = typeof run.at === 'object' ? run.trail : run.trail.slice(0, -1)
  let ahead: Run = { ...run, trail, at: { page: last } }
  for (let at = last; ; ) {
    const to = nextPage(survey, ahead, wayOf(survey, ahead).facts)
    if (to === undefined) return ahead
    ahead = { ...ahead, trail: [...ahead.trail, at], at: { page: to } }
    at = to
  }
}

/** Says whether anything is asked from a page on: nobody is offered "0 more questions" before a mere link or reward. */
export function asksFrom(survey: Survey, id: PageId): boolean {
  const from = survey.pages.findIndex((page) => page.id === id)
  return survey.pages.slice(from).some(({ questions }) => questions.some(({ kind }) => !TELLS.includes(kind)))
}

/** Kinds that ask nothing. */
const TELLS: readonly Question['kind'][] = ['statement', 'review_link', 'reward']

/** Finds a page. */
export function pageOf(survey: Survey, id: PageId): Page | undefined {
  return survey.pages.find((page) => page.id === id)
}

/**
 * The page after the current one: the first branch that holds, else the next in order; pages with nothing to
 * show are passed over; `undefined`: the run ends here (a page may be called "end"). No page is entered twice on one way, so a run always ends.
 */
export function nextPage(
  survey: Survey,
  run: Pick<Run, 'at' | 'trail' | 'fullQuotas'>,
  facts: Facts,
): PageId | undefined {
  if (typeof run.at !== 'object') return undefined
  const { pages } = survey
  const here = run.at.page
  const isFull = survey.quotas?.some(
    (quota) => quota.when && run.fullQuotas?.includes(quota.id) && holds(quota.when, facts),
  )
  if (isFull) return undefined
  const from = pages.findIndex((page) => page.id === here)
  const go = pages[from]?.branches?.find((branch) => !branch.when || holds(branch.when, facts))?.go ?? 'next'
  if (go === 'end') return undefined
  const to = go === 'next' ? from + 1 : pages.findIndex((page) => page.id === go.page)
  const open = to < 0 ? undefined : pages.slice(to).find((page) => !isPassed(page) && isShown(page, facts))
  return open?.id

  function isPassed(page: Page): boolean {
    return page.id === here || run.trail.includes(page.id)
  }
}

/** The first page that has something to show, if any. */
export function firstPage(survey: Survey, facts: Facts): PageId | undefined {
  return survey.pages.find((page) => isShown(page, facts))?.id
}

function isShown(page: Page, facts: Facts): boolean {
  if (page.showIf && !holds(page.showIf, facts)) return false
  return page.questions.some((question) => !question.showIf || holds(question.showIf, facts))
}
