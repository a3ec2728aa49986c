import type { Question, QuestionKind } from '@frankly/core'
import type { ComponentType } from 'preact'
import type { AllTexts, WordPart } from '../i18n/texts.ts'
import type { KindModule, QuestionProps } from './question-props.ts'
import { Rating } from './rating/rating.tsx'

/** The component of a kind of question. */
export type KindComponent = ComponentType<QuestionProps<AllTexts>>

/** Kinds in the first chunk: what the template for a purchase begins with. */
type FirstKind = 'rating'
/** Kinds that come with the full interface: what stands behind the first tap must not be waited for. */
export type FullKind = 'text'
/** The others, each a chunk with its component and its styles. */
export type OwnChunkKind = Exclude<QuestionKind, FirstKind | FullKind>

/** Loads the kinds that are a chunk of their own. */
export type KindLoaders = Readonly<Record<OwnChunkKind, () => Promise<KindModule>>>

interface KindRow<Kind extends QuestionKind> {
  /** The component, or where it comes from. */
  readonly code: Kind extends FirstKind ? KindComponent : Kind extends FullKind ? 'full' : 'own chunk'
  /**
   * How a question stands around its component. `group`: a `fieldset` with a `legend`; `field`: it labels the one input;
   * `own`: the component shows the question itself; `plain`: words that ask nothing. It is known from the start, since a
   * question that changes its form loses the focus of its field.
   */
  readonly form: 'group' | 'field' | 'own' | 'plain'
  /** The part of a language that holds its words. */
  readonly words: WordPart
  /** Is the answer one choice, so that a tap may turn the page [A1]? */
  readonly isOneChoice: boolean | ((question: Extract<Question, { readonly kind: Kind }>) => boolean)
}

/** Rows that several kinds share. */
const listed = { code: 'own chunk', form: 'group', words: 'later', isOneChoice: false } as const
const ofDoor = { ...listed, words: 'door' } as const
const notice = { ...listed, form: 'plain' } as const

/** Every kind of question. */
export const KINDS: { readonly [Kind in QuestionKind]: KindRow<Kind> } = {
  rating: { code: Rating as KindComponent, form: 'group', words: 'first', isOneChoice: true },
  text: { ...listed, code: 'full', form: 'field' },
  scale: { ...listed, isOneChoice: ({ look }) => look !== 'slider' },
  choice: { ...listed, isOneChoice: ({ multiple, display }) => !multiple && display !== 'dropdown' },
  matrix: listed,
  ranking: listed,
  split: listed,
  consent: { ...listed, form: 'own' },
  contact: ofDoor,
  attachment: ofDoor,
  praise: ofDoor,
  complaint: ofDoor,
  statement: notice,
  review_link: notice,
  reward: notice,
}

/** The component of a kind of the first chunk. */
export function firstKind(kind: QuestionKind): KindComponent | undefined {
  const { code } = KINDS[kind]
  return typeof code === 'string' ? undefined : code
}

/** Is all of a question in the first chunk? Numbers and drawings of scales come with the full interface. */
export function isFirst(question: Question): boolean {
  return question.kind === 'rating' && /^(csat5|ease5|ces2)$/.test(question.scale)
}

/** Is the answer to this question one choice? */
export function isOneChoice(question: Question): boolean {
  const { isOneChoice: is } = KINDS[question.kind] as KindRow<QuestionKind>
  return typeof is === 'function' ? is(question) : is
}
