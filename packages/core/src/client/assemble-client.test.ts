import { describe, expect, it, vi } from 'vitest'
import { settled, survey } from '../../test/client-world.ts'
import { createMemoryPlatform } from '../platform/memory-platform.ts'
import type { Lifecycle } from '../platform/platform.ts'
import { createQueue } from '../queue/queue.ts'
import type { ProjectConfig } from '../wire/config.ts'
import { assembleClient, type ClientParts } from './assemble-client.ts'
import type { RunParts } from './begun.ts'
import { createEmitter } from './events.ts'
import { type ClientOptions, resolveOptions } from './options.ts'
import { createRunParts } from './run-parts.ts'
import type { SendingDeps } from './sending.ts'

const config: ProjectConfig = { project: 'p', shop: 'Tea', surveys: [survey()], governor: {} }

/** A client of which each part comes when the test says so. */
function client(options: Partial<ClientOptions> = {}, parts: Partial<ClientParts> = {}) {
  const warnings: string[] = []
  const log = { debug: () => {}, warn: (line: string) => void warnings.push(line) }
  const leaving = new Set<() => void>()
  const lifecycle: Lifecycle = {
    on(moment, run) {
      if (moment === 'leaving') leaving.add(run)
      return () => void leaving.delete(run)
    },
  }
  const platform = createMemoryPlatform({ log, lifecycle })
  const transport = { send: async () => ({ status: 'delivered' as const }) }
  let made: RunParts | undefined
  const load = (deps: SendingDeps) => (made ??= createRunParts({ project: 'p', platform, ...deps }))
  const core = assembleClient(
    resolveOptions({ project: 'p', transport, config: async () => config, platform, ...options }),
    {
      emitter: createEmitter(log),
      runs: { here: () => made, load: async (deps) => load(deps) },
      queue: () => createQueue({ project: 'p', transport, platform }),
      mayHavePasses: async () => false,
      keepActs: async () => ({ is: 'kept' }),
      door: () => survey({ id: 'built-in' }),
      isDrawn: false,
      ...parts,
    },
  )
  return { core, warnings, leaving, hasParts: () => made !== undefined }
}

describe('surveys and rules are fetched at the first need', () => {
  it('once, and again when that failed: the failure is warned of and costs no call', async () => {
    let fails = 1
    const fetch = vi.fn(async () => {
      if (fails-- > 0) throw new Error('HTTP 503')
      return config
    })
    const { core, warnings } = client({ config: fetch })
    expect(fetch).not.toHaveBeenCalled()
    expect((await core.known()).surveys).toEqual([])
    expect(core.isReady).toBe(false)
    expect(warnings).toHaveLength(1)
    await Promise.all([core.known(), core.known()])
    expect((await core.known()).surveys).toHaveLength(1)
    expect(core.isReady).toBe(true)
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('[CD3] the door is the project`s own, else the built-in one', async () => {
    expect((await client().core.door()).id).toBe('built-in')
    const own = survey({ id: 'own', targeting: { alwaysOpen: true } })
    expect((await client({ config: { ...config, surveys: [own] } }).core.door()).id).toBe('own')
  })
})

describe('beginning', () => {
  it('[C12] between the decision and the first page a survey stands in the way of others', async () => {
    const { core } = client()
    const coming = core.begin(survey())
    expect(core.isBeginning).toBe(true)
    const { visit } = await core.asking.moment({ on: 'call' })
    expect(visit.open).toBe('after-purchase')
    await coming
    expect(core.isBeginning).toBe(false)
  })

  it('one that fails stands in nobody`s way', async () => {
    const { core } = client()
    await expect(core.begin(null as never)).rejects.toThrow()
    expect(core.isBeginning).toBe(false)
  })

  it('asks for no code that steps runs on, and opens no queue, before it is needed', async () => {
    const queue = vi.fn()
    const { core, hasParts } = client({}, { queue })
    const begun = await core.begin(survey())
    expect(begun!.handle.current.screen).toBe('page')
    expect(hasParts()).toBe(false)
    expect(queue).not.toHaveBeenCalled()
  })
})

describe('[P3] who is known', () => {
  const subjects = ['anna', 'anna', 'boris', undefined] as const
  it('another visitor puts away what the one before had open, and only that', async () => {
    const { core } = client()
    const left: number[] = []
    for (const id of subjects) {
      if (!core.runs.open.length) await core.begin(survey())
      left.push((await core.identify(id === undefined ? undefined : { id })).length)
    }
    // of nobody known it is anna's from then on; boris comes; then nobody
    expect(left).toEqual([0, 0, 1, 1])
    expect(core.visitor.subject).toBeUndefined()
  })
})

describe('the end', () => {
  it('[C11] leaves what is open, hears the page no more, and does it once', async () => {
    const { core, leaving } = client()
    const shown = vi.fn()
    core.emitter.on('survey.shown', shown)
    const begun = (await core.begin(survey()))!
    await core.destroy()
    await core.destroy()
    expect(core).toMatchObject({ isEnded: true })
    expect(core.runs.open).toEqual([])
    expect(begun.isGone).toBe(true)
    expect(leaving.size).toBe(0)
    begun.shown()
    await settled()
    expect(shown).not.toHaveBeenCalled()
  })

  it('[CS3] a page that leaves has saved first what was said', async () => {
    const { core, leaving } = client({ saveAfterMs: 60_000 })
    const saved = vi.fn()
    core.emitter.on('answer.saved', saved)
    const begun = (await core.begin(survey()))!
    begun.handle.answer('score', { kind: 'rating', value: 9 })
    await settled()
    for (const run of leaving) run()
    await vi.waitFor(() => expect(saved).toHaveBeenCalled(), 300)
  })
})
