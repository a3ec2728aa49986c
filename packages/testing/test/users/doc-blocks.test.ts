import { randomBytes } from 'node:crypto'
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { describe, expect, it } from 'vitest'
import { repoPath } from '../../src/repo.ts'
import { serveRoutes } from '../../src/serve.ts'
import { answer } from '../../src/shop-visit.ts'
import { blocksOf, type DocBlock, NO_RUN } from '../../src/users/doc-blocks.ts'
import {
  type CustomerPage,
  counted,
  installPacked,
  runIn,
  startIn,
  useChromium,
  userFolder,
  versionOf,
  writeFiles,
} from '../../src/users/index.ts'

/** What the docs call the collector. In a test it has an address of its own; nothing else in a block is changed. */
const PLACEHOLDERS = ['https://feedback.example.com', 'http://127.0.0.1:8787']
const PACKAGES = ['core', 'widget', 'adapters', 'templates', 'measures', 'collector', 'react'].map(
  (name) => `@frankly/${name}`,
)
const FILES = globSync(['README.md', 'docs/**/*.md', '{packages,examples}/*/README.md'], { cwd: repoPath('') })
  .filter((file) => !/^docs\/reference\/api\/|node_modules/.test(file))
  .sort()
const BLOCKS = FILES.map((file) => [file, blocksOf(file)] as const).filter(([, blocks]) => blocks.length > 0)

/** What programs of the docs read from their environment. */
const SECRETS = { FRANKLY_SIGNING_KEY: randomBytes(32).toString('base64url') }
/** The yes that a person gives when npx asks whether it may fetch a package. Its cache knows other builds of this version. */
const saysYes = () => ({ env: { npm_config_yes: 'true', npm_config_cache: join(userFolder('npx'), 'cache') } })

const openPage = useChromium()

/** A collector that the words of a file started, or the usual one: `frankly init`, `frankly serve`. */
interface Started {
  readonly url: string
  /** How many responses count, by its own export. */
  count(): Promise<number>
  stop(): Promise<void>
}

async function startCollector(folder: string, command: string): Promise<Started> {
  const running = await startIn(
    folder,
    `${command} --port 0`,
    /frankly collector listening on (http:\/\/\S+)/,
    saysYes(),
  )
  return {
    url: running.match,
    stop: running.stop,
    async count() {
      const lines = await runIn(folder, 'npx -p @frankly/collector frankly export --format ndjson', saysYes())
      return counted(lines.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))).length
    },
  }
}

const at = (text: string, url: string): string => PLACEHOLDERS.reduce((all, name) => all.replaceAll(name, url), text)
const has = (block: DocBlock, ...languages: readonly string[]): boolean =>
  languages.includes(block.language) && block.named['no-run'] === undefined

/** Every line of a shell block, as it is written, in an empty folder or in the clone. */
async function runShell(block: DocBlock, folder: string, url: () => string): Promise<Started | undefined> {
  let started: Started | undefined
  const where = block.words.includes('in-clone') ? repoPath('') : folder
  const lines = block.text.replaceAll('\\\n', ' ').split('\n')
  for (const line of lines.map((text) => text.replace(/(^|\s)#.*$/, '').trim()).filter(Boolean)) {
    if (/frankly serve\b/.test(line)) started = await startCollector(where, line)
    else if (/^npm run demo\b/.test(line))
      await (await startIn(where, line, /The shop +(http\S+)/, { timeoutMs: 600_000 })).stop()
    else
      await runIn(where, /127\.0\.0\.1:8787/.test(line) ? at(line, started?.url ?? url()) : line, {
        ...saysYes(),
        timeoutMs: 300_000,
      })
  }
  return started
}

/** All TypeScript of a file is compiled against the packed types, then each runs as a program of its own. */
async function runPrograms(blocks: readonly DocBlock[], folder: string, collector: Started): Promise<void> {
  if (blocks.length === 0) return
  const inside = `blocks-${basename(blocks[0]!.file, '.md')}-${blocks[0]!.line}`
  const nameOf = (block: DocBlock): string =>
    `${inside}/${block.named['file'] ?? `line-${block.line}.${block.language}`}`
  writeFiles(folder, {
    ...Object.fromEntries(blocks.map((block) => [nameOf(block), at(block.text, collector.url)])),
    [`${inside}/tsconfig.json`]: JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: 'es2023',
        lib: ['es2023', 'dom', 'dom.iterable'],
        module: 'esnext',
        moduleResolution: 'bundler',
        moduleDetection: 'force',
        allowImportingTsExtensions: true,
        allowJs: true,
        types: ['node'],
        jsx: 'react-jsx',
        skipLibCheck: true,
      },
      include: ['*'],
    }),
  })
  await runIn(folder, `npx tsc -p ${inside}`)
  for (const block of blocks) {
    // components run in the suite's own React apps, which take them from the same guide
    if (block.language === 'tsx') continue
    const before = await collector.count()
    if (block.words.includes('page')) await runInPage(join(folder, inside), basename(nameOf(block)))
    else if (/\.test\.ts$/.test(nameOf(block))) await runIn(folder, `node --test ${nameOf(block)}`)
    else if (block.named['file'] === undefined)
      await runIn(join(folder, inside), `node ${basename(nameOf(block))}`, { env: SECRETS })
    const answers = block.words.includes('page') || block.text.includes('.submit()')
    expect(await collector.count(), `${block.file}:${block.line}: its answer counts`).toBe(before + (answers ? 1 : 0))
  }
}

/** A program of a page, bundled by vite from the packed packages, answered by a customer. */
async function runInPage(root: string, file: string): Promise<void> {
  writeFileSync(
    join(root, 'index.html'),
    `<!doctype html><html lang="en"><title>Thank you</title><h1>Thank you</h1><script type="module" src="/${file}"></script></html>`,
  )
  const server: ViteDevServer = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: { port: 0, host: '127.0.0.1' },
  })
  await server.listen()
  const customer = await openPage()
  try {
    await customer.page.goto(server.resolvedUrls!.local[0]!)
    await answer(customer.page, 'Well', 'In a page')
    expect(customer.trouble()).toEqual([])
  } finally {
    await customer.close()
    await server.close()
  }
}

/** The HTML under one heading is one page: the tag, then what belongs to it. Without a tag it gets the file's first one. */
async function runPage(blocks: readonly DocBlock[], tag: string, collector: Started, order: string): Promise<void> {
  const html = blocks
    .filter((block) => block.language === 'html')
    .map(({ text }) => text)
    .join('\n')
  const whole = html.includes('/frankly.js') ? html : `${html}\n${tag}`
  const site = await serveRoutes({
    '/': at(
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Thank you</title><h1>Thank you</h1>\n${whole}</html>`,
      collector.url,
    ),
  })
  const customer = await openPage()
  const before = await collector.count()
  try {
    await customer.page.goto(site.url)
    await customer.page.waitForFunction(() => (window as unknown as { frankly?: { status?: unknown } }).frankly?.status)
    const script = blocks.filter((block) => block.language === 'js').map(({ text }) => text)
    for (const code of script) await customer.page.evaluate(`(async () => {\n${code}\n})()`)
    await useWidget(customer, whole + script.join(''), order)
    expect(await collector.count(), 'its answer counts').toBe(before + 1)
    expect(customer.trouble()).toEqual([])
  } catch (cause) {
    const seen = (await customer.page.locator('body').ariaSnapshot()).slice(0, 2000)
    throw new Error(`${blocks[0]!.file}:${blocks[0]!.line}: ${(cause as Error).message}\n${seen}`)
  } finally {
    await customer.close()
    await site.close()
  }
}

async function useWidget({ page }: CustomerPage, text: string, order: string): Promise<void> {
  if (text.includes('<frankly-door>'))
    await page.locator('frankly-door').getByRole('button').first().waitFor({ timeout: 20_000 })
  if (text.includes('<frankly-survey')) {
    await page
      .locator('frankly-survey')
      .getByRole('group', { name: 'How did ordering go?' })
      .waitFor({ timeout: 20_000 })
  } else if (!text.includes("frankly('purchase'")) {
    await page.evaluate((orderId) => {
      const { frankly } = window as unknown as { frankly: (...args: unknown[]) => void }
      frankly('purchase', { orderId, value: 1990, currency: 'RUB' })
    }, order)
  }
  await answer(page, 'Well', 'From the docs')
}

/** A configuration is served, a survey is linted, a post is posted; everything else is JSON and no more. */
async function runJson(block: DocBlock, folder: string, collector: Started): Promise<void> {
  expect(() => JSON.parse(block.text), `${block.file}:${block.line}`).not.toThrow()
  if (block.words.includes('config') || block.words.includes('part-of-config')) {
    const inside = join(folder, `config-${block.line}`)
    mkdirSync(join(inside, 'surveys'), { recursive: true })
    const survey = `import { purchase } from '@frankly/templates'; console.log(JSON.stringify(purchase))`
    writeFileSync(join(inside, 'surveys/purchase.json'), await runIn(folder, `node --input-type=module -e "${survey}"`))
    writeFileSync(join(inside, 'frankly.staff-token'), randomBytes(32).toString('base64url'), { mode: 0o600 })
    const project = { shop: 'Tea & Co', origins: ['https://shop.example'], surveys: ['surveys/purchase.json'] }
    const rest = block.words.includes('part-of-config') ? { projects: { pk_shop: project } } : {}
    writeFileSync(join(inside, 'frankly.config.json'), JSON.stringify({ ...rest, ...JSON.parse(block.text) }))
    const names = [...block.text.matchAll(/"env": "(\w+)"/g)].map(([, name]) => name!)
    const secret = (name: string): string =>
      /URL/.test(name)
        ? 'https://hooks.slack.example/services/T1/B1/abcdefghij'
        : /HOOK/.test(name)
          ? `whsec_${Buffer.from(name.padEnd(32, '.')).toString('base64')}`
          : randomBytes(32).toString('base64url')
    const env = Object.fromEntries(names.map((name) => [name, secret(name)]))
    const served = await startIn(inside, '../node_modules/.bin/frankly serve --port 0', /listening on (http\S+)/, {
      env,
    })
    await served.stop()
  }
  const { post } = block.named
  if (post === undefined) return
  const before = await collector.count()
  const reply = await fetch(collector.url + post, {
    method: 'POST',
    body: block.text,
    headers: { 'content-type': 'text/plain' },
  })
  expect([reply.status, JSON.stringify(await reply.json())]).toEqual([200, expect.stringContaining('"stored"')])
  expect(await collector.count()).toBe(before + 1)
}

async function usualCollector(name: string): Promise<Started> {
  const folder = userFolder(`docs-${name}`)
  await runIn(folder, 'npm install @frankly/collector')
  await runIn(folder, 'npx -p @frankly/collector frankly init', saysYes())
  return startCollector(folder, 'npx -p @frankly/collector frankly serve')
}

describe('[F2] every command and every code block of the docs works as written, from packed packages', () => {
  it('[F2] every block is of a kind that is run here, or says in plain words why it cannot be', () => {
    const blocks = BLOCKS.flatMap(([, each]) => each)
    expect(blocks.length).toBeGreaterThan(30)
    const held = blocks.filter(({ named }) => named['no-run'] !== undefined)
    for (const { file, line, named } of held) expect(NO_RUN, `${file}:${line}`).toContain(named['no-run'])
    const strange = blocks.filter(
      ({ language, named }) =>
        named['no-run'] === undefined && !['ts', 'tsx', 'js', 'html', 'sh', 'json'].includes(language),
    )
    expect(strange.map(({ file, line, language }) => `${file}:${line} ${language}`)).toEqual([])
    const list = NO_RUN.map((why) => `${held.filter(({ named }) => named['no-run'] === why).length} × ${why}`)
    process.stdout.write(`docs: ${blocks.length} blocks, ${held.length} not run: ${list.join(', ')}\n`)
  })

  it.each(BLOCKS)(
    '[F2] %s',
    async (file, blocks) => {
      const folder = await installPacked('docs', {
        packages: PACKAGES,
        dependencies: Object.fromEntries(
          ['typescript', '@types/node', 'react', 'react-dom', '@types/react'].map((name) => [name, versionOf(name)]),
        ),
      })
      const name = file.replaceAll('/', '-').replace('.md', '')
      const empty = userFolder(`docs-${name}`)
      let collector: Started | undefined
      try {
        const shells = blocks.filter((block) => has(block, 'sh'))
        const rest = blocks.filter((block) => has(block, 'ts', 'tsx', 'js', 'html', 'json'))
        const needs = rest.length > 0 || shells.some(({ text }) => /127\.0\.0\.1:8787/.test(text))
        if (needs && !shells.some(({ text }) => text.includes('frankly serve'))) collector = await usualCollector(name)
        for (const block of shells) collector = (await runShell(block, empty, () => collector!.url)) ?? collector
        const inPage = rest.filter(
          (block) => block.language === 'html' || (block.language === 'js' && !block.named['file']),
        )
        const tag = inPage.find(({ text }) => text.includes('/frankly.js'))?.text ?? ''
        const sections = [...new Set(inPage.map(({ section }) => section))]
        for (const section of sections)
          await runPage(
            inPage.filter((block) => block.section === section),
            tag,
            collector!,
            `${name}-${section}`,
          )
        for (const block of rest) if (block.language === 'json') await runJson(block, folder, collector!)
        await runPrograms(
          rest.filter(
            ({ language, named }) => language === 'ts' || language === 'tsx' || (language === 'js' && named['file']),
          ),
          folder,
          collector!,
        )
      } finally {
        await collector?.stop()
        rmSync(repoPath('examples/headless/frankly-answers'), { recursive: true, force: true })
      }
    },
    900_000,
  )
})
