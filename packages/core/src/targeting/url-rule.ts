import type { Targeting, UrlRule } from '../model/targeting.ts'

type UrlRules = NonNullable<Targeting['url']>

/**
 * Of the rules that say yes one must hold, of those that say no all.
 * @param patternHolds - says whether a rule with a pattern holds; what reads patterns is not part of this file, so that
 * a page can ask about the plain rules without it
 */
export function urlFits(rules: UrlRules, url: string, patternHolds: (rule: UrlRule, url: string) => boolean): boolean {
  const list = 'op' in rules ? [rules] : rules
  const holds = (rule: UrlRule): boolean =>
    rule.op.endsWith('matches') ? patternHolds(rule, url) : plainHolds(rule, url)
  return (
    list.every((rule) => !isNo(rule) || holds(rule)) &&
    (list.every(isNo) || list.some((rule) => !isNo(rule) && holds(rule)))
  )
}

/** A rule that is to keep a survey away from an address. */
export const isNo = ({ op }: UrlRule): boolean => op[0] === 'n'

function plainHolds(rule: UrlRule, url: string): boolean {
  const { op, value } = rule
  const found = op.endsWith('contains')
    ? url.includes(value)
    : trimmed(value) === trimmed(value[0] === '/' ? url.replace(/^\w+:\/\/[^/?#]*|[?#].*/g, '') || '/' : url)
  return found !== isNo(rule)
}

function trimmed(address: string): string {
  return address.replace(/#.*/, '').replace(/(.)\/$/, '$1')
}
