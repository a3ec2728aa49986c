import type { Issue } from '../model/errors.ts'
import { isOfKind } from '../model/is-of-kind.ts'
import type { LocalizedText } from '../model/localized.ts'
import type { Question, QuestionKind, QuestionOf } from '../model/question.ts'
import { plainText } from '../model/rich-text.ts'
import type { Survey } from '../model/survey.ts'
import { fairnessWarnings } from './fairness.ts'
import { JARGON, LOADED, NEGATIVE, ONE_SIDED, OPPOSITES, POSITIVE } from './lint-words.ts'
import { marksIn } from './sense/marks-in.ts'
import { createNotes, type Note } from './sense/notes.ts'
import { type KnownMarks, optionLists, type PlacedQuestion, questionsOf, textsIn } from './sense/walk.ts'

/** A sentence of more words is read twice, or not at all. */
const LONGEST_SENTENCE = 22
const KNOWN_MARKS = '**bold**, *italics*, [words](address), lines that begin with "- " or "1. "'

/**
 * Advice on how a survey asks; a survey at fault here still runs. Codes: `no-open-question`,
 * `fault-before-praise`, `double-question`, `loaded-question`, `jargon`, `long-sentence`, `scale-direction`,
 * `unnamed-ends`, `missing-language`, `unknown-mark`, and `may-gate` of `fairnessWarnings`. Every template passes it.
 * @public
 */
export function lintSurvey(survey: Survey): Issue[] {
  const { note, issues } = createNotes()
  const questions = questionsOf(survey)
  checkOpenness(questions, note)
  for (const { part, path, marks } of textsIn(survey)) {
    checkLanguages(part, path, survey, note)
    for (const words of versionsOf(part)) {
      checkWords(plainText(words), path, note)
      checkMarks(words, marks, path, note)
    }
  }
  for (const { part, path } of questions) {
    for (const words of versionsOf(part.text)) checkAsking(plainText(words), part, `${path}.text`, note)
    checkEnds(part, path, note)
    checkDirection(part, path, note)
  }
  return [...issues, ...fairnessWarnings(survey)]
}

/** [S9] Somewhere the customer can say it in their own words, and good is asked before bad. */
function checkOpenness(questions: readonly PlacedQuestion[], note: Note): void {
  if (!questions.some(({ part }) => isOpen(part)))
    note(
      'no-open-question',
      'pages',
      'closed questions only',
      'a question that is answered in own words',
      'add an optional text',
    )
  const praise = questions.findIndex(
    ({ part }) => part.kind === 'praise' || (part.kind === 'text' && part.asks === 'praise'),
  )
  const fault = questions.findIndex(({ part }) => part.kind === 'text' && part.asks === 'fault')
  if (fault >= 0 && (praise < 0 || praise > fault))
    note('fault-before-praise', questions[fault]!.path, 'asks for faults', 'a question that asks for praise before it')
  // the frank door asks for no praise; where praise is asked for, it comes first
  const complaint = questions.findIndex(({ part }) => part.kind === 'complaint')
  if (complaint >= 0 && praise > complaint)
    note('fault-before-praise', questions[complaint]!.path, 'a complaint block', 'praise before it')
}

const yes = (): boolean => true
const no = (): boolean => false

/** Kinds that are answered in the customer's own words. */
const OPEN: { readonly [Kind in QuestionKind]: (question: QuestionOf<Kind>) => boolean } = {
  rating: no,
  scale: no,
  choice: no,
  text: ({ input = 'long' }) => input === 'long' || input === 'short',
  matrix: no,
  ranking: no,
  split: no,
  contact: no,
  consent: no,
  attachment: no,
  statement: no,
  praise: yes,
  complaint: yes,
  review_link: no,
  reward: no,
}

function isOpenOf<Kind extends QuestionKind>(kind: Kind, question: Question): boolean {
  return isOfKind(question, kind) && OPEN[kind](question)
}

const isOpen = (question: Question): boolean => isOpenOf(question.kind, question)

/** [S10] One idea in a question, no answer in the question. */
function checkAsking(words: string, question: Question, path: string, note: Note): void {
  for (const pattern of LOADED)
    if (pattern.test(words)) note('loaded-question', path, words, 'a question that suggests no answer')
  for (const [side, other] of ONE_SIDED)
    if (side.test(words) && !other.test(words))
      note('loaded-question', path, words, 'both sides of the scale or none', 'for example "how easy or hard"')
  if (question.kind === 'statement' || isOpen(question)) return
  if ((words.match(/\?/g)?.length ?? 0) > 1 || asksTwice(words))
    note('double-question', path, words, 'one idea in one question', 'make two questions of it')
}

/** Two things joined, unless they are opposites or the end of a list that is chosen from as one. */
function asksTwice(words: string): boolean {
  const rest = OPPOSITES.reduce((text, pattern) => text.replace(pattern, ' '), words)
  const sentence = rest.split(/(?<=[?.!…])\s+/).find((each) => each.includes('?')) ?? ''
  const joint = /(?:^|[^\p{L}])(?:and|or|и|или|а\s+также)(?=[^\p{L}])/iu.exec(sentence)
  return joint !== null && !sentence.slice(0, joint.index).includes(',')
}

/** [S11] Short sentences, a customer's words. */
function checkWords(words: string, path: string, note: Note): void {
  const plain = words.replace(/\{\{[^{}]*\}\}/g, 'x')
  for (const sentence of plain.split(/[.!?…;:]+(?:\s|$)/)) {
    const count = sentence.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length
    if (count > LONGEST_SENTENCE)
      note(
        'long-sentence',
        path,
        `${count} words: ${sentence.trim()}`,
        `at most ${LONGEST_SENTENCE} words in a sentence`,
      )
  }
  for (const [pattern, instead] of JARGON) {
    const found = pattern.exec(plain)
    if (found) note('jargon', path, found[0].trim(), instead)
  }
}

/** [S12] Both ends of a scale have words: a bare 1 to 7 is read from either side. */
function checkEnds(question: Question, path: string, note: Note): void {
  if (question.kind === 'scale' && !question.words && !question.ends)
    note('unnamed-ends', path, `${question.min} to ${question.max} without words`, 'words for both ends', 'add `ends`')
}

/** [S16] Marks stand where they are known; other signs of other tools stay signs. */
function checkMarks(words: string, known: KnownMarks, path: string, note: Note): void {
  const wanted = known === 'none' ? 'plain words' : known === 'label' ? '**bold** and *italics* alone' : KNOWN_MARKS
  for (const mark of marksIn(words))
    if (!mark.in.includes(known)) note('unknown-mark', path, mark.found, wanted, mark.hint)
}

/** [S12] Scales begin at the negative end, in every survey and every wave. */
function checkDirection(question: Question, path: string, note: Note): void {
  const [field, labels] = directionOf(question)
  const [first = '', last = ''] = [labels[0], labels.at(-1)]
  const begins = versionsOf(first).some((words) => POSITIVE.test(words.trim()))
  const ends = versionsOf(last).some((words) => NEGATIVE.test(words.trim()))
  if (begins && ends)
    note(
      'scale-direction',
      `${path}.${field}`,
      versionsOf(first)[0],
      'the negative end first',
      'turn the list round; what stands first is favoured, so it must never change',
    )
}

/** The words of a scale in their order, and where they stand. What is bad at its high end may begin with the good one. */
function directionOf(question: Question): readonly [field: string, words: readonly LocalizedText[]] {
  if (question.kind === 'matrix') return ['columns', optionLists(question)[1]!.options.map(({ text }) => text)]
  if (question.kind === 'rating') return ['labels', question.labels ?? []]
  if (question.kind !== 'scale' || question.bad === 'high') return ['', []]
  const { words, ends } = question
  return words ? ['words', words] : ['ends', ends ? [ends.low, ends.high] : []]
}

function checkLanguages(text: LocalizedText, path: string, survey: Survey, note: Note): void {
  const missing = survey.locales.filter((locale) =>
    typeof text === 'string' ? locale !== survey.defaultLocale : text[locale] === undefined,
  )
  if (missing.length > 0)
    note(
      'missing-language',
      path,
      missing.join(', '),
      'words in every language of the survey',
      'the default language is shown instead',
    )
}

function versionsOf(text: LocalizedText): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text)
}
