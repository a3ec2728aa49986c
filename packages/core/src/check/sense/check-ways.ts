import type { Branch, Survey } from '../../model/survey.ts'
import type { Note } from './notes.ts'
import { arrival, type PageGraph } from './page-graph.ts'
import { comparisonsOf, conditionsOf, questionsOf } from './walk.ts'

/** [S7] Every way leads somewhere and ends, every page can be reached, nothing is read before it can be known. */
export function checkWays(survey: Survey, graph: PageGraph, note: Note): void {
  const { pages, offerMoreBefore } = survey
  for (const [i, page] of pages.entries()) {
    const branches = page.branches ?? []
    for (const [j, { go }] of branches.entries()) checkGoal(survey, go, `pages[${i}].branches[${j}].go`, note)
    const last = branches.findIndex((branch) => !branch.when)
    if (last >= 0 && last < branches.length - 1)
      note('unreachable', `pages[${i}].branches[${last + 1}]`, 'a branch', 'no branch after one without `when`')
    if (graph.after[arrival(i)]!.has(arrival(i)))
      note('endless-loop', loopPath(survey, graph, i), page.id, 'a way that ends', 'go forward, or to "end"')
    if (i > 0 && !graph.after[arrival(0)]!.has(arrival(i)))
      note('unreachable', `pages[${i}]`, page.id, 'a page that some way leads to', 'add a branch to it, or take it out')
  }
  const more = pages.findIndex((page) => page.id === offerMoreBefore)
  if (offerMoreBefore !== undefined && more <= 0)
    note('unknown-page', 'offerMoreBefore', offerMoreBefore, 'the id of a page after the first')
  for (const [i, { id }] of (survey.endings ?? []).entries())
    if (!graph.after[arrival(0)]!.has(graph.endings[i]!))
      note(
        'unreachable',
        `endings[${i}]`,
        id,
        'an ending that some way leads to',
        'name it in a branch, or take it out',
      )
  checkReading(survey, graph, note)
}

function checkGoal({ pages, endings }: Survey, go: Branch['go'], path: string, note: Note): void {
  if (typeof go === 'string') return
  if ('page' in go) {
    if (!pages.some(({ id }) => id === go.page))
      note('unknown-page', `${path}.page`, go.page, 'the id of a page', 'or "next", or "end"')
  } else if (!endings?.some(({ id }) => id === go.ending))
    note('unknown-ending', `${path}.ending`, go.ending, 'the id of an ending', 'write it into `endings`')
}

function loopPath(survey: Survey, graph: PageGraph, from: number): string {
  const branch = survey.pages[from]?.branches?.findIndex(({ go }) => {
    const to = typeof go === 'object' && 'page' in go ? survey.pages.findIndex(({ id }) => id === go.page) : -1
    return to >= 0 && (to === from || graph.after[arrival(to)]!.has(arrival(from)))
  })
  return branch === undefined || branch < 0 ? `pages[${from}]` : `pages[${from}].branches[${branch}].go`
}

/** A question that comes later has no answer yet: a condition on it could never change. */
function checkReading(survey: Survey, graph: PageGraph, note: Note): void {
  const questions = questionsOf(survey)
  for (const { part, path, page, before = 0 } of conditionsOf(survey)) {
    if (isNever(part)) note('unreachable', path, 'a condition that never holds', 'a condition that can hold')
    if (page === undefined) continue
    for (const { part: comparison, path: at } of comparisonsOf(part, path)) {
      const { left } = comparison
      const read = 'answer' in left ? questions.find(({ part: question }) => question.id === left.answer) : undefined
      const isKnown =
        !read || (read.page === page ? read.place < before : graph.after[arrival(read.page)]!.has(arrival(page)))
      if (!isKnown)
        note('reads-later', `${at}.left`, read.part.id, 'a question that is asked earlier', 'move one of them')
    }
  }
}

/** An empty `any` holds for nobody. */
function isNever(condition: Parameters<typeof comparisonsOf>[0]): boolean {
  if ('any' in condition) return condition.any.every(isNever)
  return 'all' in condition && condition.all.some(isNever)
}
