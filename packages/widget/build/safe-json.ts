const { stringify: write } = JSON

/**
 * `JSON.stringify` on pages where a library of old has given arrays or objects a `toJSON` of its own (Prototype.js
 * makes every array a string). The page's prototypes are left as they are: copies with a `toJSON` of no use are written.
 */
export function stringify(value: unknown): string {
  const poisoned = 'toJSON' in Array.prototype || 'toJSON' in Object.prototype || 'toJSON' in String.prototype
  return write(poisoned ? shielded(value) : value)
}

function shielded(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value
  const copy: object = Array.isArray(value)
    ? value.map(shielded)
    : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shielded(part)]))
  return Object.defineProperty(copy, 'toJSON', { value: undefined })
}
