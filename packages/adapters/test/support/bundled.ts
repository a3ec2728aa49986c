import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

/** A classic script that puts one export of a package of ours on the page's global object. */
export async function bundledGlobal(name: string, from: string): Promise<string> {
  const { output } = (await build({
    root: fileURLToPath(new URL('../../', import.meta.url)),
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['frankly-source', 'browser', 'module', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? '\0entry' : undefined),
        load: (id) =>
          id === '\0entry' ? `import { ${name} } from '${from}'; Object.assign(globalThis, { ${name} })` : undefined,
      },
    ],
    build: { write: false, modulePreload: false, rolldownOptions: { input: 'entry', output: { format: 'iife' } } },
  })) as Rolldown.RolldownOutput
  return output[0].code
}
