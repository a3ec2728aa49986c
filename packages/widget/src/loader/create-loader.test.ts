import type { ProjectConfig, Survey } from '@frankly/core'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { surveyOf } from '../../test/support/open.ts'
import { type App, COMMANDS, type Command, type InterfacePart, type LoaderHost, type Parts } from '../contract/host.ts'
import type { Settings } from '../contract/settings.ts'
import { createLoader, type Loader } from './create-loader.ts'

const PATIENCE_MS = 1800
const settings: Settings = { project: 'pk', host: 'https://f.example', nonce: '', auto: true, dataLayer: 'dataLayer' }
const after = (targeting: Survey['targeting'], id = 'after'): Survey =>
  surveyOf([[{ kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' }]], {
    id,
    ...(targeting && { targeting }),
  })
const onPurchase = after({ triggers: [{ on: 'purchase' }] })
const configOf = (...surveys: readonly Survey[]): ProjectConfig => ({ project: 'pk', shop: 'S', surveys, governor: {} })

interface World {
  readonly loader: Loader
  /** What was asked for, in order. */
  readonly asked: string[]
  /** What the interface was told. */
  readonly told: unknown[]
  readonly warned: unknown[][]
  readonly ended: () => void
  host(): LoaderHost
  /** Words on the page that something did not come. */
  trouble(): readonly HTMLElement[]
}

/** An interface that does nothing but answer commands. */
const appOf = (command: App['command']): App => ({
  rawFetch: async () => new Response(),
  occur: async () => {},
  watchMoments: async () => {},
  close() {},
  command,
})

/** A page whose parts come as the test says; by default at once. */
function page(parts: Partial<Parts> = {}, given: Partial<Settings> = {}, app: Partial<App> = {}): World {
  const asked: string[] = []
  const told: unknown[] = []
  const warned: unknown[][] = []
  vi.spyOn(console, 'warn').mockImplementation((...words) => void warned.push(words))
  let host: LoaderHost | undefined
  const ended = vi.fn()
  const start = (lent: LoaderHost): App => {
    host = lent
    return {
      ...appOf(async (name, args) => void told.push([name, ...args])),
      occur: async (...event) => void told.push(event.filter((each) => each !== undefined)),
      close: () => void told.push('close'),
      ...app,
    }
  }
  const watched = <Name extends 'config' | 'ui' | 'delivery'>(name: Name, usual: Parts[Name]): Parts[Name] =>
    ((rawFetch: never) => {
      asked.push(name)
      return (parts[name] ?? usual)(rawFetch)
    }) as Parts[Name]
  const loader = createLoader(
    { ...settings, ...given },
    {
      config: watched('config', async () => configOf(onPurchase)),
      ui: watched('ui', async () => ({ start })),
      delivery: watched('delivery', async () => ({
        start: () => ({ queue: {}, attach: async () => undefined }) as never,
      })),
      facts: (withOrders) => void asked.push(withOrders ? 'facts, orders' : 'facts'),
    },
    ended,
  )
  worlds.push(loader)
  return {
    loader,
    asked,
    told,
    warned,
    ended,
    host: () => host!,
    trouble: () => [...document.querySelectorAll<HTMLElement>('frankly-box')],
  }
}
const worlds: Loader[] = []
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
/** What comes when the test says so: each call waits. */
function later<Value>() {
  const waits: ((value: Value) => void)[] = []
  return { waits, ask: () => new Promise<Value>((come) => void waits.push(come)) }
}

beforeEach(() => {
  vi.useFakeTimers()
  // happy-dom has none, and no database
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run))
})
afterEach(() => {
  for (const loader of worlds.splice(0)) loader.run('destroy', [])
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  localStorage.clear()
  document.body.innerHTML = ''
  for (const box of document.querySelectorAll('frankly-box')) box.remove()
})

describe('[T13] the interface is fetched only where some survey may be asked now', () => {
  it('a purchase that a survey waits for: facts and order readers beside the interface, not after it', async () => {
    const { loader, asked, told } = page()
    loader.look()
    await pass(10)
    expect(asked).toEqual(['config'])
    loader.run('purchase', [{ orderId: 'A-1' }])
    await pass()
    expect(asked).toEqual(['config', 'facts, orders', 'ui'])
    expect(told).toEqual([[{ on: 'purchase' }, 'call']])
  })

  it.each([
    ['no survey waits for it', configOf(after({ triggers: [{ on: 'event', name: 'other' }] }))],
    [
      'it waits on another page',
      configOf(after({ triggers: [{ on: 'purchase' }], url: [{ op: 'equals', value: '/other' }] })),
    ],
    ['the project has no survey', configOf()],
  ])('nothing more is fetched where %s', async (_, config) => {
    const { loader, asked } = page({ config: async () => config })
    loader.run('purchase', [{ orderId: 'A-1' }])
    await pass()
    expect(asked).toEqual(['config'])
  })

  it('a note of the governor that nobody need be asked is heeded, except for the door and where the no is heard', async () => {
    const note = JSON.stringify([Date.now() + 60_000, Date.now()])
    localStorage.setItem('frankly.pk.quiet', note)
    const quiet = page()
    quiet.loader.run('purchase', [{ orderId: 'A-1' }])
    await pass()
    expect(quiet.asked).toEqual(['config'])
    // [G8] the door is never suppressed by the governor
    const door = page({ config: async () => configOf(after({ triggers: [{ on: 'purchase' }], alwaysOpen: true })) })
    door.loader.run('purchase', [{ orderId: 'A-1' }])
    // [CD1] every no is told by `suppressed` with its reason
    const heard = page()
    heard.loader.run('on', ['suppressed', () => {}])
    heard.loader.run('purchase', [{ orderId: 'A-1' }])
    await pass()
    expect(door.asked).toContain('ui')
    expect(heard.asked).toContain('ui')
  })

  it('facts that a person told are cleaned by code that comes beside the interface; no order, no reader of orders', async () => {
    const { loader, asked } = page({
      config: async () => configOf(after({ triggers: [{ on: 'event', name: 'paid' }] })),
    })
    loader.run('identify', [{ id: 'anna' }])
    loader.run('track', ['paid'])
    await pass()
    expect(asked).toEqual(['config', 'facts', 'ui'])
  })

  it('data-auto false: what happens by itself asks for nothing, what is called does', async () => {
    const { loader, asked } = page({}, { auto: false })
    document.body.innerHTML = '<script type="application/ld+json">{"@type":"Order","orderNumber":"A-1"}</script>'
    loader.look()
    await pass(10_000)
    expect(asked).toEqual([])
    loader.run('track', ['purchase', { orderId: 'A-1' }])
    await pass()
    expect(asked).toEqual(['config', 'facts, orders', 'ui'])
  })
})

describe('commands before the interface is here', () => {
  it('what a page tells of the visit is kept in order and costs no request', async () => {
    const { loader, asked, told, host } = page()
    for (const name of ['identify', 'context', 'consent', 'locale'] as const) loader.run(name, [name])
    await pass()
    expect(asked).toEqual([])
    await loader.run('status', [])
    expect(host().facts.queued.map(([name]) => name)).toEqual(['identify', 'context', 'consent', 'locale'])
    expect(told).toEqual([['status']])
    // later it is a command as any other
    await loader.run('identify', [{ id: 'anna' }])
    expect(told.at(-1)).toEqual(['identify', { id: 'anna' }])
  })

  it.each(['denied', 'withdrawn'])('[CR3] a refusal is heeded at once: %s', async (word) => {
    const { loader, told } = page()
    await loader.run('consent', [word])
    await loader.run('consent', [{ feedback: word }])
    expect(told).toEqual([
      ['consent', word],
      ['consent', { feedback: word }],
    ])
  })

  it('close has nothing to close; a second tag brings its order, and nothing without one', async () => {
    const { loader, asked, told } = page()
    loader.run('close', [])
    loader.run('attributes' as Command, [{ project: 'pk' }])
    await pass()
    expect(asked).toEqual([])
    loader.run('attributes' as Command, [{ orderId: 'A-2' }])
    await pass()
    expect(told).toEqual([[{ on: 'purchase' }, 'attributes']])
    loader.run('close', [])
    expect(told).toContain('close')
  })

  it('[V2] ready is told once the page has done its work, and to who listens later', async () => {
    const { loader } = page()
    const heard = vi.fn()
    loader.run('on', ['ready', heard])
    loader.look()
    expect(heard).not.toHaveBeenCalled()
    await pass(10)
    expect(heard).toHaveBeenCalledTimes(1)
    const late = vi.fn()
    loader.run('on', ['ready', late])
    expect(late).toHaveBeenCalledTimes(1)
  })
})

describe('[CD2] show() and complain() always resolve, and no command throws', () => {
  const anything = fc.tuple(fc.constantFrom(...COMMANDS.filter((name) => name !== 'destroy')), fc.array(fc.anything()))
  const ways: Readonly<Record<string, () => World>> = {
    'an interface that answers': () => page(),
    'an interface whose command throws': () => page({}, {}, { command: async () => Promise.reject(new Error('no')) }),
    'no interface': () => page({ ui: () => Promise.reject(new Error('no network')) }),
    'what throws at once': () =>
      page({
        ui: () => {
          throw new Error('no promise')
        },
      }),
  }
  it.each(Object.keys(ways))('for any arguments with %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 6 }), async (commands) => {
        const { loader } = ways[name]!()
        const answers = commands.map(([each, args]) => [each, loader.run(each, args)] as const)
        await pass(1)
        for (const [each, answer] of answers) {
          const found = await answer
          if ((each === 'show' || each === 'complain') && !name.endsWith('answers'))
            expect(found).toEqual({ shown: false, reason: 'not-loaded' })
        }
        loader.run('destroy', [])
      }),
      { numRuns: 40 },
    )
  })

  it('after destroy they say so, and everything else does nothing', async () => {
    const { loader, asked, ended } = page()
    loader.run('destroy', [])
    expect(ended).toHaveBeenCalledTimes(1)
    for (const name of COMMANDS)
      expect(await loader.run(name, ['after'])).toEqual(
        name === 'show' || name === 'complain' ? { shown: false, reason: 'destroyed' } : undefined,
      )
    expect(asked).toEqual([])
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('what happened before destroy shows nothing after it', async () => {
    const config = later<ProjectConfig>()
    const { loader, asked } = page({ config: config.ask })
    loader.run('purchase', [{ orderId: 'A-1' }])
    loader.run('destroy', [])
    config.waits[0]!(configOf(onPurchase))
    await pass()
    expect(asked).toEqual(['config'])
  })
})

describe('what fails or hangs is asked for again', () => {
  it('after a failure by the next need, after a success never', async () => {
    let fails = 1
    const { loader, asked } = page({
      ui: async () => {
        if (fails-- > 0) throw new Error('no network')
        return { start: () => appOf(async () => 'here') }
      },
    })
    expect(await loader.run('status', [])).toBeUndefined()
    expect(await loader.run('status', [])).toBe('here')
    expect(await loader.run('status', [])).toBe('here')
    expect(asked).toEqual(['ui', 'ui'])
  })

  it('beside what hangs after 1.8 s, not sooner; what comes first is started, once', async () => {
    const ui = later<InterfacePart>()
    const start = vi.fn(() => appOf(async () => 'here'))
    const { loader } = page({ ui: ui.ask })
    const first = loader.run('status', [])
    await pass(PATIENCE_MS - 1)
    void loader.run('status', [])
    expect(ui.waits).toHaveLength(1)
    await pass(1)
    const second = loader.run('status', [])
    expect(ui.waits).toHaveLength(2)
    ui.waits[1]!({ start })
    expect(await second).toBe('here')
    ui.waits[0]!({ start })
    expect(await first).toBe('here')
    expect(start).toHaveBeenCalledTimes(1)
  })

  it('[CS5] within 2 s of a call it is said that nothing came, and unsaid when it comes', async () => {
    const ui = later<InterfacePart>()
    const { loader, trouble } = page({ ui: ui.ask })
    const shown = loader.run('show', ['after'])
    await pass(PATIENCE_MS - 1)
    expect(trouble()).toHaveLength(0)
    await pass(1)
    expect(trouble()).toHaveLength(1)
    ui.waits[0]!({ start: () => appOf(async () => ({ shown: true })) })
    expect(await shown).toEqual({ shown: true })
    expect(trouble()).toHaveLength(0)
  })

  it('a failure is said at once with a button that tries again; one word stands however often it failed', async () => {
    let isDown = true
    const { loader, trouble, told } = page(
      {},
      {},
      {
        command: async (name) => {
          if (isDown) throw new Error('no network')
          told.push(name)
        },
      },
    )
    expect(await loader.run('show', ['after'])).toEqual({ shown: false, reason: 'not-loaded' })
    expect(await loader.run('complain', [])).toEqual({ shown: false, reason: 'not-loaded' })
    expect(trouble()).toHaveLength(1)
    isDown = false
    trouble()[0]!.querySelector('button')!.click()
    await pass()
    expect(told).toEqual(['complain'])
    expect(trouble()).toHaveLength(0)
  })

  it('an element in the page is told of inside it, apart from what is said elsewhere', async () => {
    const { loader, trouble } = page({ ui: () => Promise.reject(new Error('no network')) })
    const element = document.body.appendChild(document.createElement('frankly-door'))
    loader.element(element)
    void loader.run('show', ['after'])
    await pass()
    expect(trouble().map(({ parentNode }) => parentNode)).toEqual(
      expect.arrayContaining([element, document.documentElement]),
    )
  })

  it('an element that nobody pressed is given 10 s before it says that it hangs; pressed there, it has 1.8 s', async () => {
    const { loader, trouble } = page({ ui: () => new Promise(() => {}) })
    const element = document.body.appendChild(document.createElement('frankly-door'))
    loader.element(element)
    await pass(10_000 - 1)
    expect(trouble()).toHaveLength(0)
    await pass(1)
    expect(trouble()).toHaveLength(1)
    const first = trouble()[0]!
    first.querySelector('button')!.click()
    await pass(PATIENCE_MS - 1)
    expect(trouble()).toEqual([first])
    await pass(1)
    expect(trouble()).toHaveLength(1)
    expect(trouble()[0]).not.toBe(first)
  })

  it('a page in which nothing can be said is warned, and sees no error of ours', async () => {
    const { loader, warned } = page({ ui: () => Promise.reject(new Error('no network')) })
    const element = document.createElement('frankly-door')
    element.appendChild = () => {
      throw new Error('of the page')
    }
    loader.element(element)
    await pass(5000)
    loader.element(element)
    await pass()
    expect(warned.join()).toContain('stopped at an error')
  })

  it('a project without a configuration is warned of by its name, and asked for anew by what happens next', async () => {
    let fails = 1
    const { loader, asked, told, warned } = page({
      config: async () => {
        if (fails-- > 0) throw new Error('HTTP 503')
        return configOf(onPurchase)
      },
    })
    loader.run('purchase', [{ orderId: 'A-1' }])
    await pass()
    expect(warned.join()).toContain('no configuration of "pk"')
    loader.run('purchase', [{ orderId: 'A-2' }])
    await pass()
    expect(asked.filter((each) => each === 'config')).toHaveLength(2)
    expect(told).toHaveLength(1)
  })

  it('what follows from a fault within 5 s is not said again', async () => {
    const { loader, warned } = page({ ui: () => Promise.reject(new Error('no network')) })
    await loader.run('status', [])
    await loader.run('flush', [])
    expect(warned).toHaveLength(1)
    await pass(5000)
    await loader.run('flush', [])
    expect(warned).toHaveLength(2)
  })
})

describe('the start of a page', () => {
  it('waits for the document, and then for an idle moment; the order that stands in the page is read before', async () => {
    const ready = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
    vi.stubGlobal('dataLayer', [{ event: 'purchase', ecommerce: { transaction_id: 'A-1' } }])
    const { loader, asked, told } = page({
      config: async () => configOf(onPurchase, after({ triggers: [{ on: 'page' }] }, 'p')),
    })
    loader.look()
    await pass()
    expect(told).toEqual([[{ on: 'purchase' }, 'layer']])
    ready.mockReturnValue('interactive')
    document.dispatchEvent(new Event('DOMContentLoaded'))
    expect(told).toHaveLength(1)
    await pass(10)
    expect(told).toContainEqual([{ on: 'page' }])
    expect(asked.filter((each) => each === 'config' || each === 'ui')).toEqual(['config', 'ui'])
  })

  it('clicks and further pages of an app are told while the loader lives', async () => {
    const { loader, told } = page({
      config: async () => configOf(after({ triggers: [{ on: 'click', selector: '#buy' }, { on: 'route' }] })),
    })
    document.body.innerHTML = '<button id="buy"><b>Buy</b></button>'
    loader.look()
    await pass(10)
    document.querySelector('b')!.click()
    await pass()
    expect(told).toEqual([[{ on: 'click', selector: '#buy' }]])
    loader.run('destroy', [])
    document.querySelector('b')!.click()
    await pass()
    expect(told).toHaveLength(1)
  })

  it.each([
    ['is asked for', { show: 'always' }, ['tab']],
    ['is not', { show: 'none' }, undefined],
  ])('the tab of the door is drawn where it %s', async (_, door, wanted) => {
    const { loader, told } = page({ config: async () => ({ ...configOf(), door }) as unknown as ProjectConfig })
    loader.look()
    await pass(10)
    expect(told[0]).toEqual(wanted)
  })

  it('what an earlier page left is sent, though nothing is asked', async () => {
    const { loader, asked } = page({ config: async () => configOf() })
    localStorage.setItem('frankly:q:r-1', 'kept')
    loader.look()
    await pass(10)
    expect(asked).toContain('delivery')
  })

  it('a page that breaks the start is said once, and nothing of ours stays', () => {
    const { loader, warned, ended } = page()
    vi.spyOn(document, 'querySelectorAll').mockImplementation(() => {
      throw new Error('of the page')
    })
    loader.look({ orderId: 'A-1' })
    expect(warned.join()).toContain('did not start')
    expect(ended).toHaveBeenCalledTimes(1)
  })
})
