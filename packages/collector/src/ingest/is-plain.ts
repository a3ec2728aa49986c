import type { Response } from '@frankly/core'
import { RESPONSE_MODES, TOUCHPOINTS } from '@frankly/core/model'

/**
 * Recognises the usual response at a twentieth of the cost of `checkResponse`: only known fields, every value
 * within the limits of the schema, answers of the three commonest kinds. It never decides against an item: what
 * is not plain goes the long way. A property test holds the two together: whatever is plain here, `checkResponse`
 * takes unchanged.
 */
export function isPlain(item: unknown): item is Response {
  if (!hasOnly(item, RESPONSE)) return false
  return (
    matches(item['id'], UUID) &&
    isWhole(item['revision'], 1, MOST) &&
    isMaybe(item['writer'], (writer) => matches(writer, WRITER)) &&
    matches(item['surveyId'], SURVEY_ID) &&
    isWhole(item['surveyVersion'], 1, MOST) &&
    isOneOf(item['status'], STATUSES) &&
    isOneOf(item['mode'], MODES) &&
    isMaybe(item['drawn'], (drawn) => drawn === true) &&
    typeof item['test'] === 'boolean' &&
    matches(item['locale'], LOCALE) &&
    isOneOf(item['touchpoint'], PLACES) &&
    isList(item['consents'], 0) &&
    arePlainAnswers(item['answers']) &&
    isPlainContext(item['context']) &&
    arePlainTimings(item['timings'])
  )
}

type Fields = Readonly<Record<string, unknown>>

const RESPONSE = new Set(
  'id revision writer surveyId surveyVersion status mode drawn test locale touchpoint answers context consents timings'.split(
    ' ',
  ),
)
const CONTEXT = new Set(['path', 'order', 'device', 'utcOffsetMinutes'])
const ORDER = new Set(['orderId', 'value', 'currency', 'items', 'coupon', 'firstOrder', 'deliveryMethod', 'signature'])
const ORDER_ITEM = new Set(['id', 'name', 'price', 'quantity', 'category'])
const TIMINGS = new Set(['startedAt', 'updatedAt', 'completedAt', 'questionMs'])
const ANSWERS = {
  rating: new Set(['kind', 'value']),
  text: new Set(['kind', 'text']),
  choice: new Set(['kind', 'choices', 'other']),
}
const STATUSES = new Set(['started', 'partial', 'completed', 'dismissed'])
const MODES = new Set(Object.keys(RESPONSE_MODES))
const DEVICES = new Set(['phone', 'tablet', 'desktop'])
const PLACES: ReadonlySet<string> = new Set(TOUCHPOINTS)
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const WRITER = /^[\w-]{1,32}$/
const SURVEY_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/
const LOCALE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/
const CURRENCY = /^[A-Z]{3}$/
/** What an integer column of any engine holds. */
const MOST = 2_000_000_000
const YEAR_9999 = 253_402_300_799_999

function hasOnly(value: unknown, names: ReadonlySet<string>): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const name in value) if (!names.has(name)) return false
  return true
}

const matches = (value: unknown, form: RegExp): boolean => typeof value === 'string' && form.test(value)
const isOneOf = (value: unknown, words: ReadonlySet<string>): boolean => words.has(value as string)
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most
const isMoment = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= YEAR_9999
const isList = (value: unknown, most: number): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= most
const isText = (value: unknown, longest: number): boolean => typeof value === 'string' && value.length <= longest
/** A text that cleaning leaves as it is: there, and not too long. */
const isWords = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && value !== '' && value.length <= longest
const isMaybe = (value: unknown, check: (value: unknown) => boolean): boolean => value === undefined || check(value)
/** Ids, none of them a name that every object has. */
const isId = (value: string): boolean => ID.test(value) && !(value in {})

function arePlainAnswers(value: unknown): boolean {
  if (!hasOnlyIds(value, 500)) return false
  for (const id in value) if (!isPlainAnswer(value[id])) return false
  return true
}

function hasOnlyIds(value: unknown, most: number): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  let count = 0
  for (const id in value) if (++count > most || !isId(id)) return false
  return true
}

function isPlainAnswer(value: unknown): boolean {
  const kind = (value as Fields | null)?.['kind']
  switch (kind) {
    case 'rating':
      return hasOnly(value, ANSWERS.rating) && (value['value'] === 'na' || isWhole(value['value'], 0, 10))
    case 'text':
      return hasOnly(value, ANSWERS.text) && isText(value['text'], 20_000)
    case 'choice':
      return (
        hasOnly(value, ANSWERS.choice) &&
        isList(value['choices'], 202) &&
        value['choices'].every((id) => typeof id === 'string' && isId(id)) &&
        isMaybe(value['other'], (other) => isText(other, 20_000))
      )
    default:
      // All other kinds: `checkResponse` reads them.
      return false
  }
}

function isPlainContext(value: unknown): boolean {
  if (!hasOnly(value, CONTEXT)) return false
  return (
    isMaybe(value['path'], (path) => isText(path, 1000) && !/[?#]/.test(path as string)) &&
    isMaybe(value['device'], (device) => isOneOf(device, DEVICES)) &&
    isMaybe(value['utcOffsetMinutes'], (minutes) => isWhole(minutes, -1080, 1080)) &&
    isMaybe(value['order'], isPlainOrder)
  )
}

function isPlainOrder(value: unknown): boolean {
  if (!hasOnly(value, ORDER)) return false
  const short = (text: unknown) => isWords(text, 200)
  return (
    short(value['orderId']) &&
    /\S/.test(value['orderId'] as string) &&
    isMaybe(value['value'], Number.isFinite) &&
    isMaybe(value['currency'], (currency) => matches(currency, CURRENCY)) &&
    isMaybe(value['items'], (items) => isList(items, 200) && items.every(isPlainOrderItem)) &&
    isMaybe(value['coupon'], short) &&
    isMaybe(value['firstOrder'], (first) => typeof first === 'boolean') &&
    isMaybe(value['deliveryMethod'], short) &&
    isMaybe(value['signature'], short)
  )
}

function isPlainOrderItem(value: unknown): boolean {
  if (!hasOnly(value, ORDER_ITEM)) return false
  return (
    isWords(value['name'], 400) &&
    isMaybe(value['id'], (id) => isWords(id, 200)) &&
    isMaybe(value['price'], Number.isFinite) &&
    isMaybe(value['quantity'], Number.isFinite) &&
    isMaybe(value['category'], (category) => isWords(category, 200))
  )
}

function arePlainTimings(value: unknown): boolean {
  if (!hasOnly(value, TIMINGS)) return false
  if (!isMoment(value['startedAt']) || !isMoment(value['updatedAt'])) return false
  if (!isMaybe(value['completedAt'], isMoment)) return false
  const times = value['questionMs']
  if (times === undefined) return true
  if (!hasOnlyIds(times, 500)) return false
  for (const id in times) if (!Number.isFinite(times[id])) return false
  return true
}
