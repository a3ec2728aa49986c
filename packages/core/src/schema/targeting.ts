import * as z from 'zod/mini'
import type { PropertyFilter, Targeting, Trigger, UrlRule } from '../model/targeting.ts'
import { device, list, locale, text, touchpoint, whole, words } from './basics.ts'
import { maybe, objectOf, wordOf } from './object-of.ts'

const filterValue = z.union([text(400), z.number(), z.boolean(), list(z.union([text(400), z.number()]), 200)])

const filter: z.ZodMiniType<PropertyFilter> = objectOf<PropertyFilter>({
  key: words(100),
  op: wordOf({
    eq: true,
    ne: true,
    lt: true,
    lte: true,
    gt: true,
    gte: true,
    in: true,
    not_in: true,
    contains: true,
    exists: true,
    not_exists: true,
  }),
  value: maybe(filterValue),
})
const filters = maybe(list(filter, 50))

type On<Name extends Trigger['on']> = Extract<Trigger, { readonly on: Name }>

const triggers = {
  event: objectOf<On<'event'>>({ on: z.literal('event'), name: words(100), where: filters }),
  purchase: objectOf<On<'purchase'>>({ on: z.literal('purchase'), where: filters }),
  page: objectOf<On<'page'>>({ on: z.literal('page') }),
  click: objectOf<On<'click'>>({ on: z.literal('click'), selector: words(400) }),
  scroll: objectOf<On<'scroll'>>({ on: z.literal('scroll'), percent: whole(1, 100) }),
  dwell: objectOf<On<'dwell'>>({ on: z.literal('dwell'), ms: whole(0) }),
  exit_intent: objectOf<On<'exit_intent'>>({ on: z.literal('exit_intent') }),
  route: objectOf<On<'route'>>({ on: z.literal('route') }),
} satisfies { [Name in Trigger['on']]: z.ZodMiniType<On<Name>> }

const trigger = z.discriminatedUnion('on', Object.values(triggers) as never) as unknown as z.ZodMiniType<Trigger>

const urlRule: z.ZodMiniType<UrlRule> = objectOf<UrlRule>({
  op: wordOf({
    equals: true,
    not_equals: true,
    contains: true,
    not_contains: true,
    matches: true,
    not_matches: true,
  }),
  value: text(1000),
})

const moment = maybe(
  z
    .string()
    .check(
      z.refine(
        (value) => /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
        'a date such as 2026-12-01, or a moment such as 2026-12-01T09:00:00Z',
      ),
    ),
)

/** When and to whom a survey may be shown. @public */
export const targetingSchema: z.ZodMiniType<Targeting> = objectOf<Targeting>({
  triggers: maybe(list(trigger, 50)),
  url: maybe(z.union([urlRule, list(urlRule, 50)])),
  devices: maybe(list(device, 3)),
  locales: maybe(list(locale, 100)),
  touchpoints: maybe(list(touchpoint, 50)),
  order: filters,
  traits: filters,
  percentage: maybe(z.number().check(z.minimum(0), z.maximum(100))),
  schedule: maybe(objectOf<NonNullable<Targeting['schedule']>>({ from: moment, until: moment })),
  delayMs: maybe(whole(0)),
  alwaysOpen: maybe(z.boolean()),
})
