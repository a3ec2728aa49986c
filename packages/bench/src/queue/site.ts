import { fileURLToPath } from 'node:url'
import { serveRoutes, type TestServer } from '@frankly/testing'
import { build } from 'vite'

/** The page with the queue, minified as a shop would. */
export async function servePage(): Promise<TestServer> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['frankly-source', 'browser', 'module', 'import', 'default'] },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: fileURLToPath(new URL('./page.ts', import.meta.url)) },
    },
  })
  const chunk = [built]
    .flat()
    .flatMap((made) => ('output' in made ? made.output : []))
    .find((made) => made.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error('the page did not build')
  return serveRoutes({
    '/': '<!doctype html><title>shop</title><script>globalThis.benchOf = () => window.bench</script><script type="module" src="/page.js"></script>',
    '/page.js': chunk.code,
  })
}
