import { type Facts, valueOfVariable } from './holds.ts'

/** All variables with their values. */
export function calculate(facts: Facts): Record<string, number | string> {
  return Object.fromEntries(facts.variables.map(({ id }) => [id, valueOfVariable(id, facts)!]))
}
