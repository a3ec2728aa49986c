import { rangeOf } from '../../engine/range-of.ts'
import type { Question } from '../question.ts'
import type { Survey } from '../survey.ts'
import { checkUrl } from './check-url.ts'
import type { Note } from './notes.ts'
import { optionLists, questionsOf } from './walk.ts'

/** [S5] What a question asks for can be given. */
export function checkQuestions(survey: Survey, note: Note): void {
  for (const { part: question, path } of questionsOf(survey)) {
    checkQuestion(question, path, note)
    for (const { field, options } of optionLists(question))
      for (const [i, { image }] of options.entries())
        if (image !== undefined) checkUrl(image, `${path}.${field}[${i}].image`, ['https:', 'path'], note)
  }
}

function checkQuestion(question: Question, path: string, note: Note): void {
  switch (question.kind) {
    case 'rating': {
      const [low, high] = rangeOf(question.scale)
      const wanted = high - low + 1
      if (question.labels && question.labels.length !== wanted)
        note('wrong-count', `${path}.labels`, question.labels.length, `${wanted} labels, one for each point`)
      break
    }
    case 'choice': {
      const { choices, multiple, min, max, other, none } = question
      const most = choices.length + (other ? 1 : 0)
      if (!multiple && (min !== undefined || max !== undefined))
        note('needs-multiple', path, { min, max }, 'min and max only with multiple: true')
      ordered(min, max ?? most, `${path}.min`)
      ordered(max, most, `${path}.max`)
      if (choices.length + (other ? 1 : 0) + (none ? 1 : 0) < 2)
        note('too-small', `${path}.choices`, choices.length, 'at least 2 options to choose from')
      break
    }
    case 'text':
      ordered(question.minLength, question.maxLength ?? 4000, `${path}.minLength`)
      ordered(question.min, question.max, `${path}.min`)
      if (question.input !== 'number' && (question.min !== undefined || question.max !== undefined))
        note('needs-number', path, question.input ?? 'long', 'min and max only with input: "number"')
      break
    case 'matrix':
      ordered(question.sampleRows, question.rows.length, `${path}.sampleRows`)
      break
    case 'ranking':
      ordered(question.top, question.choices.length, `${path}.top`)
      break
    case 'consent':
      if (question.link !== undefined) checkUrl(question.link, `${path}.link`, ['https:'], note)
      break
    case 'review_link':
      checkUrl(question.url, `${path}.url`, ['https:'], note)
      break
    case 'reward':
      note(
        'not-given',
        path,
        'reward',
        'no reward: nothing hands one out yet, so that its text would be an empty promise',
      )
      break
  }
  const answerless = question.kind === 'statement' || question.kind === 'review_link' || question.kind === 'reward'
  if (answerless && question.required)
    note('never-answered', `${path}.required`, true, 'no `required` on a block without an answer')

  function ordered(least: number | undefined, most: number | undefined, at: string): void {
    if (least !== undefined && most !== undefined && least > most) note('too-large', at, least, `at most ${most}`)
  }
}
