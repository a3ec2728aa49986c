import type { Rolldown } from 'vite'

/**
 * Browsers may remember that an `import()` failed and never ask the network again (whatwg/html#6768): a second try
 * has an address of its own, and so has one that is made while the first hangs. The npm build leaves this to the bundler of the shop.
 */
export function tryAgain(): Rolldown.Plugin {
  return {
    name: 'try-again',
    renderChunk(code) {
      const loading = code.replaceAll(/\bimport\((?=["'`]\.)/g, 'tryImport(')
      return loading === code ? null : { code: `${HELPER}${loading}`, map: null }
    },
  }
}

const HELPER = `const asked = {}
const tryImport = (file) => {
  const anew = () => import(file + '?r=' + Date.now())
  const first = import(file).finally(() => (asked[file] = 0))
  const hangs = asked[file] && Date.now() - asked[file] > 1700
  asked[file] ||= Date.now()
  return hangs ? Promise.any([first, anew()]) : first.catch(anew)
}
`
