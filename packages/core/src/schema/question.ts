import * as z from 'zod/mini'
import type {
  AttachmentQuestion,
  BlockBase,
  Choice,
  ChoiceQuestion,
  ComplaintBlock,
  ComplaintCategory,
  ComplaintPart,
  ConsentQuestion,
  ContactQuestion,
  MatrixQuestion,
  PraiseBlock,
  PraiseKind,
  Question,
  RankingQuestion,
  RatingQuestion,
  Remedy,
  ReplyChannel,
  ReviewLinkBlock,
  RewardBlock,
  ScaleEnds,
  ScaleQuestion,
  SplitQuestion,
  StatementBlock,
  TextQuestion,
} from '../model/question.ts'
import { id, list, localizedText, number, text, whole } from './basics.ts'
import { conditionSchema } from './condition.ts'
import { maybe, objectOf, oneOfKinds, type ShapeOf, wordOf } from './object-of.ts'

const base: ShapeOf<BlockBase> = {
  id,
  text: localizedText,
  help: maybe(localizedText),
  required: maybe(z.boolean()),
  showIf: maybe(conditionSchema),
}
const flag = maybe(z.boolean())
const ownWords = maybe<boolean | BlockBase['text']>(z.union([z.boolean(), localizedText]))
const choice = objectOf<Choice>({ id, text: localizedText, image: maybe(text(2000)) })
const choices = list(choice, 200, 1)

/** Checks a `RatingQuestion`. @public */
export const ratingQuestion: z.ZodMiniType<RatingQuestion> = objectOf<RatingQuestion>({
  ...base,
  kind: z.literal('rating'),
  scale: wordOf({ nps: true, csat5: true, ces2: true, ease5: true, stars5: true, thumbs: true, emoji5: true }),
  labels: maybe(list(localizedText, 11)),
  notApplicable: flag,
  criterion: maybe(id),
})

/** Checks a `ScaleQuestion`. @public */
export const scaleQuestion: z.ZodMiniType<ScaleQuestion> = objectOf<ScaleQuestion>({
  ...base,
  kind: z.literal('scale'),
  min: number,
  max: number,
  step: maybe(number),
  ends: maybe(objectOf<ScaleEnds>({ low: localizedText, high: localizedText })),
  words: maybe(list(localizedText, 11)),
  look: wordOf({ numbers: true, slider: true, stars: true, faces: true }),
  bad: maybe(wordOf({ low: true, high: true })),
  notApplicable: flag,
})

/** Checks a `ChoiceQuestion`. @public */
export const choiceQuestion: z.ZodMiniType<ChoiceQuestion> = objectOf<ChoiceQuestion>({
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

/** Checks a `TextQuestion`. @public */
export const textQuestion: z.ZodMiniType<TextQuestion> = objectOf<TextQuestion>({
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

/** Checks a `MatrixQuestion`. @public */
export const matrixQuestion: z.ZodMiniType<MatrixQuestion> = objectOf<MatrixQuestion>({
  ...base,
  kind: z.literal('matrix'),
  rows: list(choice, 100, 1),
  columns: list(choice, 20, 2),
  sampleRows: maybe(whole(1)),
  notApplicable: flag,
})

/** Checks a `RankingQuestion`. @public */
export const rankingQuestion: z.ZodMiniType<RankingQuestion> = objectOf<RankingQuestion>({
  ...base,
  kind: z.literal('ranking'),
  choices,
  top: maybe(whole(1)),
  shuffle: flag,
})

/** Checks a `SplitQuestion`. @public */
export const splitQuestion: z.ZodMiniType<SplitQuestion> = objectOf<SplitQuestion>({
  ...base,
  kind: z.literal('split'),
  choices,
  total: maybe(whole(1, 1_000_000)),
})

/** Checks a `ReplyChannel`. @public */
export const replyChannel: z.ZodMiniType<ReplyChannel> = wordOf({
  email: true,
  phone: true,
  telegram: true,
  whatsapp: true,
  sms: true,
  code: true,
  none: true,
})

/** Checks a `ContactQuestion`. @public */
export const contactQuestion: z.ZodMiniType<ContactQuestion> = objectOf<ContactQuestion>({
  ...base,
  kind: z.literal('contact'),
  channels: maybe(list(replyChannel, 7, 1)),
  hours: flag,
})

/** Checks a `ConsentQuestion`. @public */
export const consentQuestion: z.ZodMiniType<ConsentQuestion> = objectOf<ConsentQuestion>({
  ...base,
  kind: z.literal('consent'),
  purpose: id,
  textVersion: text(64),
  link: maybe(text(2000)),
})

/** Checks a `AttachmentQuestion`. @public */
export const attachmentQuestion: z.ZodMiniType<AttachmentQuestion> = objectOf<AttachmentQuestion>({
  ...base,
  kind: z.literal('attachment'),
  maxFiles: maybe(whole(1, 10)),
  maxBytes: maybe(whole(1, 50_000_000)),
})

/** Checks a `StatementBlock`. @public */
export const statementBlock: z.ZodMiniType<StatementBlock> = objectOf<StatementBlock>({
  ...base,
  kind: z.literal('statement'),
})

/** Checks a `PraiseKind`. @public */
export const praiseKind: z.ZodMiniType<PraiseKind> = wordOf({
  flawless: true,
  prevention: true,
  idea: true,
  rescue: true,
})

/** Checks a `PraiseBlock`. @public */
export const praiseBlock: z.ZodMiniType<PraiseBlock> = objectOf<PraiseBlock>({
  ...base,
  kind: z.literal('praise'),
  kinds: maybe(list(praiseKind, 4, 1)),
})

/** Checks a `ComplaintCategory`. @public */
export const complaintCategory: z.ZodMiniType<ComplaintCategory> = wordOf({
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

/** Checks a `Remedy`. @public */
export const remedy: z.ZodMiniType<Remedy> = wordOf({
  refund: true,
  exchange: true,
  delivery: true,
  explanation: true,
  apology: true,
  just_so_you_know: true,
  other: true,
})

/** Checks a `ComplaintBlock`. @public */
export const complaintBlock: z.ZodMiniType<ComplaintBlock> = objectOf<ComplaintBlock>({
  ...base,
  kind: z.literal('complaint'),
  part: maybe(wordOf<ComplaintPart>({ words: true, wish: true, name: true })),
  of: maybe(id),
  categories: maybe(list(complaintCategory, 15, 1)),
  remedies: maybe(list(remedy, 7, 1)),
})

/** Checks a `ReviewLinkBlock`. @public */
export const reviewLinkBlock: z.ZodMiniType<ReviewLinkBlock> = objectOf<ReviewLinkBlock>({
  ...base,
  kind: z.literal('review_link'),
  url: text(2000),
})

/** Checks a `RewardBlock`. @public */
export const rewardBlock: z.ZodMiniType<RewardBlock> = objectOf<RewardBlock>({
  ...base,
  kind: z.literal('reward'),
  pool: id,
})

/** Anything that stands on a page. @public */
export const questionSchema: z.ZodMiniType<Question> = oneOfKinds<Question>({
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
