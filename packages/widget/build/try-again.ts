import type { Rolldown } from 'vite'

/**
 * Browsers may remember that an `import()` failed and never ask the network again (whatwg/html#6768): a second try
 * has an address of its own, and so has one that is made while the first hangs. The npm build leaves this to the bundler of the shop.
 */
export function tryAgain(): Rolldown.Plugin {
  return {
    name: 'try-again',
    renderChunk(code) {
      const loading = code.replaceAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?(?=["'`]\.)/g, 'tryImport(')
      return loading === code ? null : { code: `${HELPER}${loading}`, map: null }
    },
  }
}

// a page may have taken its clock away: then nothing is known to hang
const HELPER = `const asked = {}
const readClock = () => {
  try {
    return Date.now()
  } catch {
    return 0
  }
}
const tryImport = (file) => {
  const anew = () => import(file + '?r=' + readClock())
  const first = import(file).finally(() => (asked[file] = 0))
  const hangs = asked[file] && readClock() - asked[file] > 1700
  asked[file] ||= readClock()
  return hangs ? Promise.any([first, anew()]) : first.catch(anew)
}
`
