import { describe, expect, it } from 'vitest'
import { faultsOf, resolveOptions } from './read-options.ts'

const around = {
  dataDir: '/data',
  baseDir: '/base',
  env: { TOKEN: 'hV3k-Zq8w-Nf5t-Xc9r-Lb2m', DB: 'postgres://u:p@h/d', KEY: 'k' },
}

function faults(given: unknown) {
  try {
    resolveOptions(given, around)
    return []
  } catch (error) {
    return faultsOf(error)
  }
}

describe('options', () => {
  it('[F2] without a configuration there is no project, never one that nobody asked for', () => {
    const options = resolveOptions(undefined, around)
    expect(options).toMatchObject({ host: '127.0.0.1', port: 8787, store: 'sqlite:/data/frankly.sqlite' })
    expect(options.projects.size).toBe(0)
    for (const given of [{}, { projects: {} }]) expect(faults(given)[0]).toMatchObject({ path: 'projects' })
  })

  it('[I21] names every fault at once, with path, found, wanted and hint', () => {
    const survey = { schema: 1, id: 'purchase', version: 0, pages: 'none' }
    const found = faults({
      port: 'x',
      colour: 'red',
      publicUrl: 'feedback.example',
      staff: { token: 'in clear' },
      limits: { items: -1, itemz: 1 },
      projects: {
        'a b': { shop: 1, origins: ['https://shop.example/path'], surveys: [survey, 'missing.json'] },
      },
    })
    const paths = found.map((fault) => fault.path)
    for (const path of [
      'port',
      'colour',
      'publicUrl',
      'staff.token',
      'limits.items',
      'limits.itemz',
      'projects.a b',
      'projects.a b.shop',
      'projects.a b.origins[0]',
      'projects.a b.surveys[1]',
    ]) {
      expect(paths).toContain(path)
    }
    expect(paths.filter((path) => path.startsWith('projects.a b.surveys[0].')).length).toBeGreaterThan(1)
    expect(found.find((fault) => fault.path === 'projects.a b.origins[0]')?.hint).toContain('no path')
  })

  it('[I21] a rule of retention that would take what is still on its way, or of a kind that is none, is said', () => {
    const project = (retention: unknown) => ({ projects: { p: { shop: 'S', origins: [], surveys: [], retention } } })
    const rules = { contact: 31, text: 40, attachments: 50, responses: 60, aggregates: 400 }
    expect(resolveOptions(project(rules), around).projects.get('p')?.retention).toEqual(rules)
    expect(faults(project({ aggregates: 30, counts: 90 }))).toEqual([
      expect.objectContaining({ path: 'projects.p.retention.counts' }),
      expect.objectContaining({
        path: 'projects.p.retention.aggregates',
        found: 30,
        wanted: 'a whole number from 31 to 36500',
      }),
    ])
  })

  it('[I21] a look that cannot be worn is said, each part with what it may be; the rest is worn as it stands', () => {
    const project = (look: unknown) => ({ projects: { p: { shop: 'S', origins: [], surveys: [], look } } })
    const look = {
      name: 'shrp',
      theme: 'night',
      brand: 'red',
      radius: 99,
      colour: '#fff',
      darkWhen: '.d',
      offset: { top: 1 },
    }
    const found = faults(project(look)).map(({ path, wanted }) => `${path}: ${wanted}`)
    expect(found).toEqual([
      'projects.p.look.colour: a known setting',
      'projects.p.look.name: one of quiet, friendly, sharp, paper, night, plain',
      'projects.p.look.theme: one of light, dark, auto, page',
      'projects.p.look.brand: a colour such as #1d5fd0',
      'projects.p.look.darkWhen: the theme "page" beside it',
      'projects.p.look.radius: a whole number from 0 to 28',
      'projects.p.look.offset.top: a known setting',
    ])
    const good = { name: 'sharp', theme: 'page', darkWhen: '.night', brand: '#1d5fd0', radius: 4, font: 'inherit' }
    expect(resolveOptions(project(good), around).projects.get('p')?.config.look).toEqual(good)
  })

  it('[I21] secrets come from the environment and never stand in a message', () => {
    const destinations = [{ id: 'crm', adapter: 'webhook', options: { url: 'https://x', secret: { env: 'KEY' } } }]
    const projects = { p: { shop: 'S', origins: [], surveys: [], destinations } }
    const options = resolveOptions({ store: { env: 'DB' }, staff: { token: { env: 'TOKEN' } }, projects }, around)
    expect([options.store, options.staffToken]).toEqual(['postgres://u:p@h/d', 'hV3k-Zq8w-Nf5t-Xc9r-Lb2m'])
    expect(options.projects.get('p')?.destinations[0]?.options).toEqual({ url: 'https://x', secret: 'k' })
    expect(JSON.stringify(faults({ staff: { token: 'clear-text' } }))).not.toContain('clear-text')
    expect(faults({ staff: { token: { env: 'UNSET' } } })[0]?.wanted).toContain('UNSET')
  })

  it('[OP5] [I21] a drain is a whole number of milliseconds, of ten minutes at most; without one the port closes at once', () => {
    const given = (drainMs?: unknown) => ({ drainMs, projects: { p: { shop: 'S', origins: [], surveys: [] } } })
    expect([undefined, 0, 5000].map((ms) => resolveOptions(given(ms), around).drainMs)).toEqual([0, 0, 5000])
    for (const wrong of [-1, 0.5, '5s', 600_001])
      expect(faults(given(wrong))).toEqual([
        expect.objectContaining({ path: 'drainMs', found: wrong, wanted: 'a whole number from 0 to 600000' }),
      ])
  })

  it('0 stays 0', () => {
    const projects = { p: { shop: 'S', origins: [], surveys: [], spam: { fasterThanMs: 0 } } }
    const options = resolveOptions({ port: 0, projects }, around)
    expect([options.port, options.projects.get('p')?.spam.fasterThanMs]).toEqual([0, 0])
  })

  it('paths start at the configuration file', () => {
    expect(
      resolveOptions({ store: 'sqlite:x/y.sqlite', projects: { p: { shop: 'S', origins: [], surveys: [] } } }, around)
        .store,
    ).toBe('sqlite:/base/x/y.sqlite')
    expect(faults({ store: 'mysql://x' })[0]).toMatchObject({ path: 'store', wanted: 'sqlite:PATH or postgres://…' })
  })
})
