import { plainText, type QuestionView } from '@frankly/core'

/** What a question looks like in a terminal, and how to answer it. */
export function questionLines(question: QuestionView): readonly string[] {
  const { options, points, required } = question
  // a terminal shows no bold: the words without their marks
  const [text, help] = [plainText(question.text), plainText(question.help)]
  const { definition } = question
  const { kind } = definition
  const numbered = options.map((option, at) => `  ${at + 1}. ${plainText(option.text) || option.id}`)
  const scale = points.map((point) => (point.text ? `${point.id} ${plainText(point.text)}` : point.id)).join(' · ')
  return [
    '',
    required ? `${text} *` : text,
    ...(help ? [`  (${help})`] : []),
    ...(kind === 'matrix' ? [] : numbered),
    ...(scale ? [`  ${scale}`] : []),
    ...(HOW[kind] ? [`  ${HOW[kind]}`] : []),
    ...(definition.kind === 'ranking' && definition.top ? [`  only the first ${definition.top}`] : []),
  ]
}

const HOW: Partial<Record<QuestionView['kind'], string>> = {
  choice: 'number, or several: 1 3',
  matrix: 'one answer for each line, in the words above',
  ranking: 'numbers, best first: 2 1 3',
  split: 'points for each, in this order: 50 30 20',
  contact: 'way and address: email anna@example.com · phone +7 900 000-00-00 · none',
  consent: 'yes or no',
  attachment: 'a terminal takes no photos: leave it empty',
}
