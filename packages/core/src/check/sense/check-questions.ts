import type { AnswerKind } from '../../model/answer.ts'
import { isOfKind } from '../../model/is-of-kind.ts'
import type {
  ComplaintBlock,
  Question,
  QuestionKind,
  QuestionOf,
  ScaleLook,
  ScaleQuestion,
} from '../../model/question.ts'
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
    checkQuestion(question.kind, question, path, note)
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

function checkQuestion<Kind extends QuestionKind>(kind: Kind, question: Question, path: string, note: Note): void {
  if (isOfKind(question, kind)) CHECKS[kind]?.(question, path, note)
  if (question.required && !ANSWERED[kind])
    note('never-answered', `${path}.required`, true, 'no `required` on a block without an answer')
}

/** Kinds that have an answer. */
const ANSWERED: Readonly<Partial<Record<QuestionKind, true>>> = {
  rating: true,
  scale: true,
  choice: true,
  text: true,
  matrix: true,
  ranking: true,
  split: true,
  contact: true,
  consent: true,
  attachment: true,
  praise: true,
  complaint: true,
} satisfies Record<AnswerKind, true>

type Check<Kind extends QuestionKind> = (question: QuestionOf<Kind>, path: string, note: Note) => void

/** What the form of each kind does not say by itself. */
const CHECKS: { readonly [Kind in QuestionKind]: Check<Kind> | undefined } = {
  rating({ scale, labels }, path, note) {
    const [low, high] = rangeOf(scale)
    const wanted = high - low + 1
    if (labels && labels.length !== wanted)
      note('wrong-count', `${path}.labels`, labels.length, `${wanted} labels, one for each point`)
  },
  scale: checkScale,
  choice({ choices, multiple, min, max, other, none }, path, note) {
    const most = choices.length + (other ? 1 : 0)
    if (!multiple && (min !== undefined || max !== undefined))
      note('needs-multiple', path, { min, max }, 'min and max only with multiple: true')
    ordered(min, max ?? most, `${path}.min`, note)
    ordered(max, most, `${path}.max`, note)
    if (most + (none ? 1 : 0) < 2)
      note('too-small', `${path}.choices`, choices.length, 'at least 2 options to choose from')
  },
  text({ input, min, max, minLength, maxLength = 4000 }, path, note) {
    ordered(minLength, maxLength, `${path}.minLength`, note)
    ordered(min, max, `${path}.min`, note)
    if (input !== 'number' && (min !== undefined || max !== undefined))
      note('needs-number', path, input ?? 'long', 'min and max only with input: "number"')
  },
  matrix: ({ sampleRows, rows }, path, note) => ordered(sampleRows, rows.length, `${path}.sampleRows`, note),
  ranking: ({ top, choices }, path, note) => ordered(top, choices.length, `${path}.top`, note),
  split: undefined,
  contact: undefined,
  consent({ link }, path, note) {
    if (link !== undefined) checkUrl(link, `${path}.link`, ['https:'], note)
  },
  attachment: undefined,
  statement: undefined,
  praise: undefined,
  complaint: undefined,
  review_link: ({ url }, path, note) => checkUrl(url, `${path}.url`, ['https:'], note),
  reward: (_, path, note) =>
    note(
      'not-given',
      path,
      'reward',
      'no reward: nothing hands one out yet, so that its text would be an empty promise',
    ),
}

function ordered(least: number | undefined, most: number | undefined, at: string, note: Note): void {
  if (least !== undefined && most !== undefined && least > most) note('too-large', at, least, `at most ${most}`)
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
