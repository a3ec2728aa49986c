import * as z from 'zod/mini'
import type { AnswerValue, AttachmentRef } from '../model/answer.ts'
import { LARGEST } from '../model/scale.ts'
import { byId, id, list, text, whole } from './basics.ts'
import { lenientObjectOf, maybe, oneOfKinds, wordOf } from './object-of.ts'
import { complaintCategory, praiseKind, remedy, replyChannel } from './question.ts'

/** Longest text of an answer that is taken at all, characters. */
export const LONGEST_TEXT = 20_000

type Of<Kind extends AnswerValue['kind']> = Extract<AnswerValue, { readonly kind: Kind }>

/** UUID made by the client: version 7, or 8 where an import derives it from the old system's id. */
export const uuid: z.ZodMiniType<string> = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, 'a UUIDv7 in small letters'),
  )

const words = text(LONGEST_TEXT)
const file: z.ZodMiniType<AttachmentRef> = lenientObjectOf<AttachmentRef>({
  id: uuid,
  name: text(255),
  type: text(100),
  size: whole(0),
})

/** The value of one answered question. @public */
export const answerSchema: z.ZodMiniType<AnswerValue> = oneOfKinds<AnswerValue>({
  rating: lenientObjectOf<Of<'rating'>>({
    kind: z.literal('rating'),
    value: z.union([whole(0, 10), z.literal('na')], { error: 'a whole number from 0 to 10, or "na"' }),
  }),
  scale: lenientObjectOf<Of<'scale'>>({
    kind: z.literal('scale'),
    value: z.union([z.number().check(z.gte(-LARGEST), z.lte(LARGEST)), z.literal('na')], {
      error: 'a number from -1000000 to 1000000, or "na"',
    }),
  }),
  choice: lenientObjectOf<Of<'choice'>>({ kind: z.literal('choice'), choices: list(id, 202), other: maybe(words) }),
  text: lenientObjectOf<Of<'text'>>({ kind: z.literal('text'), text: words }),
  matrix: lenientObjectOf<Of<'matrix'>>({ kind: z.literal('matrix'), rows: byId(id, 100) }),
  ranking: lenientObjectOf<Of<'ranking'>>({ kind: z.literal('ranking'), order: list(id, 200) }),
  split: lenientObjectOf<Of<'split'>>({ kind: z.literal('split'), points: byId(z.number(), 200) }),
  contact: lenientObjectOf<Of<'contact'>>({
    kind: z.literal('contact'),
    channel: replyChannel,
    address: maybe(text(320)),
    hours: maybe(list(wordOf({ morning: true, day: true, evening: true }), 3)),
  }),
  consent: lenientObjectOf<Of<'consent'>>({ kind: z.literal('consent'), granted: z.boolean() }),
  attachment: lenientObjectOf<Of<'attachment'>>({ kind: z.literal('attachment'), files: list(file, 10) }),
  praise: lenientObjectOf<Of<'praise'>>({
    kind: z.literal('praise'),
    text: words,
    who: maybe(text(400)),
    praise: maybe(praiseKind),
  }),
  complaint: lenientObjectOf<Of<'complaint'>>({
    kind: z.literal('complaint'),
    text: words,
    category: maybe(complaintCategory),
    remedy: maybe(remedy),
    remedyText: maybe(words),
    nameVisibleTo: maybe(wordOf({ nobody: true, team: true, everyone: true })),
  }),
})
