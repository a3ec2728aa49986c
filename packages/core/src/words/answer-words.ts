import type { AnswerKind, AnswerOf, AnswerValue } from '../model/answer.ts'

/** One thing that an answer says, in words for people. @public */
export interface AnswerLine {
  /** The row or choice that it is about, where an answer has several: of a matrix, of points that were split. */
  readonly row?: string
  /** Heads what was chosen beside the answer itself: `About`, `Wants`. Absent: the question's own text heads it. */
  readonly label?: string
  /** Never empty. */
  readonly text: string
  /** In the customer's own words: may be quoted, and cut where room is short. */
  readonly quote?: true
  /** For the shop's people, not for the customer to see. */
  readonly internal?: true
}

/** A value that analytics and CRM fields take. @public */
export type AnswerField = string | number | boolean | readonly string[]

/** Where the words of an answer come from. @public */
export interface AnswerTexts {
  /** Words of the choices, rows and points by id: `labels` of a question in a delivery. Ids stand where none are known. */
  readonly labels?: Readonly<Record<string, string>> | undefined
  /** Words of our own lists: `na`, `yes`, `other`, a category, a channel. Gives back a key that it does not know. */
  say(key: AnswerWord): string
  /** Makes a stranger's text fit for the place where it will stand. Default: only white space around it is taken away. */
  clean?(text: string): string
}

/** Keys that `AnswerTexts.say` is asked for. @public */
export type AnswerWord =
  | 'about'
  | 'hours'
  | 'may_see_name'
  | 'na'
  | 'no'
  | 'none_of_these'
  | 'other'
  | 'praise_kind'
  | 'wants'
  | 'who'
  | 'yes'
  | NonNullable<AnswerOf<'complaint'>['category' | 'remedy' | 'nameVisibleTo']>
  | NonNullable<AnswerOf<'praise'>['praise']>
  | AnswerOf<'contact'>['channel']
  | NonNullable<AnswerOf<'contact'>['hours']>[number]

/**
 * What an answer says, line by line and in full; what was left empty has no line. Reads answers of foreign deliveries
 * too: a missing field is an empty one, and an answer of an unknown kind has no line.
 * @public
 */
export function answerLines(answer: AnswerValue, texts: AnswerTexts): readonly AnswerLine[] {
  if (!Object.hasOwn(WORDS, answer.kind)) return []
  return linesOf(answer.kind, answer, wordsBy(texts)).filter(({ text }) => text)
}

/** What an answer says as one text: its lines, each with its label or row. @public */
export function answerText(answer: AnswerValue, texts: AnswerTexts): string {
  return answerLines(answer, texts)
    .map(({ label, row, text }) => [label ?? row, text].filter(Boolean).join(': '))
    .join('; ')
}

/**
 * An answer as flat fields for analytics and CRM; what was left empty is absent. Names of choices are words where they
 * are known. A contact has none: whoever may carry an address reads the answer itself.
 * @returns by the name of the part: `''` for the answer itself, the id of a row, or `other`, `who`, `category` and the like
 * @public
 */
export function answerFields(answer: AnswerValue, texts: AnswerTexts): Readonly<Record<string, AnswerField>> {
  if (!Object.hasOwn(WORDS, answer.kind)) return {}
  const fields = Object.entries(fieldsOf(answer.kind, answer, wordsBy(texts)))
  return Object.fromEntries(fields.filter((entry): entry is [string, AnswerField] => !isNothing(entry[1])))
}

/** What the rows of the table ask for. */
interface Words {
  say(key: AnswerWord | undefined): string
  /** A text of the customer's. */
  text(words: string | undefined): string
  /** A choice, row or point. */
  name(id: string | number): string
}

interface KindWords<Kind extends AnswerKind> {
  lines(answer: AnswerOf<Kind>, words: Words): readonly AnswerLine[]
  fields(answer: AnswerOf<Kind>, words: Words): Readonly<Record<string, AnswerField | undefined>>
}

const GRADED = {
  lines: ({ value }, { name, say }) => {
    if (value === 'na') return [{ text: say('na') }]
    const known = name(value ?? '')
    return [{ text: known === `${value ?? ''}` ? known : `${value} · ${known}` }]
  },
  fields: ({ value }) => ({ '': value }),
} satisfies KindWords<'rating' | 'scale'>

const WORDS: { readonly [Kind in AnswerKind]: KindWords<Kind> } = {
  rating: GRADED,
  scale: GRADED,
  choice: {
    lines: ({ choices, other }, { name, say, text }) => {
      const own: Readonly<Record<string, AnswerWord>> = { other: 'other', none: 'none_of_these' }
      const chosen = (choices ?? []).map((id) => {
        const known = name(id)
        return known === id && Object.hasOwn(own, id) ? say(own[id]) : known
      })
      const theirs = text(other)
      return [{ text: [chosen.join(', '), theirs && `“${theirs}”`].filter(Boolean).join(': ') }]
    },
    fields: ({ choices, other }, { name, text }) => ({ '': (choices ?? []).map(name), other: text(other) }),
  },
  text: {
    lines: (answer, { text }) => [{ text: text(answer.text), quote: true }],
    fields: (answer, { text }) => ({ '': text(answer.text) }),
  },
  matrix: {
    lines: ({ rows }, { name, say }) =>
      Object.entries(rows ?? {}).map(([row, column]) => ({
        row: name(row),
        text: column === 'na' ? say('na') : name(column),
      })),
    fields: ({ rows }, { name }) =>
      Object.fromEntries(Object.entries(rows ?? {}).map(([row, column]) => [row, name(column)])),
  },
  ranking: {
    lines: ({ order }, { name }) => [{ text: (order ?? []).map((id, at) => `${at + 1}. ${name(id)}`).join('  ') }],
    fields: ({ order }, { name }) => ({ '': (order ?? []).map(name) }),
  },
  split: {
    lines: ({ points }, { name }) =>
      Object.entries(points ?? {}).map(([id, count]) => ({ row: name(id), text: `${count}` })),
    fields: ({ points }) => points ?? {},
  },
  contact: {
    lines: ({ channel, address, hours }, { say, text }) => [
      { text: [say(channel), text(address)].filter(Boolean).join(' · ') },
      { label: say('hours'), text: (hours ?? []).map((part) => say(part)).join(', ') },
    ],
    fields: () => ({}),
  },
  consent: {
    lines: ({ granted }, { say }) => [{ text: say(granted ? 'yes' : 'no') }],
    fields: ({ granted }) => ({ '': granted }),
  },
  attachment: {
    lines: ({ files }, { text }) => [{ text: (files ?? []).map(({ name }) => text(name)).join(', ') }],
    fields: ({ files }) => ({ files: files?.length }),
  },
  praise: {
    lines: ({ text, who, praise }, words) => [
      { text: words.text(text), quote: true },
      { label: words.say('who'), text: words.text(who) },
      { label: words.say('praise_kind'), text: words.say(praise) },
    ],
    fields: ({ text, who, praise }, words) => ({ '': words.text(text), who: words.text(who), kind: praise }),
  },
  complaint: {
    lines: ({ text, category, remedy, remedyText, nameVisibleTo }, words) => [
      { text: words.text(text), quote: true },
      { label: words.say('about'), text: words.say(category), internal: true },
      { label: words.say('wants'), text: [words.say(remedy), words.text(remedyText)].filter(Boolean).join(': ') },
      { label: words.say('may_see_name'), text: words.say(nameVisibleTo) },
    ],
    fields: ({ text, category, remedy }, words) => ({ '': words.text(text), category, remedy }),
  },
}

function linesOf<Kind extends AnswerKind>(kind: Kind, answer: AnswerOf<Kind>, words: Words): readonly AnswerLine[] {
  return WORDS[kind].lines(answer, words)
}

function fieldsOf<Kind extends AnswerKind>(kind: Kind, answer: AnswerOf<Kind>, words: Words) {
  return WORDS[kind].fields(answer, words)
}

function wordsBy({ labels = {}, say, clean = (text) => text.trim() }: AnswerTexts): Words {
  return {
    say: (key) => (key === undefined ? '' : clean(say(key))),
    text: (words) => clean(words ?? ''),
    // what was chosen is a stranger's word: `constructor` is no label
    name: (id) => clean(Object.hasOwn(labels, id) ? labels[id]! : `${id}`),
  }
}

function isNothing(field: AnswerField | undefined): boolean {
  return field === undefined || field === ''
}
