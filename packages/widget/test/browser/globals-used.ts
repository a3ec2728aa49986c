import { parseSync } from 'oxc-parser'

interface Node {
  readonly type: string
  readonly [part: string]: unknown
}

/** What no page can replace, or what the language itself gives whatever the page does. */
const FIXED = new Set(['window', 'document', 'location', 'top', 'undefined', 'NaN', 'Infinity', 'arguments'])

/**
 * Names of the browser that code reads: free ones, those read of `window` and `globalThis`, and functions of such
 * objects (`Array.from`). Local names are told from them by `isGlobal`, since minified ones are never names of a browser.
 */
export function globalsUsed(code: string, isGlobal: (name: string) => boolean): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (name: unknown): void => {
    if (typeof name === 'string' && name.length > 2 && !FIXED.has(name) && isGlobal(name)) found.add(name)
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each)
    if (!value || typeof value !== 'object' || !('type' in value)) return
    const node = value as Node
    const { object, property, computed } = node as { object?: Node; property?: Node; computed?: boolean }
    if (node.type === 'Identifier') add(node['name'])
    if (node.type === 'MemberExpression' && object && property && !computed) {
      const of = object['name']
      if (of === 'window' || of === 'globalThis') add(property['name'])
      else {
        visit(object)
        if (typeof of === 'string' && /^[A-Z]/.test(of) && found.has(of) && property['name'] !== 'prototype')
          found.add(`${of}.${property['name']}`)
      }
      return
    }
    // names of properties and parts of objects are no names of the browser
    const isKey = (node.type === 'Property' || node.type.endsWith('Definition')) && !computed
    for (const [part, inner] of Object.entries(node)) if (!(isKey && part === 'key')) visit(inner)
  }
  visit(parseSync('code.js', code, { sourceType: 'unambiguous' as never }).program)
  return found
}
