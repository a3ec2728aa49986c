import type { ChoiceId } from './ids.ts'
import type { ComplaintCategory, PraiseKind, Remedy, ReplyChannel } from './question.ts'

/** The value of one answered question. Skipped questions have no answer. @public */
export type AnswerValue =
  | { readonly kind: 'rating'; readonly value: number | 'na' }
  | { readonly kind: 'scale'; readonly value: number | 'na' }
  | { readonly kind: 'choice'; readonly choices: readonly ChoiceId[]; readonly other?: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'matrix'; readonly rows: Readonly<Record<ChoiceId, ChoiceId | 'na'>> }
  | { readonly kind: 'ranking'; readonly order: readonly ChoiceId[] }
  | { readonly kind: 'split'; readonly points: Readonly<Record<ChoiceId, number>> }
  | {
      readonly kind: 'contact'
      readonly channel: ReplyChannel
      readonly address?: string
      readonly hours?: readonly ('morning' | 'day' | 'evening')[]
    }
  | { readonly kind: 'consent'; readonly granted: boolean }
  | { readonly kind: 'attachment'; readonly files: readonly AttachmentRef[] }
  | { readonly kind: 'praise'; readonly text: string; readonly who?: string; readonly praise?: PraiseKind }
  | {
      readonly kind: 'complaint'
      readonly text: string
      readonly category?: ComplaintCategory
      readonly remedy?: Remedy
      readonly remedyText?: string
      /** Who may see my name. Default `team`. */
      readonly nameVisibleTo?: 'nobody' | 'team' | 'everyone'
    }

/** Kinds of questions that are answered; blocks such as a link have no answer. @public */
export type AnswerKind = AnswerValue['kind']

/** The answers of one kind, or of several. @public */
export type AnswerOf<Kind extends AnswerKind> = Extract<AnswerValue, { readonly kind: Kind }>

/** Fields of answers that take any text: what a customer wrote in own words, or an address. @public */
export type AnswerTextField = {
  [Kind in AnswerKind]: {
    [Field in keyof AnswerOf<Kind>]-?: string extends AnswerOf<Kind>[Field] ? Field : never
  }[keyof AnswerOf<Kind>]
}[AnswerKind]

/** A file that was or will be posted to `/attachments`. @public */
export interface AttachmentRef {
  /** UUIDv7 made by the client. */
  readonly id: string
  /** Name of the file as the customer has it. */
  readonly name: string
  /** Media type, for example `image/jpeg`. */
  readonly type: string
  /** Bytes. */
  readonly size: number
}
