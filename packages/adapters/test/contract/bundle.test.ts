import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
interface Entry {
  readonly browser?: { readonly 'frankly-source': string }
  readonly 'frankly-source': string
}
const { exports: map, publishConfig } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, Entry>
  publishConfig: { exports: Record<string, { browser?: string }> }
}
const paths = Object.keys(map).filter((path) => !['.', './testing', './render'].includes(path))
const forPages = paths.filter((path) => !map[path]!.browser)
const forServers = paths.filter((path) => map[path]!.browser)
/** Those that push into a global of the page, stay on the device, or ask one question by plain `fetch`: no ky in them. */
const WITHOUT_KY = [
  './contact-history',
  './ga4',
  './yandex-metrica',
  './custom',
  './console',
  './memory',
  './post-message',
  './broadcast',
]

interface Bundle {
  readonly code: string
  readonly gzip: number
  readonly files: readonly string[]
}

async function bundle(path: string): Promise<Bundle> {
  const name = '\0entry'
  const output = (await build({
    root,
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['browser', 'frankly-source', 'module', 'import', 'default'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? name : undefined),
        load: (id) => (id === name ? `export * from '@frankly/adapters/${path.slice(2)}'` : undefined),
      },
    ],
    build: { write: false, minify: true, rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' } },
  })) as Rolldown.RolldownOutput
  const chunks = output.output.filter((part) => part.type === 'chunk')
  const code = chunks.map((chunk) => chunk.code).join('\n')
  const used = chunks.flatMap((chunk) => Object.entries(chunk.modules))
  return {
    code,
    gzip: gzipSync(code, { level: 9 }).length,
    files: used.filter(([, module]) => module.renderedLength > 0).map(([id]) => id.replace(root, '')),
  }
}

describe('bundles', () => {
  it.each(forPages)('%s alone: no byte of another adapter, within its size', async (path) => {
    const { gzip, files } = await bundle(path)
    const own = map[path]!['frankly-source'].slice(2)
    const others = files.filter((file) => /^src\/(?!shared\/)/.test(file) && file !== own)
    expect(others).toEqual([])
    expect(files.some((file) => file.includes('/zod/'))).toBe(false)
    const bare = WITHOUT_KY.includes(path)
    expect(files.some((file) => file.includes('/ky/'))).toBe(!bare)
    // The names of the events are in each, since an unknown one is refused at once rather than never heard; core's table of
    // answers in words costs 0.6 kB in those that write for people.
    expect(gzip, `${path}: ${gzip} B gzip`).toBeLessThanOrEqual(bare ? 3000 : 13_500)
  })
  it.each(forServers)('%s in a bundle for browsers is a stub that says why it cannot be', async (path) => {
    const { code, gzip, files } = await bundle(path)
    expect(files.filter((file) => !/server-only\.ts|browser-stub\.ts|errors\.ts|\0|^entry/.test(file))).toEqual([])
    expect(gzip).toBeLessThan(1500)
    const stub = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, () => never>
    const source = (await import(`../../${map[path]!['frankly-source']}`)) as Record<string, unknown>
    const makers = Object.keys(source).filter((name) => /^create\w+Adapter$/.test(name))
    expect(makers.length).toBeGreaterThan(0)
    for (const name of makers) expect(() => stub[name]!()).toThrow(/a server/)
  })
  it('what is published has the same stubs as the source', () => {
    for (const path of forServers)
      expect(publishConfig.exports[path]?.browser, path).toBe('./dist/server/browser-stub.js')
    expect(Object.keys(publishConfig.exports).filter((path) => path !== './package.json')).toEqual(Object.keys(map))
  })
})
