/** Most paths that are named. */
const MOST = 20

/**
 * Paths of what was sent and is not stored, or is stored otherwise: unknown fields, context that is not allowed, facts
 * that were too long, and what was missing and is filled in. Both are shallow enough to walk.
 */
export function leftOut(sent: unknown, stored: unknown): readonly string[] {
  const paths: string[] = []
  walk(sent, stored, '', paths)
  return paths.slice(0, MOST)
}

function walk(sent: unknown, stored: unknown, path: string, paths: string[]): void {
  if (Object.is(sent, stored) || sent === stored || paths.length > MOST) return
  if (!isObject(sent) || !isObject(stored) || Array.isArray(sent) !== Array.isArray(stored)) {
    paths.push(path)
    return
  }
  // Entries that are gone move the others up: only the list as a whole can be named.
  if (Array.isArray(sent) && sent.length !== (stored as unknown as unknown[]).length) {
    paths.push(path)
    return
  }
  for (const key of Object.keys(sent)) {
    const at = Array.isArray(sent) ? `${path}[${key}]` : path ? `${path}.${key}` : key
    if (!Object.hasOwn(stored, key)) paths.push(at)
    else walk(sent[key], stored[key], at, paths)
  }
  if (Array.isArray(sent)) return
  for (const key of Object.keys(stored)) if (!Object.hasOwn(sent, key)) paths.push(path ? `${path}.${key}` : key)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
