import * as z from 'zod/mini'
import type * as q from '../model/question.ts'
import { id, list, localizedText, number, text, whole } from './basics.ts'
import { conditionSchema } from './condition.ts'
import { maybe, objectOf, oneOfKinds, type ShapeOf, wordOf } from './object-of.ts'

const base: ShapeOf<q.BlockBase> = {
  id,
  text: localizedText,
  help: maybe(localizedText),
  required: maybe(z.boolean()),
  showIf: maybe(conditionSchema),
}
const flag = maybe(z.boolean())
const ownWords = maybe<boolean | q.BlockBase['text']>(z.union([z.boolean(), localizedText]))
const choice = objectOf<q.Choice>({ id, text: localizedText, image: maybe(text(2000)) })
const choices = list(choice, 200, 1)

/** @public */
export const ratingQuestion: z.ZodMiniType<q.RatingQuestion> = objectOf<q.RatingQuestion>({
  ...base,
  kind: z.literal('rating'),
  scale: wordOf({ nps: true, csat5: true, ces2: true, ease5: true, stars5: true, thumbs: true, emoji5: true }),
  labels: maybe(list(localizedText, 11)),
  notApplicable: flag,
  criterion: maybe(id),
})

/** @public */
export const scaleQuestion: z.ZodMiniType<q.ScaleQuestion> = objectOf<q.ScaleQuestion>({
  ...base,
  kind: z.literal('scale'),
  min: number,
  max: number,
  step: maybe(number),
  ends: maybe(objectOf<q.ScaleEnds>({ low: localizedText, high: localizedText })),
  words: maybe(list(localizedText, 11)),
  look: wordOf({ numbers: true, slider: true, stars: true, faces: true }),
  bad: maybe(wordOf({ low: true, high: true })),
  notApplicable: flag,
})

/** @public */
export const choiceQuestion: z.ZodMiniType<q.ChoiceQuestion> = objectOf<q.ChoiceQuestion>({
  ...base,
  kind: z.literal('choice'),
  choices,
  multiple: flag,
  min: maybe(whole(0)),
  max: maybe(whole(1)),
  other: ownWords,
  none: ownWords,
  shuffle: flag,
  display: maybe(wordOf({ list: true, dropdown: true, picture: true })),
})

/** @public */
export const textQuestion: z.ZodMiniType<q.TextQuestion> = objectOf<q.TextQuestion>({
  ...base,
  kind: z.literal('text'),
  input: maybe(wordOf({ short: true, long: true, email: true, phone: true, number: true, url: true, date: true })),
  placeholder: maybe(localizedText),
  minLength: maybe(whole(0)),
  maxLength: maybe(whole(1, 20_000)),
  min: maybe(number),
  max: maybe(number),
  asks: maybe(wordOf({ praise: true, fault: true, idea: true, other: true })),
})

/** @public */
export const matrixQuestion: z.ZodMiniType<q.MatrixQuestion> = objectOf<q.MatrixQuestion>({
  ...base,
  kind: z.literal('matrix'),
  rows: list(choice, 100, 1),
  columns: list(choice, 20, 2),
  sampleRows: maybe(whole(1)),
  notApplicable: flag,
})

/** @public */
export const rankingQuestion: z.ZodMiniType<q.RankingQuestion> = objectOf<q.RankingQuestion>({
  ...base,
  kind: z.literal('ranking'),
  choices,
  top: maybe(whole(1)),
  shuffle: flag,
})

/** @public */
export const splitQuestion: z.ZodMiniType<q.SplitQuestion> = objectOf<q.SplitQuestion>({
  ...base,
  kind: z.literal('split'),
  choices,
  total: maybe(whole(1, 1_000_000)),
})

export const replyChannel: z.ZodMiniType<q.ReplyChannel> = wordOf({
  email: true,
  phone: true,
  telegram: true,
  whatsapp: true,
  sms: true,
  code: true,
  none: true,
})

/** @public */
export const contactQuestion: z.ZodMiniType<q.ContactQuestion> = objectOf<q.ContactQuestion>({
  ...base,
  kind: z.literal('contact'),
  channels: maybe(list(replyChannel, 7, 1)),
  hours: flag,
})

/** @public */
export const consentQuestion: z.ZodMiniType<q.ConsentQuestion> = objectOf<q.ConsentQuestion>({
  ...base,
  kind: z.literal('consent'),
  purpose: id,
  textVersion: text(64),
  link: maybe(text(2000)),
})

/** @public */
export const attachmentQuestion: z.ZodMiniType<q.AttachmentQuestion> = objectOf<q.AttachmentQuestion>({
  ...base,
  kind: z.literal('attachment'),
  maxFiles: maybe(whole(1, 10)),
  maxBytes: maybe(whole(1, 50_000_000)),
})

/** @public */
export const statementBlock: z.ZodMiniType<q.StatementBlock> = objectOf<q.StatementBlock>({
  ...base,
  kind: z.literal('statement'),
})

export const praiseKind: z.ZodMiniType<q.PraiseKind> = wordOf({
  flawless: true,
  prevention: true,
  idea: true,
  rescue: true,
})

/** @public */
export const praiseBlock: z.ZodMiniType<q.PraiseBlock> = objectOf<q.PraiseBlock>({
  ...base,
  kind: z.literal('praise'),
  kinds: maybe(list(praiseKind, 4, 1)),
})

export const complaintCategory: z.ZodMiniType<q.ComplaintCategory> = wordOf({
  indifference: true,
  rudeness: true,
  slow: true,
  competence: true,
  schedule: true,
  promise: true,
  unreachable: true,
  wrong_item: true,
  quality: true,
  billing: true,
  returns: true,
  information: true,
  pressure: true,
  safety: true,
  other: true,
})

export const remedy: z.ZodMiniType<q.Remedy> = wordOf({
  refund: true,
  exchange: true,
  delivery: true,
  explanation: true,
  apology: true,
  just_so_you_know: true,
  other: true,
})

/** @public */
export const complaintBlock: z.ZodMiniType<q.ComplaintBlock> = objectOf<q.ComplaintBlock>({
  ...base,
  kind: z.literal('complaint'),
  part: maybe(wordOf<q.ComplaintPart>({ words: true, wish: true, name: true })),
  of: maybe(id),
  categories: maybe(list(complaintCategory, 15, 1)),
  remedies: maybe(list(remedy, 7, 1)),
})

/** @public */
export const reviewLinkBlock: z.ZodMiniType<q.ReviewLinkBlock> = objectOf<q.ReviewLinkBlock>({
  ...base,
  kind: z.literal('review_link'),
  url: text(2000),
})

/** @public */
export const rewardBlock: z.ZodMiniType<q.RewardBlock> = objectOf<q.RewardBlock>({
  ...base,
  kind: z.literal('reward'),
  pool: id,
})

/** Anything that stands on a page. @public */
export const questionSchema: z.ZodMiniType<q.Question> = oneOfKinds<q.Question>({
  rating: ratingQuestion,
  scale: scaleQuestion,
  choice: choiceQuestion,
  text: textQuestion,
  matrix: matrixQuestion,
  ranking: rankingQuestion,
  split: splitQuestion,
  contact: contactQuestion,
  consent: consentQuestion,
  attachment: attachmentQuestion,
  statement: statementBlock,
  praise: praiseBlock,
  complaint: complaintBlock,
  review_link: reviewLinkBlock,
  reward: rewardBlock,
})
