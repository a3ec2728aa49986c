import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CollectorProcess, serveRoutes, startCollector, storedResponses } from '@frankly/testing'
import { expect } from 'vitest'

const WAIT = { timeout: 30_000 }

/** A collector process with surveys of the test, and a plain shop page with its script tag. */
export interface TagShop {
  /** The page; its query becomes `data-` attributes of the tag, `inline` a `<frankly-survey>` of this id, `door` a `<frankly-door>`. */
  readonly url: string
  readonly collector: CollectorProcess
  /** What the store has, as staff read it. */
  stored(): ReturnType<typeof storedResponses>
  /** Waits until the only row has these answers, and no others. */
  hasOneRow(answers: object): Promise<void>
  /** Publishes other surveys: the collector starts again on the same store and port. */
  publish(surveys: readonly object[]): Promise<void>
  close(): Promise<void>
}

/** @param more - further settings of the project */
export async function openTagShop(surveys: readonly object[], more: object = {}): Promise<TagShop> {
  const configFile = join(mkdtempSync(join(tmpdir(), 'frankly-tag-shop-')), 'frankly.config.json')
  const write = (now: readonly object[]) => {
    const project = { shop: 'Tea', origins: ['loopback'], surveys: now, spam: { fasterThanMs: 0 }, ...more }
    writeFileSync(configFile, JSON.stringify({ projects: { pk_tea: project } }))
  }
  write(surveys)
  let collector = await startCollector({ configFile })
  const shop = await serveRoutes({
    '/': (request, response) => {
      const { inline, door, ...query } = Object.fromEntries(new URL(request.url ?? '/', 'http://shop').searchParams)
      const attributes = Object.entries(query).map(([name, value]) => `data-${name}="${value}"`)
      response
        .writeHead(200, { 'content-type': 'text/html;charset=utf-8' })
        .end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
<script async src="${collector.url}/frankly.js" data-project="pk_tea" ${attributes.join(' ')}></script>
<h1>Thank you</h1>${inline ? `<frankly-survey survey="${inline}"></frankly-survey>` : ''}${door ? '<frankly-door></frankly-door>' : ''}</html>`)
    },
    '/elsewhere': '<!doctype html><html lang="en"><title>Elsewhere</title><h1>Elsewhere</h1></html>',
    '/favicon.ico': (_, response) => void response.writeHead(204).end(),
  })
  const stored = () => storedResponses(collector.url)
  return {
    url: shop.url,
    get collector() {
      return collector
    },
    stored,
    hasOneRow: (answers) =>
      expect.poll(async () => (await stored()).map((response) => response.answers), WAIT).toEqual([answers]),
    async publish(now) {
      write(now)
      const { dataDir, port } = collector
      await collector.stop()
      collector = await startCollector({ configFile, dataDir, port })
    },
    async close() {
      await shop.close()
      await collector.stop()
    },
  }
}
