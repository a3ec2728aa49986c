import { afterEach, describe, expect, it, vi } from 'vitest'
import { createKeyValueStore } from './key-value-store.ts'
import { listen } from './listen.ts'
import { createLocks } from './locks.ts'
import { createLifecycle, createNetStatus } from './page-life.ts'

class FakeDocument extends EventTarget {
  visibilityState = 'visible'
}

function page(): { pane: EventTarget; document: FakeDocument; added: string[] } {
  const document = new FakeDocument()
  const pane = new EventTarget()
  const added: string[] = []
  for (const [name, target] of [
    ['window', pane],
    ['document', document],
  ] as const) {
    const add = target.addEventListener.bind(target)
    target.addEventListener = (type: string, ...rest: [never]) => {
      added.push(`${name} ${type}`)
      add(type, ...rest)
    }
  }
  vi.stubGlobal('document', document)
  vi.stubGlobal('addEventListener', pane.addEventListener)
  vi.stubGlobal('removeEventListener', pane.removeEventListener.bind(pane))
  return { pane, document, added }
}
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('life of a page', () => {
  it('[Q23] listens to pagehide on the window and to visibilitychange, never to unload; listeners can go', () => {
    const { pane, document, added } = page()
    const seen: string[] = []
    const life = createLifecycle()
    const offs = (['leaving', 'frozen', 'back'] as const).map((moment) => life.on(moment, () => seen.push(moment)))
    expect(new Set(added)).toEqual(
      new Set([
        'window pagehide',
        'document visibilitychange',
        'document freeze',
        'window pageshow',
        'document resume',
      ]),
    )
    pane.dispatchEvent(new Event('pagehide'))
    document.visibilityState = 'hidden'
    document.dispatchEvent(new Event('visibilitychange'))
    document.dispatchEvent(new Event('freeze'))
    document.visibilityState = 'visible'
    document.dispatchEvent(new Event('visibilitychange'))
    pane.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    pane.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    expect(seen).toEqual(['leaving', 'leaving', 'frozen', 'back', 'back'])
    for (const off of offs) off()
    pane.dispatchEvent(new Event('pagehide'))
    expect(seen).toHaveLength(5)
  })

  it('[Q18] the online event hastens', () => {
    const { pane } = page()
    const run = vi.fn()
    const off = createNetStatus().onOnline(run)
    pane.dispatchEvent(new Event('online'))
    off()
    pane.dispatchEvent(new Event('online'))
    expect(run).toHaveBeenCalledTimes(1)
  })
})

describe("a page that has taken its window's listeners away", () => {
  it.each([
    ['nothing', undefined],
    [
      'a function that throws',
      () => {
        throw new Error('taken')
      },
    ],
  ])('[F7] %s in their place: they are heard and go all the same', (_, instead) => {
    const pane = new EventTarget()
    vi.stubGlobal('document', Object.assign(new FakeDocument(), { documentElement: new EventTarget() }))
    Object.defineProperties(pane, { addEventListener: { value: instead }, removeEventListener: { value: instead } })
    const run = vi.fn()
    const off = listen(pane, 'pagehide', run)
    pane.dispatchEvent(new Event('pagehide'))
    off()
    pane.dispatchEvent(new Event('pagehide'))
    expect(run).toHaveBeenCalledTimes(1)
  })
})

describe('locks', () => {
  it('[Q20] held by another: says so at once; without Web Locks the work is done after a random delay', async () => {
    vi.stubGlobal('navigator', {
      locks: {
        request: async (_: string, how: LockOptions, run: (lock: object | null) => Promise<unknown>) => {
          expect(how).toEqual({ ifAvailable: true })
          return run(null)
        },
      },
    })
    const work = vi.fn(async () => {})
    expect(await createLocks().tryHold('x', work)).toBe(false)
    expect(work).not.toHaveBeenCalled()
    vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } })
    expect(await createLocks(() => 0).tryHold('x', work)).toBe(true)
    vi.stubGlobal('navigator', {})
    expect(await createLocks(() => 0).tryHold('x', work)).toBe(true)
    expect(work).toHaveBeenCalledTimes(2)
  })
})

describe('small values', () => {
  it('asks for the mode each time and writes nothing while it is none', async () => {
    const set = vi.fn()
    vi.stubGlobal('localStorage', { setItem: set, getItem: () => null, removeItem() {} })
    let mode: 'none' | 'local' = 'none'
    const store = createKeyValueStore(() => mode)
    await store.set('a', '1')
    expect(set).not.toHaveBeenCalled()
    mode = 'local'
    await store.set('a', '2')
    expect(set).toHaveBeenCalledWith('a', '2')
    expect(await store.get('a')).toBe('2')
  })

  it('a storage that throws hurts nobody', async () => {
    vi.stubGlobal(
      'sessionStorage',
      new Proxy(
        {},
        {
          get: () => () => {
            throw new DOMException('no', 'SecurityError')
          },
        },
      ),
    )
    const store = createKeyValueStore(() => 'session')
    await store.set('a', '1')
    expect(await store.get('a')).toBe('1')
    await store.remove('a')
    expect(await store.get('a')).toBeUndefined()
  })
})

it('[Q20] own: one page has a name until it lets go; without a lock manager, or where it refuses, nobody has', async () => {
  const held = new Map<string, Promise<void>>()
  vi.stubGlobal('navigator', {
    locks: {
      async request(name: string, _how: unknown, work: (lock: unknown) => Promise<void> | undefined) {
        if (held.has(name)) return work(null)
        const done = work({ name })!
        held.set(name, done)
        await done
        held.delete(name)
      },
    },
  })
  const locks = createLocks()
  const first = await locks.own('a')
  expect(await locks.own('a')).toEqual({ is: 'elsewhere' })
  expect(await locks.own('b')).toMatchObject({ is: 'own' })
  if (first.is !== 'own') throw new Error(first.is)
  first.release()
  await Promise.resolve()
  await Promise.resolve()
  expect(await locks.own('a')).toMatchObject({ is: 'own' })
  vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } })
  expect(await locks.own('a')).toEqual({ is: 'unknown' })
  vi.stubGlobal('navigator', {})
  expect(await locks.own('a')).toEqual({ is: 'unknown' })
})

it('[P1] a page that leaves lets go of its names before the browser looks whether it may cache it, and takes them again when it is back or has stayed', async () => {
  vi.useFakeTimers()
  const { pane } = page()
  const held = new Set<string>()
  vi.stubGlobal('navigator', {
    locks: {
      async request(name: string, _how: unknown, work: (lock: unknown) => Promise<void> | undefined) {
        if (held.has(name)) return work(null)
        held.add(name)
        await work({ name })
        held.delete(name)
      },
    },
  })
  const settled = () => vi.advanceTimersByTimeAsync(0)
  const owned = await createLocks().own('a')
  if (owned.is !== 'own') throw new Error(owned.is)
  pane.dispatchEvent(new Event('beforeunload'))
  await settled()
  expect([...held]).toEqual([])
  // it was a download
  await vi.advanceTimersByTimeAsync(10_000)
  expect([...held]).toEqual(['a'])
  pane.dispatchEvent(new Event('beforeunload'))
  pane.dispatchEvent(new Event('pagehide'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect([...held]).toEqual([])
  pane.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settled()
  expect([...held]).toEqual(['a'])
  // the run is over
  owned.release()
  await settled()
  expect([...held]).toEqual([])
  pane.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settled()
  expect([...held]).toEqual([])
  // another page has taken it meanwhile: it keeps it
  const second = await createLocks().own('a')
  pane.dispatchEvent(new Event('pagehide'))
  await settled()
  held.add('a')
  pane.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settled()
  held.delete('a')
  expect(second.is).toBe('own')
  await settled()
  expect([...held]).toEqual([])
})
