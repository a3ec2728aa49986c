import * as z from 'zod/mini'
import { charactersIn } from '../model/characters.ts'
import type { Locale } from '../model/ids.ts'
import type { LocalizedText } from '../model/localized.ts'
import { TOUCHPOINTS, type TouchpointId } from '../model/touchpoint.ts'
import { wordOf } from './object-of.ts'

/** Ids of surveys: small letters, digits, `_` and `-`, since they stand in addresses. */
export const surveyId: z.ZodMiniType<string> = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'an id of small letters, digits, _ and -, at most 64 characters'))

/** Ids of pages, questions, choices, variables. Never a name that every object has. */
export const id: z.ZodMiniType<string> = z.string().check(
  z.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'an id of letters, digits, _ and -, at most 64 characters'),
  z.refine((text) => !(text in {}), 'an id that is no built-in name of JavaScript'),
)

/** A language tag. */
export const locale: z.ZodMiniType<Locale> = z
  .string()
  .check(z.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'a language tag such as en, ru or pt-BR'))

/** A string of at most so many characters. */
export function text(longest: number): z.ZodMiniType<string> {
  return z.string().check(atMost(longest))
}

/** zod counts the halves of surrogate pairs; the limits here are in characters. */
function atMost(maximum: number): z.core.$ZodCheck<string> {
  return z.check<string>(({ value, issues }) => {
    if (value.length > maximum && charactersIn(value) > maximum)
      issues.push({ code: 'too_big', origin: 'string', maximum, inclusive: true, input: value })
  })
}

/** A string that is not empty, of at most so many characters. */
export function words(longest: number): z.ZodMiniType<string> {
  return z.string().check(z.regex(/\S/, 'some words'), atMost(longest))
}

/** A text in one language or several. */
export const localizedText: z.ZodMiniType<LocalizedText> = z.union(
  [words(4000), z.record(locale, words(4000)) as z.ZodMiniType<Record<string, string>>],
  { error: 'words, or words by language such as {"en": "…", "ru": "…"}' },
)

/** A whole number of a range. */
export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): z.ZodMiniType<number> {
  return z.int().check(z.minimum(least), z.maximum(most))
}

/** A finite number. */
export const number: z.ZodMiniType<number> = z.number()

/** A list of at most so many. */
export function list<T>(item: z.ZodMiniType<T>, most: number, least = 0): z.ZodMiniType<T[]> {
  return z.array(item).check(z.minLength(least), z.maxLength(most))
}

/** Values by id, at most so many. */
export function byId<T>(value: z.ZodMiniType<T>, most: number): z.ZodMiniType<Record<string, T>> {
  const isSmall = (record: object): boolean => Object.keys(record).length <= most
  return (z.record(id, value) as unknown as z.ZodMiniType<Record<string, T>>).check(
    z.refine(isSmall, `at most ${most} entries`),
  )
}

/** A built-in touchpoint or one of the shop's own. */
export const touchpoint: z.ZodMiniType<TouchpointId> = z.string().check(
  z.maxLength(64),
  z.refine(
    (name) => (TOUCHPOINTS as readonly string[]).includes(name) || /^x_[a-z0-9_-]+$/.test(name),
    `one of ${TOUCHPOINTS.join(', ')}, or a name of your own that begins with x_`,
  ),
) as unknown as z.ZodMiniType<TouchpointId>

/** `phone`, `tablet`, `desktop`. */
export const device: z.ZodMiniType<'phone' | 'tablet' | 'desktop'> = wordOf({
  phone: true,
  tablet: true,
  desktop: true,
})
