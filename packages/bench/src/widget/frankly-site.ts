import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveRoutes, startCollector } from '@frankly/testing'
import type { Site } from './site.ts'

/** Our script tag on the same page, with a real collector behind it. */
export async function serveFrankly(): Promise<Site> {
  const collector = await startCollector({ dataDir: mkdtempSync(join(tmpdir(), 'frankly-bench-')) })
  const site = await serveRoutes({
    '/': `<!doctype html><title>shop</title><h1>Thank you</h1><p>Order A-1</p>
<script>
window.frankly = window.frankly || function () { (window.frankly.q = window.frankly.q || []).push(arguments) }
window.benchOpen = function () { return frankly('show', 'purchase', { force: true }) }
</script>
<script async src="${collector.url}/frankly.js" data-project="pk_demo"></script>`,
  })
  return {
    url: `${site.url}/`,
    close() {
      site.close()
      collector.stop()
    },
  }
}
