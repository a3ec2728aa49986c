import type { ComplaintBlock, Question, ScaleLook, ScaleQuestion } from '../../model/question.ts'
import { rangeOf } from '../../model/range-of.ts'
import { isOnScale, LARGEST, MOST_VALUES, valuesOf } from '../../model/scale.ts'
import type { Survey } from '../../model/survey.ts'
import { checkUrl } from './check-url.ts'
import type { Note } from './notes.ts'
import { optionLists, type PlacedQuestion, questionsOf } from './walk.ts'

/** [S5] What a question asks for can be given. */
export function checkQuestions(survey: Survey, note: Note): void {
  const all = questionsOf(survey)
  for (const [at, { part: question, path }] of all.entries()) {
    checkQuestion(question, path, note)
    if (question.kind === 'complaint') checkPart(question, path, all.slice(0, at), note)
    for (const { field, options } of optionLists(question))
      for (const [i, { image }] of options.entries())
        if (image !== undefined) checkUrl(image, `${path}.${field}[${i}].image`, ['https:', 'path'], note)
  }
  if (survey.redirect !== undefined) checkUrl(survey.redirect, 'redirect', ['https:'], note)
}

/** A complaint that is asked in steps: the words first, and what goes on with them after them. */
function checkPart(
  { part, of, required }: ComplaintBlock,
  path: string,
  before: readonly PlacedQuestion[],
  note: Note,
): void {
  if (part === undefined || part === 'words') {
    if (of !== undefined) note('not-alone', `${path}.of`, of, '`of` only with part: "wish" or "name"')
    return
  }
  const doors = before.flatMap(({ part: each }) => (each.kind === 'complaint' && each.of === undefined ? each.id : []))
  if (!doors.some((id) => id === of))
    note('unknown-question', `${path}.of`, of, 'the id of an earlier complaint block', doors.join(', '))
  if (required)
    note('never-answered', `${path}.required`, true, 'no `required` on a part of a complaint that is not its words')
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
    case 'scale':
      checkScale(question, path, note)
      break
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

/** Most values of a scale, by how it is drawn: what is larger has no room on a phone. */
const MOST: Readonly<Record<ScaleLook, number>> = { numbers: 11, stars: 10, faces: 7, slider: MOST_VALUES }

function checkScale(question: ScaleQuestion, path: string, note: Note): void {
  const { min, max, step = 1, words, ends, look } = question
  for (const [field, bound] of [['min', min] as const, ['max', max] as const])
    if (Math.abs(bound) > LARGEST) note('too-large', `${path}.${field}`, bound, `between -${LARGEST} and ${LARGEST}`)
  if (min >= max) {
    note('too-large', `${path}.min`, min, `less than max, ${max}`)
    return
  }
  if (step <= 0 || !isOnScale(question, max)) {
    note('uneven-step', `${path}.step`, step, `more than 0, and whole steps from ${min} to ${max}`)
    return
  }
  const values = valuesOf(question)
  if (values > MOST[look])
    note(
      'too-many',
      path,
      `${values} values`,
      `at most ${MOST[look]} with look: "${look}"`,
      'a larger step, or look: "slider"',
    )
  if (words && words.length !== values)
    note('wrong-count', `${path}.words`, words.length, `${values} words, one for each value`)
  if (words && ends)
    note('one-of-two', `${path}.ends`, 'words and ends', 'one of them: the words name both ends already')
}
