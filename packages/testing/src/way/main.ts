import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../browsers.ts'
import { startCollector } from '../collector-process.ts'
import { repoPath } from '../repo.ts'
import { answer, buy, startShopProcess } from '../shop-visit.ts'
import './marks.ts'

/**
 * Prints, as JSON, the files on a purchase's way: those of which a function runs between the load of the thank-you page
 * and the moment when a webhook has the answer. In the page from the load on, in the collector from the first answer on
 * (before it, it hands out files and the configuration). The shop, browser and collector are real.
 */
const folder = mkdtempSync(join(tmpdir(), 'frankly-way-'))
execFileSync(process.execPath, ['--conditions=frankly-source', repoPath('packages/widget/build/build-cdn.ts')], {
  cwd: repoPath('packages/widget'),
  env: {
    ...process.env,
    FRANKLY_TAG_DIST: folder,
    FRANKLY_TAG_PLUGIN: repoPath('packages/testing/src/way/mark-tag.ts'),
  },
})

const destination = createServer((request, response) => request.resume().once('end', () => response.end()))
const arrived = once(destination, 'request')
await new Promise<void>((listening) => destination.listen(0, '127.0.0.1', listening))
const config = {
  widgetDir: join(folder, 'cdn'),
  projects: {
    pk_demo: {
      shop: 'Frankly demo shop',
      origins: ['loopback'],
      surveys: [repoPath('examples/shop/purchase.json')],
      spam: { fasterThanMs: 0 },
      destinations: [
        {
          id: 'crm',
          adapter: 'webhook',
          allowPrivate: true,
          events: ['response.completed'],
          options: {
            url: `http://127.0.0.1:${(destination.address() as AddressInfo).port}/`,
            secrets: ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='],
          },
        },
      ],
    },
  },
}
const [configFile, written] = [join(folder, 'config.json'), join(folder, 'way.json')]
writeFileSync(configFile, JSON.stringify(config))

const collector = await startCollector({
  configFile,
  env: { FRANKLY_WAY: written, NODE_OPTIONS: `--import=${repoPath('packages/testing/src/way/mark-node.ts')}` },
})
const shop = await startShopProcess(collector.url)
const browser = await launchBrowser('chromium')
const inPage = await visit().finally(async () => {
  await browser.close()
  await shop.stop()
  await collector.stop()
  destination.close()
})
const inCollector = JSON.parse(readFileSync(written, 'utf8')) as string[]
rmSync(folder, { recursive: true })
console.log(JSON.stringify({ inPage: inPage.sort(), inCollector: inCollector.sort() }))

async function visit(): Promise<string[]> {
  const page = await browser.newPage({ locale: 'en' })
  await page.addInitScript(() => {
    globalThis.franklyWay = new Set()
  })
  await buy(page, shop.url)
  await page.getByRole('group', { name: 'How did ordering go?' }).waitFor({ timeout: 20_000 })
  await page.waitForLoadState('networkidle')
  collector.child.kill('SIGUSR2')
  await answer(page, 'Well', 'The glaze is lovely')
  await arrived
  return page.evaluate(() => [...(globalThis.franklyWay ?? [])])
}
