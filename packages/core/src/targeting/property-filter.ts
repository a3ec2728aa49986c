import type { PropertyFilter } from '../model/targeting.ts'
import type { Properties } from './visit.ts'

/** Do all filters hold? */
export function filtersHold(filters: readonly PropertyFilter[] | undefined, facts: object | undefined): boolean {
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
