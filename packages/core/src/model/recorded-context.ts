import type { OrderContext, ResponseContext } from './response.ts'

/**
 * What a project may record of a context beyond the narrow default: the lines of the order, its coupon, the page's path
 * as it is. Rules may look at all of it while the page is open; recorded is only what is named.
 * @public
 */
export type RecordedFact = 'items' | 'coupon' | 'path'

/** Every {@link RecordedFact}. @public */
export const RECORDED_FACTS: readonly RecordedFact[] = ['items', 'coupon', 'path']

/**
 * The facts of a context that may leave the page and be stored: without the order's lines and coupon, and with the
 * segments of the path that may be a secret or an id as `*`, unless the project asked for them.
 * @param more - what the project records beyond the default; default: nothing
 * @public
 */
export function recordedContext(context: ResponseContext, more: readonly RecordedFact[] = []): ResponseContext {
  const { order, path } = context
  return {
    ...context,
    ...(order && { order: recordedOrder(order, more) }),
    ...(path !== undefined && { path: more.includes('path') ? path : plainPath(path) }),
  }
}

function recordedOrder(order: OrderContext, more: readonly RecordedFact[]): OrderContext {
  const { items, coupon, ...rest } = order
  return {
    ...rest,
    ...(items && more.includes('items') && { items }),
    ...(coupon !== undefined && more.includes('coupon') && { coupon }),
  }
}

/** `/orders/9f8e7d6c5b4a` becomes `/orders/*`: only segments that are words stay. */
export function plainPath(path: string): string {
  return path
    .replace(/[?#].*$/s, '')
    .split('/')
    .map(plainSegment)
    .join('/')
}

/** Longer than any word of a path, characters. */
const LONGEST_WORD = 24
/** More digits in a row are a number of something: an order, a customer, a telephone. */
const MOST_DIGITS = 4

function plainSegment(segment: string): string {
  if (segment === '') return ''
  const words = decoded(segment).split(/[-_.+ ]/)
  return words.every(isWord) && words.length <= 12 ? segment : '*'
}

/** Letters alone, a short number, or both (`v2`, `iphone15`) where no token is so short. */
function isWord(word: string): boolean {
  if (/^\d*$/.test(word)) return word.length <= MOST_DIGITS
  if (/^[\p{L}\p{M}]+$/u.test(word)) return word.length <= LONGEST_WORD
  return /^[\p{L}\p{M}]+\d{1,2}$|^\d{1,4}[\p{L}\p{M}]{1,3}$/u.test(word) && word.length <= 10
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return '%'
  }
}
