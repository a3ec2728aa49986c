import type * as z from 'zod/mini'
import type { Issue } from '../model/errors.ts'
import { shortened } from '../model/shortened.ts'

type Fault = z.core.$ZodIssue

/** Says what a schema found in our own words: path, what stood there, what was wanted. */
export function issuesOf(faults: readonly Fault[], root: unknown): Issue[] {
  return faults.flatMap(innermost).map((fault) => {
    const found = fault.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], root)
    const path = pathText(fault.path)
    if (fault.code === 'unrecognized_keys')
      return {
        code: 'unknown-field',
        path,
        found: fault.keys.join(', '),
        wanted: 'only known fields',
        hint: 'look for a slip of the pen',
      }
    if (found === undefined && fault.code !== 'custom')
      return { code: 'missing', path, found, wanted: wantedBy(fault), hint: 'add it' }
    return { code: codes[fault.code] ?? 'invalid', path, found: shortened(found), wanted: wantedBy(fault) }
  })
}

/** `['pages', 0, 'id']` → `pages[0].id`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text ? `${text}.${String(key)}` : String(key)
  }, '')
}

const codes: Partial<Record<Fault['code'], string>> = {
  invalid_type: 'wrong-type',
  too_small: 'too-small',
  too_big: 'too-large',
  invalid_value: 'unknown-word',
  invalid_format: 'wrong-form',
  invalid_key: 'wrong-form',
}

/** Of the forms that a value might have had, the one that it came nearest to explains most. */
function innermost(fault: Fault): Fault[] {
  if (fault.code === 'invalid_key') return [{ ...fault, message: fault.issues[0]?.message ?? '' }]
  if (fault.code !== 'invalid_union' || fault.errors.length === 0) return [fault]
  const deepest = (list: readonly Fault[]): number => Math.max(0, ...list.map((each) => each.path.length))
  const [nearest = []] = fault.errors.toSorted((a, b) => deepest(b) - deepest(a) || a.length - b.length)
  const said = fault.message && fault.message !== SILENT
  if (said && deepest(nearest) === 0) return [fault]
  return nearest.flatMap((each) => innermost({ ...each, path: [...fault.path, ...each.path] } as Fault))
}

/** What zod/mini says when it has nothing to say. */
const SILENT = 'Invalid input'

function wantedBy(fault: Fault): string {
  if (fault.code === 'invalid_union' && 'discriminator' in fault && fault.message === SILENT) {
    const { options } = fault as { options?: readonly unknown[] }
    return `a ${String(fault.discriminator)} that this version knows${options ? `: ${options.join(', ')}` : ''}`
  }
  if (fault.message && fault.message !== SILENT) return fault.message
  switch (fault.code) {
    case 'invalid_type':
      return fault.expected === 'int'
        ? 'a whole number'
        : `${fault.expected === 'array' ? 'a list' : `a value of type ${fault.expected}`}`
    case 'too_small':
      return `at least ${fault.minimum}${unit(fault.origin)}`
    case 'too_big':
      return `at most ${fault.maximum}${unit(fault.origin)}`
    case 'invalid_value':
      return `one of ${fault.values.map((value) => JSON.stringify(value)).join(', ')}`
    default:
      return 'another form'
  }
}

const unit = (origin: string): string => (origin === 'array' ? ' entries' : origin === 'string' ? ' characters' : '')
