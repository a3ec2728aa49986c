/** A JSON value with places to fill in. @public */
export type JsonTemplate =
  | string
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate }

const PLACE = /\{\{\s*([\w.$-]+)\s*\}\}/g
const WHOLE = /^\{\{\s*([\w.$-]+)\s*\}\}$/

/**
 * Fills a template from a value: `{{data.response.id}}` reads along the path. A leaf that is one place alone takes the
 * value as it is (number, list …, `null` when missing); places inside a text become text (nothing when missing). The template
 * is a value, not a string, so nothing that a customer writes can break out of it.
 */
export function fill(template: JsonTemplate, from: unknown): unknown {
  if (typeof template === 'string') {
    const whole = WHOLE.exec(template)
    if (whole) return read(from, whole[1]!) ?? null
    return template.replace(PLACE, (_, path: string) => {
      const found = read(from, path)
      return found === undefined || found === null
        ? ''
        : typeof found === 'object'
          ? JSON.stringify(found)
          : String(found)
    })
  }
  if (Array.isArray(template)) return template.map((item: JsonTemplate) => fill(item, from))
  if (template === null || typeof template !== 'object') return template
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item as JsonTemplate, from)]))
}

function read(from: unknown, path: string): unknown {
  let at = from
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}
