import type { ConditionValue, Operator } from '../../model/question.ts'
import type { Survey } from '../../model/survey.ts'
import type { Note } from './notes.ts'
import { type OperandType, operandType } from './operand-type.ts'
import { type Comparison, comparisonsOf, conditionsOf, isOperand, questionsOf } from './walk.ts'

type Type = OperandType['type']

/** Which types each operator compares, and whether it wants one value, several or none. */
const OPERATORS: Readonly<Record<Operator, { readonly of: readonly Type[]; readonly right: 'one' | 'many' | 'none' }>> =
  {
    eq: { of: ['number', 'text', 'word', 'flag', 'date'], right: 'one' },
    ne: { of: ['number', 'text', 'word', 'flag', 'date'], right: 'one' },
    lt: { of: ['number', 'date'], right: 'one' },
    lte: { of: ['number', 'date'], right: 'one' },
    gt: { of: ['number', 'date'], right: 'one' },
    gte: { of: ['number', 'date'], right: 'one' },
    in: { of: ['number', 'text', 'word', 'date'], right: 'many' },
    not_in: { of: ['number', 'text', 'word', 'date'], right: 'many' },
    includes: { of: ['list'], right: 'one' },
    includes_any: { of: ['list'], right: 'many' },
    includes_all: { of: ['list'], right: 'many' },
    contains: { of: ['text'], right: 'one' },
    starts_with: { of: ['text'], right: 'one' },
    answered: { of: ['number', 'text', 'word', 'flag', 'date', 'list'], right: 'none' },
    not_answered: { of: ['number', 'text', 'word', 'flag', 'date', 'list'], right: 'none' },
  }

/** [S6] Compared values exist and are of one type. */
export function checkConditions(survey: Survey, note: Note): void {
  const questions = new Map(questionsOf(survey).map(({ part }) => [part.id, part]))
  for (const { part, path } of conditionsOf(survey))
    for (const comparison of comparisonsOf(part, path)) checkComparison(comparison.part, comparison.path)
  checkVariables()

  function checkComparison({ left, op, right }: Comparison, path: string): void {
    const type = operandType(left, survey, questions)
    if ('code' in type) {
      note(type.code, `${path}.left`, type.found, type.wanted)
      return
    }
    const rule = OPERATORS[op]
    if (!rule.of.includes(type.type)) {
      const fitting = Object.entries(OPERATORS).filter(([, { of }]) => of.includes(type.type))
      note('wrong-operator', `${path}.op`, op, `one of ${fitting.map(([name]) => name).join(', ')} for a ${type.type}`)
      return
    }
    const at = `${path}.right`
    if (rule.right === 'none') {
      if (right !== undefined) note('unwanted-value', at, right, `nothing beside ${op}`)
    } else if (right === undefined) note('missing', at, right, rule.right === 'many' ? 'a list of values' : 'a value')
    else if (Array.isArray(right) !== (rule.right === 'many'))
      note('wrong-type', at, right, rule.right === 'many' ? 'a list of values' : 'one value')
    else for (const value of [right].flat() as ConditionValue[]) checkValue(value, type, at)
  }

  function checkValue(value: ConditionValue, { type, words, low, high }: OperandType, path: string): void {
    const isWord = words?.includes(String(value))
    if (type === 'number') {
      if (isWord) return
      if (typeof value !== 'number') note('wrong-type', path, value, 'a number')
      else if ((low !== undefined && value < low) || (high !== undefined && value > high))
        note('out-of-range', path, value, `a number from ${low} to ${high}`, 'no answer can have this value')
    } else if (type === 'flag') {
      if (typeof value !== 'boolean') note('wrong-type', path, value, 'true or false')
    } else if (typeof value !== 'string') note('wrong-type', path, value, 'a text')
    else if (type === 'date' && Number.isNaN(Date.parse(value)))
      note('wrong-form', path, value, 'a date such as 2026-12-01')
    else if ((type === 'word' || type === 'list') && words && !isWord)
      note('unknown-choice', path, value, `one of ${words.join(', ')}`, 'compare with ids, never with words')
  }

  function checkVariables(): void {
    const variables = survey.variables ?? []
    for (const [i, variable] of variables.entries()) {
      const at = `variables[${i}]`
      if (typeof variable.initial !== (variable.type === 'number' ? 'number' : 'string'))
        note('wrong-type', `${at}.initial`, variable.initial, `a ${variable.type}`)
      for (const [j, { op, value, when }] of variable.rules.entries()) {
        const path = `${at}.rules[${j}]`
        const read = comparisonsOf(when ?? { all: [] }, `${path}.when`).map(({ part, path: where }) => ({
          operand: part.left,
          path: `${where}.left`,
        }))
        if (isOperand(value)) read.push({ operand: value, path: `${path}.value` })
        for (const { operand, path: where } of read) {
          const index = 'variable' in operand ? variables.findIndex(({ id }) => id === operand.variable) : -1
          if (index >= i) note('reads-later', where, variables[index]?.id, 'a variable that is defined earlier')
        }
        if (variable.type === 'text' && op !== 'set') note('wrong-operator', `${path}.op`, op, '"set" for a text')
        checkRuleValue(value, variable.type, `${path}.value`)
      }
    }
  }

  function checkRuleValue(value: unknown, wanted: 'number' | 'text', path: string): void {
    if (!isOperand(value)) {
      if (typeof value !== (wanted === 'number' ? 'number' : 'string')) note('wrong-type', path, value, `a ${wanted}`)
      return
    }
    const type = operandType(value, survey, questions)
    if ('code' in type) note(type.code, path, type.found, type.wanted)
    else if (type.type === 'list' || type.type === 'flag' || (wanted === 'number' && type.type !== 'number'))
      note('wrong-type', path, `a ${type.type}`, `a ${wanted}`)
  }
}
