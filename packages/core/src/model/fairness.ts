import type { Note } from './checks/notes.ts'
import { apart, arrival, departure, type PageGraph } from './checks/page-graph.ts'
import { comparisonsOf, isOperand, type PlacedQuestion, questionsOf } from './checks/walk.ts'
import type { Condition, Operand, QuestionKind } from './question.ts'
import type { Survey } from './survey.ts'

/**
 * Offered to everybody alike, whatever was answered: the public review page, the reward, the way to be answered,
 * the frank door. Choosing by score who may praise in public or complain is gating, which platforms and
 * consumer law forbid (domain 3) and which makes frankness unsafe.
 */
const GUARDED: readonly QuestionKind[] = ['review_link', 'reward', 'contact', 'complaint']

/** Our own events that tell what somebody answered. */
const TELLING = /^(answer\.|response\.|complaint\.|case\.|praise\.)/

/**
 * [S8] Finds every way in which an answer decides who meets a guarded block: a condition on the block or its page
 * that reads an answer, directly or through a variable, and a fork in the way after which only one of the ways
 * holds the block. Facts of the occasion (context) may decide, answers may not.
 */
export function checkFairness(survey: Survey, graph: PageGraph, note: Note): void {
  const guarded = questionsOf(survey).filter(({ part }) => GUARDED.includes(part.kind))
  if (guarded.length === 0) return
  const reads = readerOf(survey)
  for (const { part: block, page, path } of guarded) {
    judge(block.showIf, `${path}.showIf`, block.id)
    judge(survey.pages[page]?.showIf, `pages[${page}].showIf`, block.id)
  }
  for (const fork of forksOf(survey, graph, reads)) {
    const between = apart(graph.next, fork.place, graph.meeting[fork.place])
    for (const block of guarded)
      if (between.has(arrival(block.page)))
        unfair(fork.path, fork.reads, block.part.id, 'put it where the ways have met again')
  }
  checkBounds(survey, graph, guarded, note)
  for (const [i, trigger] of (survey.targeting?.triggers ?? []).entries())
    if (trigger.on === 'event' && TELLING.test(trigger.name) && (trigger.where || trigger.name.startsWith('complaint')))
      unfair(`targeting.triggers[${i}]`, `what was said (${trigger.name})`, guarded[0]!.part.id, 'ask everybody')

  function judge(condition: Condition | undefined, path: string, id: string): void {
    const read = condition && reads(condition)
    if (read) unfair(path, read, id, 'read the context, or ask everybody')
  }

  function unfair(path: string, found: string, id: string, hint: string): void {
    note('gated-by-answer', path, found, `"${id}" for everybody, whatever they answered`, hint)
  }
}

/** Names what a condition reads of the answers, directly or through variables. */
type Reader = (condition: Condition) => string | undefined

function readerOf(survey: Survey): Reader {
  const telling = new Map<string, string>()
  const operandReads = (operand: Operand): string | undefined =>
    'answer' in operand ? `answer ${operand.answer}` : 'variable' in operand ? telling.get(operand.variable) : undefined
  const reads: Reader = (condition) => {
    for (const { part } of comparisonsOf(condition, '')) {
      const read = operandReads(part.left)
      if (read) return read
    }
    return undefined
  }
  for (const { id, rules } of survey.variables ?? [])
    for (const { when, value } of rules) {
      const read = (when && reads(when)) ?? (isOperand(value) ? operandReads(value) : undefined)
      if (read) telling.set(id, `variable ${id}, which reads ${read.replace(/, which.*/, '')}`)
    }
  return reads
}

interface Fork {
  readonly place: number
  readonly path: string
  readonly reads: string
}

/** Places where an answer decides which way is taken. */
function forksOf(survey: Survey, graph: PageGraph, reads: Reader): Fork[] {
  const forks: Fork[] = []
  for (const [i, page] of survey.pages.entries()) {
    const take = (place: number, condition: Condition | undefined, path: string): void => {
      const read = condition && reads(condition)
      if (read) forks.push({ place, path, reads: read })
    }
    take(arrival(i), page.showIf, `pages[${i}].showIf`)
    for (const [j, { when }] of (page.branches ?? []).entries())
      take(departure(i), when, `pages[${i}].branches[${j}].when`)
    // a page where nothing may be left to show is passed over
    if (page.questions.every(({ showIf }) => showIf))
      for (const [j, { showIf }] of page.questions.entries())
        take(arrival(i), showIf, `pages[${i}].questions[${j}].showIf`)
    for (const [j, { when }] of (survey.quotas ?? []).entries()) take(departure(i), when, `quotas[${j}].when`)
  }
  return forks.filter(({ place }) => (graph.next[place]?.length ?? 0) > 1)
}

/** A required number between bounds lets only some answers pass. */
function checkBounds(survey: Survey, graph: PageGraph, guarded: readonly PlacedQuestion[], note: Note): void {
  for (const { part, page, path } of questionsOf(survey)) {
    if (part.kind !== 'text' || !part.required || (part.min === undefined && part.max === undefined)) continue
    const held = guarded.find((block) => block.page === page || graph.after[arrival(page)]!.has(arrival(block.page)))
    if (held)
      note(
        'gated-by-answer',
        path,
        `only ${part.min ?? ''}…${part.max ?? ''} may pass`,
        `"${held.part.id}" for everybody`,
        'drop `required` or the bounds',
      )
  }
}
