import type { AnswerValue, EpochMs, Question, Survey } from '@frankly/core'
import { ANONYMOUS_THRESHOLD, type Cell, suppressGroups } from '@frankly/measures'
import { weekOf } from '../store/anonymous.ts'
import type { AnonymousRow } from '../store/ports.ts'
import { questionsOf } from '../words/questions.ts'

const WEEK = 7 * 86_400_000

/** Figures of one round: whole weeks, joined until at least five people have answered. */
export interface AnonymousRound {
  /** First day, as the beginning of a week in UTC. */
  readonly from: EpochMs
  /** Day after the last one. */
  readonly until: EpochMs
  /** People who answered anything: at least 5. */
  readonly people: number
  readonly questions: readonly AnonymousQuestion[]
}

/** Figures of one question in one round. */
export interface AnonymousQuestion {
  readonly id: string
  /** What was answered, and how often; without `n`: withheld. `skipped`: no answer. Together they are all people. */
  readonly cells?: readonly Cell[]
  /** Of several choices: each for itself. Of rows: each row with its cells. */
  readonly parts?: readonly { readonly id: string; readonly cells: readonly Cell[] }[]
  /** What was written, in an order that says nothing. Only where at least five wrote. */
  readonly texts?: readonly string[]
}

/**
 * Figures of an anonymous survey version, by rounds that do not overlap: nothing is the sum or the difference of two, a
 * round never changes once it is told, and within one no cell of 1 to 4 people is told or can be reckoned.
 * @param rows of days that are over
 * @param now rounds end before the week of this moment
 */
export function anonymousFigures(
  survey: Survey,
  rows: readonly AnonymousRow[],
  now: EpochMs,
): readonly AnonymousRound[] {
  const weeks = new Map<number, AnonymousRow[]>()
  for (const row of rows) {
    const week = weekOf(row.day)
    if (week < weekOf(now)) weeks.set(week, [...(weeks.get(week) ?? []), row])
  }
  const rounds: AnonymousRound[] = []
  let open: AnonymousRow[] = []
  let first: number | undefined
  for (const week of [...weeks.keys()].sort((a, b) => a - b)) {
    first ??= week
    open = [...open, ...weeks.get(week)!]
    const people = open.filter(({ question }) => question === '').length
    if (people < ANONYMOUS_THRESHOLD) continue
    const questions = questionsOf(survey).flatMap((question) => figuresOf(question, open, people))
    rounds.push({ from: startOf(first), until: startOf(week + 1), people, questions })
    open = []
    first = undefined
  }
  return rounds
}

/** Beginning of the week of a moment, Monday in UTC. */
export const startOfWeek = (at: EpochMs): EpochMs => startOf(weekOf(at))

const startOf = (week: number): EpochMs => week * WEEK + 4 * 86_400_000

function figuresOf(question: Question, rows: readonly AnonymousRow[], people: number): readonly AnonymousQuestion[] {
  const answers = rows.filter((row) => row.question === question.id).map(({ body }) => JSON.parse(body) as AnswerValue)
  const { id } = question
  const cellsBy = (said: (answer: AnswerValue) => string | undefined) =>
    cellsOf(
      answers.flatMap((answer) => said(answer) ?? []),
      people,
    )
  switch (question.kind) {
    case 'rating':
    case 'scale':
      return [{ id, cells: cellsBy((answer) => ('value' in answer ? String(answer.value) : undefined)) }]
    case 'choice': {
      if (!question.multiple)
        return [{ id, cells: cellsBy((answer) => (answer.kind === 'choice' ? answer.choices[0] : undefined)) }]
      return [{ id, parts: question.choices.map((choice) => chosen(choice.id, answers, people)) }]
    }
    case 'matrix': {
      const inRow = (row: string) => (answer: AnswerValue) => (answer.kind === 'matrix' ? answer.rows[row] : undefined)
      return [{ id, parts: question.rows.map((row) => ({ id: row.id, cells: cellsBy(inRow(row.id)) })) }]
    }
    case 'ranking':
      // The first place alone: all places together would tell whole orders.
      return [{ id, cells: cellsBy((answer) => (answer.kind === 'ranking' ? answer.order[0] : undefined)) }]
    case 'text':
    case 'praise': {
      const texts = answers.flatMap((answer) => ('text' in answer && answer.text ? [answer.text] : []))
      return texts.length < ANONYMOUS_THRESHOLD ? [] : [{ id, texts }]
    }
    default:
      return []
  }
}

/** One way of grouping all people: by what they said, or that they said nothing of it. A hidden cell has no number. */
function cellsOf(said: readonly string[], people: number): readonly Cell[] {
  const counts = new Map<string, number>()
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1)
  const groups = [...counts].map(([id, n]) => ({ id, n })).sort((a, b) => (a.id < b.id ? -1 : 1))
  return suppressGroups([...groups, { id: 'skipped', n: people - said.length }]).cells
}

/** Choices overlap: each is a grouping of its own, into those who chose it and all others. */
function chosen(id: string, answers: readonly AnswerValue[], people: number) {
  const n = answers.filter((answer) => answer.kind === 'choice' && answer.choices.some((each) => each === id)).length
  return {
    id,
    cells: suppressGroups([
      { id: 'chosen', n },
      { id: 'not_chosen', n: people - n },
    ]).cells,
  }
}
