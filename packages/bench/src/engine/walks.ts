import type { AnswerValue } from '@frankly/core'
import { advance, type Run, startRun, viewOf } from '@frankly/core/engine'
import { Model } from 'survey-core-latest'
import { OURS, said, THEIRS } from './definition.ts'

/** What was seen on the way, so that neither side can leave out work and both can be compared. */
export interface Walk {
  readonly steps: number
  /** Names of the questions in the order they were shown. */
  readonly path: string
  /** Characters that a screen would have shown. */
  readonly shown: number
}

/** One person's way through our engine: see the page, answer, go on. */
export function ourWalk(pass: number): Walk {
  let run: Run = startRun(OURS, { seed: 'bench', locale: 'en', now: 0 })
  const path: string[] = []
  let shown = 0
  for (let at = 1; run.at !== 'end'; at++) {
    const view = viewOf(OURS, run)
    if (view.screen !== 'page') break
    const question = view.questions[0]!
    shown += question.text.length
    for (const option of question.options) shown += option.text.length
    path.push(question.id)
    run = advance(OURS, run, { type: 'answered', questionId: question.id, value: ourValue(question.id, pass), at })
    run = advance(OURS, run, { type: 'next', at })
  }
  return { steps: path.length, path: path.join(), shown }
}

function ourValue(name: string, pass: number): AnswerValue {
  const value = said(name, pass)
  if (typeof value === 'number') return { kind: 'rating', value }
  if (typeof value !== 'string') return { kind: 'choice', choices: value }
  return value.includes(' ') ? { kind: 'text', text: value } : { kind: 'choice', choices: [value] }
}

interface TheirQuestion {
  readonly name: string
  readonly locTitle: { readonly renderedHtml: string }
  readonly visibleChoices?: readonly { readonly text: string }[]
  value: unknown
}

/** A survey of SurveyJS, ready to be answered. */
export function theirModel(): Model {
  return new Model(THEIRS)
}

/** The same person's way through SurveyJS. */
export function theirWalk(pass: number, model: Model = theirModel()): Walk {
  const path: string[] = []
  let shown = 0
  while (model.state === 'running') {
    const question = model.currentPage.visibleQuestions[0] as TheirQuestion
    shown += question.locTitle.renderedHtml.length
    for (const choice of question.visibleChoices ?? []) shown += choice.text.length
    path.push(question.name)
    question.value = said(question.name, pass)
    if (!(model.isLastPage ? model.tryComplete() : model.nextPage())) break
  }
  return { steps: path.length, path: path.join(), shown }
}
