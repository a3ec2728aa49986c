import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { faultsOf, resolveOptions } from '../../src/options/read-options.ts'
import { response } from '../support/items.ts'
import { collectorWith, survey } from '../support/start.ts'

const folders: string[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const NOW = 1_795_300_000_000
const SHOP = { shop: 'Shop', origins: ['*'], surveys: [survey] }
const DAY = 86_400_000
const until = new Date(NOW + DAY).toISOString()

it('[AC13] the old and the new key let a page in for a while; everything is kept under the name', async () => {
  const keys = { pk_new: {}, pk_demo: { until } }
  const collector = await collectorWith({ projects: { pk_demo: { ...SHOP, keys } } }, {}, NOW)
  const post = async (key: string, n: number) => {
    const body = JSON.stringify({ items: [response(n)] })
    const reply = await collector.app.request(`/v1/projects/${key}/responses`, { method: 'POST', body })
    return [reply.status, await reply.text()] as const
  }
  expect([(await post('pk_new', 1))[0], (await post('pk_demo', 2))[0]]).toEqual([200, 200])
  expect((await collector.store.responses({ project: 'pk_demo', limit: 9 })).length).toBe(2)
  const page = await (await collector.app.request('/s/purchase')).text()
  expect(page).toContain('data-project="pk_new"')
  collector.wait(DAY)
  expect((await post('pk_new', 3))[0]).toBe(200)
  expect(await post('pk_demo', 4)).toEqual([404, expect.stringContaining('the page must carry the new one')])
  expect((await post('pk_else', 5))[0]).toBe(404)
})

it('[AC13] keys are checked at the start: shared ones, times that are none, none that lasts', () => {
  const faults = (projects: object) => {
    try {
      resolveOptions({ projects }, { dataDir: '/tmp', baseDir: '/tmp', env: {} })
      return []
    } catch (error) {
      return faultsOf(error).map(({ path }) => path)
    }
  }
  const surveys = { shop: 'S', origins: [], surveys: [] }
  expect(faults({ a: { ...surveys, keys: { x: {} } }, b: { ...surveys, keys: { x: {} } } })).toEqual([
    'projects.b.keys.x',
  ])
  expect(faults({ a: { ...surveys, keys: { b: {} } }, b: surveys })).toContain('projects.a.keys.b')
  expect(faults({ a: { ...surveys, keys: { a: { until: 'soon' }, b: {} } } })).toEqual(['projects.a.keys.a.until'])
  expect(faults({ a: { ...surveys, keys: { a: { until } } } })).toEqual(['projects.a.keys'])
  expect(faults({ a: { ...surveys, keys: { 'a b': {} } } })).toEqual(['projects.a.keys.a b'])
})

it('[AC13] frankly key replace writes a new key and an end for the old one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'frankly-keys-'))
  folders.push(folder)
  const file = join(folder, 'frankly.config.json')
  const before = { projects: { pk_shop: { shop: 'S', origins: ['*'], surveys: [survey] }, other: SHOP } }
  writeFileSync(file, JSON.stringify(before), { mode: 0o600 })
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text
    return true
  })
  expect(await run(['key', 'replace', '--project', 'pk_shop', '--config', file])).toBe(0)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(before)
  expect(await run(['key', 'replace', '--project', 'pk_shop', '--config', file, '--write'])).toBe(0)
  const { projects } = JSON.parse(readFileSync(file, 'utf8'))
  const [fresh, old, ...more] = Object.entries<{ until?: string }>(projects.pk_shop.keys)
  expect([fresh?.[1], old?.[0], more]).toEqual([{}, 'pk_shop', []])
  expect(Date.parse(old?.[1].until ?? '') - Date.now()).toBeGreaterThan(29 * DAY)
  expect([projects.other, statSync(file).mode & 0o777]).toEqual([before.projects.other, 0o600])
  said = ''
  expect(await run(['key', 'list', '--config', file])).toBe(0)
  expect(said).toContain(`pk_shop  ${fresh?.[0]}  for ever\n`)
  expect(said).toContain('other  other  for ever\n')
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  expect(await run(['key', 'replace', '--project', 'none', '--config', file])).toBe(2)
})
