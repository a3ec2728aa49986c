import type { AnswerValue } from '../model/answer.ts'
import type { PageId, QuestionId } from '../model/ids.ts'
import type { Question } from '../model/question.ts'
import type { Branch, Ending, Page, Survey } from '../model/survey.ts'
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
  const from = pages.findIndex((page) => page.id === here)
  const to = placeOf(pages, goalOf(survey, run, facts, here), from)
  const open = to < 0 ? undefined : pages.slice(to).find((page) => !isPassed(page) && isShown(page, facts))
  return open?.id

  function isPassed(page: Page): boolean {
    return page.id === here || run.trail.includes(page.id)
  }
}

/** Where a page sends those who leave it: a full quota to the end, else the first branch that holds. */
function goalOf(survey: Survey, run: Pick<Run, 'fullQuotas'>, facts: Facts, here: PageId): Branch['go'] {
  const isFull = survey.quotas?.some(
    (quota) => quota.when && run.fullQuotas?.includes(quota.id) && holds(quota.when, facts),
  )
  if (isFull) return 'end'
  const branches = pageOf(survey, here)?.branches
  return branches?.find((branch) => !branch.when || holds(branch.when, facts))?.go ?? 'next'
}

/** Number of the page that is gone to; less than none: an end. */
export function placeOf(pages: readonly Page[], go: Branch['go'], from: number): number {
  if (go === 'next') return from + 1
  return typeof go === 'object' && 'page' in go ? pages.findIndex((page) => page.id === go.page) : -1
}

/** [E17] The ending that a completed run came to: the one that the last page of its way names. */
export function endingOf(survey: Survey, run: Run, facts: Facts): Ending | undefined {
  const last = run.trail.at(-1)
  if (run.status !== 'completed' || last === undefined || !survey.endings) return undefined
  const go = goalOf(survey, run, facts, last)
  return typeof go === 'object' && 'ending' in go ? survey.endings.find(({ id }) => id === go.ending) : undefined
}

/** The first page that has something to show, if any. */
export function firstPage(survey: Survey, facts: Facts): PageId | undefined {
  return survey.pages.find((page) => isShown(page, facts))?.id
}

function isShown(page: Page, facts: Facts): boolean {
  if (page.showIf && !holds(page.showIf, facts)) return false
  return page.questions.some((question) => !question.showIf || holds(question.showIf, facts))
}
