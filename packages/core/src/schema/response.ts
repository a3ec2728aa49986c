import * as z from 'zod/mini'
import type {
  ConsentRecord,
  OrderContext,
  OrderItem,
  Response,
  ResponseContext,
  ResponseTimings,
  SubjectRef,
} from '../model/response.ts'
import { RESPONSE_MODES } from '../model/response.ts'
import type { ResponsesEnvelope } from '../wire/envelope.ts'
import { answerSchema, uuid } from './answer.ts'
import { byId, device, list, locale, number, surveyId, text, touchpoint, whole, words } from './basics.ts'
import { lenientObjectOf, maybe, wordOf } from './object-of.ts'

/** Any moment that a clock can tell, epoch ms: an answer is not refused because a clock is wrong. */
const moment = z.number().check(z.minimum(-8_640_000_000_000_000), z.maximum(8_640_000_000_000_000))

const item: z.ZodMiniType<OrderItem> = lenientObjectOf<OrderItem>({
  id: maybe(text(200)),
  name: text(400),
  price: maybe(number),
  quantity: maybe(number),
  category: maybe(text(200)),
})

const order: z.ZodMiniType<OrderContext> = lenientObjectOf<OrderContext>({
  orderId: words(200),
  value: maybe(number),
  currency: maybe(z.string().check(z.regex(/^[A-Z]{3}$/, 'a currency code such as EUR'))),
  items: maybe(list(item, 200)),
  coupon: maybe(text(200)),
  firstOrder: maybe(z.boolean()),
  deliveryMethod: maybe(text(200)),
  signature: maybe(text(200)),
})

/** Allow-listed facts about the context. @public */
export const contextSchema: z.ZodMiniType<ResponseContext> = lenientObjectOf<ResponseContext>({
  path: maybe(text(1000)),
  order: maybe(order),
  device: maybe(device),
  utcOffsetMinutes: maybe(whole(-1080, 1080)),
  tags: maybe(byId(text(64), 20)),
})

const subject: z.ZodMiniType<SubjectRef> = lenientObjectOf<SubjectRef>({
  id: words(200),
  traits: maybe(byId(z.union([text(400), number, z.boolean()]), 50)),
  signature: maybe(text(200)),
})

const consent: z.ZodMiniType<ConsentRecord> = lenientObjectOf<ConsentRecord>({
  purpose: words(64),
  granted: z.boolean(),
  textVersion: text(64),
  at: moment,
})

const timings: z.ZodMiniType<ResponseTimings> = lenientObjectOf<ResponseTimings>({
  startedAt: moment,
  updatedAt: moment,
  completedAt: maybe(moment),
  questionMs: maybe(byId(number, 500)),
})

/** One revision of a response, within limits. @public */
export const responseSchema: z.ZodMiniType<Response> = lenientObjectOf<Response>({
  id: uuid,
  revision: whole(1),
  writer: maybe(z.string().check(z.regex(/^[\w-]{1,32}$/, 'at most 32 letters, digits, _ and -'))),
  continues: maybe(uuid),
  surveyId,
  surveyVersion: whole(1),
  status: wordOf({ started: true, partial: true, completed: true, dismissed: true }),
  mode: wordOf(RESPONSE_MODES),
  drawn: maybe(z.literal(true)),
  test: z.boolean(),
  locale,
  touchpoint,
  answers: byId(answerSchema, 500),
  complaint: maybe(
    lenientObjectOf<NonNullable<Response['complaint']>>({
      severity: wordOf({ critical: true, high: true, normal: true }),
    }),
  ),
  context: contextSchema,
  subject: maybe(subject),
  consents: list(consent, 50),
  timings,
  variables: maybe(byId(z.union([number, text(20_000)]), 100)),
  receiptCode: maybe(words(64)),
})

/** A post of several revisions. The collector judges each item apart: `checkResponse`. @public */
export const envelopeSchema: z.ZodMiniType<ResponsesEnvelope> = lenientObjectOf<ResponsesEnvelope>({
  sentAt: moment,
  items: list(responseSchema, 500),
  report: maybe(byId(number, 100)),
})
