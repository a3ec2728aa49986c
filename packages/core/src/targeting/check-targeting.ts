import type { Issue } from '../model/errors.ts'
import type { PropertyFilter, Targeting } from '../model/targeting.ts'
import { MAX_PATTERN, matchesPattern } from './url-pattern.ts'

/**
 * Faults of targeting that its form does not show: what could never hold, or not as written. Paths begin at
 * `targeting`.
 * @public
 */
export function checkTargeting(targeting: Targeting | undefined): readonly Issue[] {
  if (!targeting) return []
  const { url = [], triggers = [], order = [], traits = [], schedule } = targeting
  const issues: Issue[] = []
  const rules = 'op' in url ? [url] : url
  for (const [at, { op, value }] of rules.entries())
    if (op.endsWith('matches') && matchesPattern(value, '') === undefined)
      issues.push({
        code: 'pattern-unsafe',
        path: 'op' in url ? 'targeting.url.value' : `targeting.url[${at}].value`,
        found: value,
        wanted: `a pattern of at most ${MAX_PATTERN} characters without groups and counts`,
        hint: 'use characters, `.`, `[a-z]`, `\\d \\w \\s`, `* + ?`, `^ $` and alternatives by `|`',
      })
  checkFilters(order, 'targeting.order', issues)
  checkFilters(traits, 'targeting.traits', issues)
  for (const [at, trigger] of triggers.entries())
    if ('where' in trigger) checkFilters(trigger.where ?? [], `targeting.triggers[${at}].where`, issues)
  if (schedule?.from && schedule.until && !(Date.parse(schedule.from) < Date.parse(schedule.until)))
    issues.push({
      code: 'schedule-empty',
      path: 'targeting.schedule.until',
      found: schedule.until,
      wanted: `a moment after ${schedule.from}`,
    })
  return issues
}

const WANTED: Readonly<Record<PropertyFilter['op'], 'any' | 'order' | 'list' | 'text' | 'none'>> = {
  eq: 'any',
  ne: 'any',
  lt: 'order',
  lte: 'order',
  gt: 'order',
  gte: 'order',
  in: 'list',
  not_in: 'list',
  contains: 'text',
  exists: 'none',
  not_exists: 'none',
}
const WORDS = {
  any: 'a text, a number, true or false',
  order: 'a number or a text',
  list: 'a list',
  text: 'a text or a number',
  none: 'nothing',
}

function checkFilters(filters: readonly PropertyFilter[], path: string, issues: Issue[]): void {
  for (const [at, { op, value }] of filters.entries()) {
    const wanted = WANTED[op]
    const type = Array.isArray(value) ? 'list' : typeof value
    const fits =
      wanted === 'none'
        ? type === 'undefined'
        : wanted === 'list'
          ? type === 'list'
          : type === 'string' || type === 'number' || (wanted === 'any' && type === 'boolean')
    if (!fits)
      issues.push({
        code: 'filter-value',
        path: `${path}[${at}].value`,
        found: value,
        wanted: `${WORDS[wanted]} for ${op}`,
      })
  }
}
