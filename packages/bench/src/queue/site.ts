import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CollectorProcess, serveRoutes, startCollector, type TestServer } from '@frankly/testing'
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

/** A real collector in a process of its own, with limits that do not stop a bench. */
export function startBenchCollector(): Promise<CollectorProcess> {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-bench-')), 'frankly.config.json')
  const questions = [
    { kind: 'rating', id: 'ordering', scale: 'csat5', text: 'How?' },
    { kind: 'complaint', id: 'wrong', text: 'What went wrong?' },
  ]
  const survey = { schema: 1, id: 'purchase', version: 1, title: 'Bench', defaultLocale: 'en', locales: ['en'] }
  const surveys = [{ ...survey, touchpoint: 'order_confirmed', pages: [{ id: 'p', questions }] }]
  const limits = { projectPerSecond: 1e6, addressPerSecond: 1e6 }
  const projects = { pk_bench: { shop: 'Bench', origins: ['*'], surveys, spam: { fasterThanMs: 0 } } }
  writeFileSync(configFile, JSON.stringify({ limits, projects }))
  return startCollector({ configFile })
}
