import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Bundles the harness with the real queue, journal and adapter into one script. */
export async function buildHarness(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['frankly-source', 'browser', 'module', 'import', 'default'] },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: fileURLToPath(new URL('./harness.ts', import.meta.url)),
        output: { format: 'es', entryFileNames: 'harness.js' },
      },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  const chunk = outputs.flatMap((made) => ('output' in made ? made.output : [])).find((made) => made.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('the harness did not build')
  return chunk.code
}
