import type { Facts } from './facts.ts'
import { valueOfVariable } from './holds.ts'

/** All variables with their values. */
export function calculate(facts: Facts): Record<string, number | string> {
  return Object.fromEntries(facts.variables.map(({ id }) => [id, valueOfVariable(id, facts)!]))
}
