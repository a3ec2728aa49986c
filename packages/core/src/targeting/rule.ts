import type { PropertyFilter, Targeting, Trigger, UrlRule } from '../model/targeting.ts'
import type { Happening, Properties, Visit } from './visit.ts'

/**
 * Does an address match a pattern? `undefined`: the pattern is not understood.
 * @public
 */
export type PatternMatch = (pattern: string, address: string) => boolean | undefined

interface TriggerFacts {
  readonly on: string
  readonly name?: string
  readonly selector?: string
  readonly percent?: number
  readonly ms?: number
  readonly where?: readonly PropertyFilter[]
  readonly properties?: Properties
}

/** @internal */
export function triggerFits(trigger: Trigger, now: Happening, visit: Visit): boolean {
  if (trigger.on !== now.on) return false
  // of one kind: what the kind does not have is absent on both sides
  const wanted: TriggerFacts = trigger
  const found: TriggerFacts = now
  return (
    wanted.name === found.name &&
    wanted.selector === found.selector &&
    !(wanted.percent! > found.percent!) &&
    !(wanted.ms! > found.ms!) &&
    all(wanted.where, now.on === 'purchase' ? visit.order : found.properties)
  )
}

/** Of the rules that say yes one must hold, of those that say no all. @internal */
export function urlFits(rules: NonNullable<Targeting['url']>, url: string, match: PatternMatch): boolean {
  const list = 'op' in rules ? [rules] : rules
  const isNo = (rule: UrlRule) => rule.op[0] === 'n'
  const yes = list.filter((rule) => !isNo(rule))
  const holds = (rule: UrlRule) => urlHolds(rule, url, match)
  return (!yes[0] || yes.some(holds)) && list.filter(isNo).every(holds)
}

function urlHolds({ op, value }: UrlRule, url: string, match: PatternMatch): boolean {
  const held = op.endsWith('contains')
    ? url.includes(value)
    : op.endsWith('matches')
      ? match(value, url)
      : trimmed(value) === trimmed(value[0] === '/' ? url.replace(/^\w+:\/\/[^/?#]*|[?#].*/g, '') || '/' : url)
  // a pattern that is not understood holds neither way: nothing is shown by mistake
  return held === (op[0] !== 'n')
}

function trimmed(address: string): string {
  return address.replace(/#.*/, '').replace(/(.)\/$/, '$1')
}

/** Do all filters hold? @internal */
export function all(filters: readonly PropertyFilter[] | undefined, facts: object | undefined): boolean {
  return !filters || filters.every((filter) => holds(filter, facts as Properties | undefined))
}

function holds({ key, op, value }: PropertyFilter, facts: Properties | undefined): boolean {
  const own = facts?.[key]
  // the plain case first: deciding over hundreds of surveys has to be quick
  const found = own === undefined || typeof own === 'object' ? reach(facts, key) : [own]
  return (op[0] === 'n') !== found.some((fact) => compare(fact as number, op, value as number))
}

function reach(facts: Properties | undefined, key: string): readonly unknown[] {
  return key
    .split('.')
    .reduce<unknown[]>((at, part) => at.flatMap((of) => (of as Properties | undefined)?.[part] ?? []), [facts])
}

function compare(fact: number, op: PropertyFilter['op'], value: number): boolean {
  if (op === 'eq' || op === 'ne') return fact === value
  if (op.endsWith('in')) return (value as unknown as readonly unknown[]).includes(fact)
  if (op === 'contains') return `${fact}`.includes(`${value}`)
  if (op.endsWith('exists')) return true
  if (typeof fact !== typeof value) return false
  // lt lte gt gte
  return (op[2] && fact === value) || (op[0] === 'l' ? fact < value : fact > value)
}
