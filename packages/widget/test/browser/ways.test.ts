import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Survey } from '@frankly/core'
import {
  BROWSERS,
  type CollectorProcess,
  launchBrowser,
  repoPath,
  startCollector,
  storedResponses,
  type TestServer,
} from '@frankly/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Build, built } from './built.ts'
import { bought, card, eventually, openTab, serveEverything, survey } from './rig.ts'

/** The second page takes a photo too. */
const asked: Survey = {
  ...survey,
  pages: [
    survey.pages[0]!,
    {
      ...survey.pages[1]!,
      questions: [
        ...survey.pages[1]!.questions,
        { kind: 'attachment', id: 'photo', text: { en: 'A photo, if you like', ru: 'Фото, если хотите' } },
      ],
    },
  ],
}

const shell = (head: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${head}</head><body><h1>Thank you</h1></body></html>`

/** What the npm package becomes in an app: a production build of its published form, as any shop would make it. */
async function bundle(entry: string): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(repoPath('packages/widget/dist'), '.app-'))
  try {
    writeFileSync(join(folder, 'app.js'), entry)
    const options = {
      build: { outDir: 'out', lib: { entry: 'app.js', formats: ['es'], fileName: 'app' } },
      logLevel: 'error',
    }
    writeFileSync(join(folder, 'vite.config.js'), `export default ${JSON.stringify(options)}`)
    // a process of its own: vitest tells vite to take our sources, a shop has none
    const vite = repoPath('node_modules/vite/bin/vite.js')
    await promisify(execFile)(process.execPath, [vite, 'build'], {
      cwd: folder,
      env: { ...process.env, NODE_ENV: 'production' },
    })
    return new Map(
      readdirSync(join(folder, 'out')).map((name) => [name, readFileSync(join(folder, 'out', name), 'utf8')]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let files: Build
let app: Map<string, string>
let collector: CollectorProcess
let shop: TestServer
let disk: string
beforeAll(async () => {
  files = await built()
  await promisify(execFile)(process.execPath, [repoPath('node_modules/typescript/bin/tsc'), '-b', 'packages/widget'], {
    cwd: repoPath('.'),
  })
  disk = mkdtempSync(join(tmpdir(), 'frankly-disk-'))
  const configFile = join(disk, 'frankly.json')
  writeFileSync(
    configFile,
    JSON.stringify({
      // a page from the disk has the origin "null"
      projects: {
        pk_demo: { shop: 'Lamp & Co', origins: ['loopback', 'null'], surveys: [asked], spam: { fasterThanMs: 0 } },
      },
    }),
  )
  collector = await startCollector({ configFile })
  app = await bundle(
    `import { createFeedback } from '@frankly/widget'
     window.feedback = createFeedback({ project: 'pk_demo', host: document.documentElement.dataset.collector })
     feedback.purchase({ orderId: 'A-1', value: 5, currency: 'EUR' })`,
  )
  const tag = (src: string, host = ''): string =>
    `${bought()}<script async src="${src}" data-project="pk_demo" ${host && `data-host="${host}"`}></script>`
  shop = await serveEverything((incoming, reply) => {
    const path = incoming.url ?? '/'
    const html = (text: string): void => void reply.writeHead(200, { 'content-type': 'text/html' }).end(text)
    const js = (text: string | Buffer): void =>
      void reply.writeHead(200, { 'content-type': 'text/javascript' }).end(text)
    const ours = `http://${incoming.headers.host}/feedback`
    // the shop's own path: a proxy of three lines, as a shop's server has it
    if (path.startsWith('/feedback/'))
      return void incoming.pipe(
        request(
          `${collector.url}${path.slice('/feedback'.length)}`,
          { method: incoming.method, headers: incoming.headers },
          (given) => {
            reply.writeHead(given.statusCode!, given.headers)
            given.pipe(reply)
          },
        ),
      )
    if (path === '/other-origin') return html(shell(tag(`${collector.url}/frankly.js`)))
    if (path === '/own-path') return html(shell(tag('/feedback/frankly.js', ours)))
    if (path === '/single-file') return html(shell(tag('/frankly-single.js', collector.url)))
    if (path === '/npm')
      return html(
        shell(
          `<script>document.documentElement.dataset.collector='${collector.url}'</script><script type="module" src="/app.js"></script>`,
        ),
      )
    if (path === '/frankly-single.js') return js(files.get('/single/frankly.js')!)
    const part = app.get(path.slice(1))
    return part === undefined ? void reply.writeHead(404).end() : js(part)
  })
  mkdirSync(join(disk, 'shop'))
  writeFileSync(join(disk, 'shop', 'frankly.js'), files.get('/single/frankly.js')!)
  writeFileSync(join(disk, 'shop', 'thanks.html'), shell(tag('frankly.js', collector.url)))
})
afterAll(async () => {
  await shop?.close()
  await collector?.stop()
  rmSync(disk, { recursive: true, force: true })
})

const stored = async (words: string) =>
  (await storedResponses(collector.url)).find(({ answers }) => JSON.stringify(answers).includes(words))

describe.each(BROWSERS)(
  '[peer 4] every way of loading reaches the collector, and brings no style sheet into the page, in %s',
  (name) => {
    let browser: Browser
    beforeAll(async () => {
      browser = await launchBrowser(name)
    })
    afterAll(() => browser.close())

    /** Answers on the page, with a photo where one is given; gives the origins that were asked for anything. */
    async function answerOn(url: string, words: string, photo?: Buffer): Promise<string[]> {
      const tab = await openTab(browser, '')
      const origins = new Set<string>()
      tab.page.on('request', (sent) => origins.add(new URL(sent.url()).origin))
      await tab.page.goto(url)
      await card(tab.page).getByText('In between').click()
      await card(tab.page).getByRole('textbox').fill(words)
      if (photo) {
        const picker = card(tab.page).locator('.add input').last()
        await picker.setInputFiles({ name: 'lid.png', mimeType: 'image/png', buffer: photo })
        await card(tab.page).locator('.shots canvas').waitFor()
      }
      await card(tab.page).getByRole('button', { name: 'Send' }).click()
      await card(tab.page).getByText('Got it, thank you.').waitFor()
      await eventually(async () => (await stored(words))?.status).toBe('completed')
      expect(await tab.page.evaluate('document.styleSheets.length')).toBe(0)
      expect(tab.errors).toEqual([])
      await tab.close()
      return [...origins].filter((origin) => origin !== 'null').sort()
    }

    it('from another origin', () => answerOn(`${shop.url}/other-origin`, `other origin, ${name}`))

    it("[peer 41] from the shop's own path: nothing is asked of any other origin, so that no block list has a name to hold", async () => {
      expect(await answerOn(`${shop.url}/own-path`, `own path, ${name}`)).toEqual([shop.url])
    })

    it("[peer 42] as one file of the shop's own", async () => {
      const origins = await answerOn(`${shop.url}/single-file`, `single file, ${name}`)
      expect(origins).toEqual([collector.url, shop.url].sort())
    })

    it("[peer 42] as one file on the shop's disk", () =>
      answerOn(pathToFileURL(join(disk, 'shop', 'thanks.html')).href, `disk, ${name}`))

    it('[peer 35] [peer 42] as an npm package in an app of its own: all code comes from the app', async () => {
      expect(await answerOn(`${shop.url}/npm`, `npm, ${name}`)).toEqual([collector.url, shop.url].sort())
      for (const code of app.values()) expect(code).not.toMatch(/import\(\s*["'`](https?:)?\/\/|createElement\(.script/)
    })

    it('a photo is chosen, seen, and stored with the answer', async () => {
      const tab = await openTab(browser, '')
      const drawn = await tab.page.evaluate(async () => {
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 64
        canvas.getContext('2d')!.fillRect(8, 8, 40, 40)
        return canvas.toDataURL('image/png').split(',')[1]!
      })
      await tab.close()
      await answerOn(`${shop.url}/npm`, `with a photo, ${name}`, Buffer.from(drawn, 'base64'))
      const answer = (await stored(`with a photo, ${name}`))!.answers['photo']
      expect(answer).toMatchObject({ kind: 'attachment', files: [{ type: 'image/jpeg' }] })
    })
  },
)

it('[peer 34] what an app does not use is not in its bundle', async () => {
  const stub = await bundle(`import { STUB } from '@frankly/widget/global'\nconsole.log(STUB)`)
  expect([...stub.values()].join('').length).toBeLessThan(400)
})
