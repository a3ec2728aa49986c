import type { Rolldown } from 'vite'

/**
 * Browsers may remember that an `import()` failed and never ask the network again (whatwg/html#6768): a second try
 * has an address of its own. The npm build leaves this to the bundler of the shop.
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

const HELPER = "const tryImport = (file) => import(file).catch(() => import(file + '?r=' + Date.now()))\n"
