import type { Rolldown } from 'vite'

/**
 * The bundler's helper for module namespaces walks names with `for … in`, which also meets what a page has put on
 * `Object.prototype`, and then defines a getter that is none.
 */
export function ownNames(): Rolldown.Plugin {
  return {
    name: 'own-names',
    renderChunk(code) {
      const own = code.replaceAll(
        /for \(var (\w+) in (\w+)\)(\s*\{?\s*__defProp\()/g,
        'for (var $1 of Object.keys($2))$3',
      )
      if (own === code && /in all\)/.test(code))
        throw new Error('the helper for module namespaces is not known any more')
      return own === code ? null : { code: own, map: null }
    },
  }
}
