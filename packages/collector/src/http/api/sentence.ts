import type { z } from 'zod'

/** What was given, where, and what was wanted: one sentence for the first fault of a request. */
export function sentence({ issues: [issue] }: z.ZodError, given: unknown): string {
  if (issue === undefined) return 'something is wrong with the request'
  const [part = '', ...path] = issue.path.map(String)
  const where = path.length > 0 ? path.join('.') : part === 'json' ? 'the body' : part
  const found = valueAt(given, [part, ...path])
  return `${where}: ${found === undefined ? 'nothing given' : `got ${shown(found)}`}, ${wanted(issue)}`
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith('wanted ')) return issue.message
  switch (issue.code) {
    case 'invalid_value':
      return `wanted ${issue.values.map(String).join(' or ')}`
    case 'invalid_type':
      return `wanted ${issue.expected === 'object' ? 'a JSON object' : `a ${issue.expected}`}`
    case 'too_small':
      return `wanted at least ${issue.minimum}`
    case 'too_big':
      return `wanted at most ${issue.maximum}`
    case 'unrecognized_keys':
      return `wanted none of ${issue.keys.join(', ')}`
    default:
      return `wanted something else (${issue.message})`
  }
}

function valueAt(given: unknown, path: readonly string[]): unknown {
  let value = given
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = Object.entries(value).find(([key]) => key === name)?.[1]
  }
  return value
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
