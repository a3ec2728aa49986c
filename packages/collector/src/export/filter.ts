import type { EpochMs } from '@frankly/core'
import { RESPONSE_MODES, type ResponseMode } from '@frankly/core/model'

/** Which responses are exported: all that agree with everything that is named. */
export interface ExportFilter {
  /** Given from this moment on. */
  readonly from?: EpochMs
  /** Given before this moment. */
  readonly before?: EpochMs
  readonly surveyId?: string
  readonly surveyVersion?: number
  readonly mode?: ResponseMode
  /** Only trials, or none. Default: both. */
  readonly test?: boolean
}

/** The same in words, as options and addresses have it. */
export interface FilterWords {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly survey?: string | undefined
  readonly version?: string | undefined
  readonly mode?: string | undefined
  readonly test?: string | undefined
}

const DAY = 86_400_000
const isMode = (word: string): word is ResponseMode => Object.hasOwn(RESPONSE_MODES, word)
const TESTS: Readonly<Record<string, { readonly test?: boolean }>> = {
  with: {},
  without: { test: false },
  only: { test: true },
}

/** What each word may be: for messages and descriptions. */
export const WANTED: Readonly<Record<keyof FilterWords, string>> = {
  from: 'a day such as 2026-11-29, or a time such as 2026-11-29T08:00Z',
  to: 'a day, that day included, or a time',
  survey: 'the id of a survey',
  version: 'a whole number from 1',
  mode: `one of ${Object.keys(RESPONSE_MODES).join(', ')}`,
  test: 'with, without or only',
}

/** Reads a filter; of words that say nothing, the first with what it should be. */
export function readFilter(
  words: FilterWords,
):
  | ExportFilter
  | { readonly fault: { readonly name: keyof FilterWords; readonly found: string; readonly wanted: string } } {
  const fault = (name: keyof FilterWords) => ({ fault: { name, found: words[name] ?? '', wanted: WANTED[name] } })
  const { survey, version, mode, test } = words
  const from = words.from === undefined ? undefined : momentOf(words.from)
  if (from === 'none') return fault('from')
  const to = words.to === undefined ? undefined : momentOf(words.to)
  if (to === 'none') return fault('to')
  if (version !== undefined && !/^[1-9]\d{0,8}$/.test(version)) return fault('version')
  if (mode !== undefined && !isMode(mode)) return fault('mode')
  if (test !== undefined && !Object.hasOwn(TESTS, test)) return fault('test')
  return {
    ...(from && { from: from.at }),
    ...(to && { before: to.isDay ? to.at + DAY : to.at }),
    ...(survey !== undefined && { surveyId: survey }),
    ...(version !== undefined && { surveyVersion: Number(version) }),
    ...(mode !== undefined && { mode }),
    ...(test !== undefined && TESTS[test]),
  }
}

/** A day or a moment, UTC unless it says otherwise. */
function momentOf(word: string): { readonly at: EpochMs; readonly isDay: boolean } | 'none' {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(word)
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(word)) return 'none'
  const at = Date.parse(word)
  // Days that no month has are moved on to the next one.
  const isReal = !Number.isNaN(at) && (!isDay || new Date(at).toISOString().startsWith(word))
  return isReal ? { at, isDay } : 'none'
}
