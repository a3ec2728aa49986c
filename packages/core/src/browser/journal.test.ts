import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { all, describeJournal, keysOf, record } from '../../test/journal-suite.ts'
import { createLayeredJournal } from '../platform/layered-journal.ts'
import { createMemoryJournal } from '../platform/memory-journal.ts'
import type { Durability, Journal } from '../platform/platform.ts'
import { createIndexedDbJournal } from './indexed-db-journal.ts'
import { createLocalJournal } from './local-journal.ts'
import { DATABASE, STORE } from './open-database.ts'
import { somethingWaits } from './something-waits.ts'

/** `localStorage` as far as the journal needs it. */
function fakeStorage(quota = 5_000_000): Storage {
  const values: Record<string, string> = {}
  const methods = {
    getItem: (key: string) => values[key] ?? null,
    setItem(key: string, value: string) {
      const used = Object.values(values).reduce((sum, text) => sum + text.length, 0)
      if (used + value.length > quota) throw new DOMException('full', 'QuotaExceededError')
      values[key] = value
    },
    removeItem(key: string) {
      delete values[key]
    },
  }
  return new Proxy(methods as unknown as Storage, {
    ownKeys: () => Object.keys(values),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  })
}
/** A journal whose every call is refused while `broken`. */
function fragile(inner: Journal): Journal & { broken: boolean } {
  const calls = ['put', 'page', 'keys', 'change', 'clear'] as const
  const outer = { ...inner, durability: 'disk' as Durability, broken: false }
  for (const name of calls) {
    const call = inner[name] as (...args: unknown[]) => Promise<unknown>
    Object.assign(outer, {
      [name]: (...args: unknown[]) => (outer.broken ? Promise.reject(new Error('broken')) : call(...args)),
    })
  }
  return outer
}

it('[F7] IndexedDB: a step that throws inside its transaction rejects with what it threw, and nothing is changed', async () => {
  const journal = createIndexedDbJournal({ factory: new IDBFactory() })
  await journal.put([record('a')])
  const make = (): never => {
    throw new Error('a step threw')
  }
  await expect(journal.swap({ look: [all], make })).rejects.toThrow('a step threw')
  await expect(journal.swap({ make })).rejects.toThrow('a step threw')
  expect(await keysOf(journal)).toEqual([record('a').key])
})

const kinds: [string, Durability, () => Journal][] = [
  ['IndexedDB', 'disk', () => createIndexedDbJournal({ factory: new IDBFactory() })],
  [
    'localStorage',
    'weak',
    () =>
      createLocalJournal(
        (
          (storage) => () =>
            storage
        )(fakeStorage()),
      ),
  ],
  ['memory', 'memory', () => createMemoryJournal()],
  ['layered', 'memory', () => createLayeredJournal([createMemoryJournal(), createMemoryJournal()])],
]

for (const kind of kinds) describeJournal(...kind)

describe('IndexedDB', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('[Q1] settles on complete: a transaction that is aborted after its request succeeded is a refusal', async () => {
    const factory = new IDBFactory()
    const abortAfterSuccess = (): void => {
      const put = IDBObjectStore.prototype.put
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value: unknown) {
        const request = put.call(this, value)
        request.addEventListener('success', () => this.transaction.abort())
        return request
      })
    }
    abortAfterSuccess()
    await expect(createIndexedDbJournal({ factory }).put([record('a')])).rejects.toBeTruthy()
    await expect(createIndexedDbJournal({ factory, settleOn: 'success' }).put([record('a')])).resolves.toBe('disk')
    vi.restoreAllMocks()
    expect(await keysOf(createIndexedDbJournal({ factory }))).toEqual([])
  })

  it('[Q1] answers are written with durability "strict"', async () => {
    const spy = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const journal = createIndexedDbJournal({ factory: new IDBFactory() })
    await journal.put([record('a')])
    const asked = (): unknown[] => spy.mock.calls.flatMap(([, , how]) => how ?? [])
    expect(asked()).toEqual([{ durability: 'strict' }])
    await journal.change([{ key: 'a' }])
    expect(asked()).toEqual([{ durability: 'strict' }, { durability: 'relaxed' }])
    vi.restoreAllMocks()
  })

  it('[Q8] fifty neighbours are removed by one request, and no more than ten are asked for at once', async () => {
    const journal = createIndexedDbJournal({ factory: new IDBFactory() })
    const keys = Array.from({ length: 50 }, (_, i) => `k${i + 10}`)
    await journal.put(keys.map((key) => record(key)))
    const remove = vi.spyOn(IDBObjectStore.prototype, 'delete')
    const bursts = [0]
    const getKey = IDBObjectStore.prototype.getKey
    vi.spyOn(IDBObjectStore.prototype, 'getKey').mockImplementation(function (this: IDBObjectStore, key) {
      if (!bursts.at(-1)) queueMicrotask(() => bursts.push(0))
      bursts[bursts.length - 1]! += 1
      return getKey.call(this, key)
    })
    await journal.change(keys.map((key) => ({ key, to: record(key, 'y') })))
    expect(bursts).toEqual([10, 10, 10, 10, 10, 0])
    expect(await journal.page(all, 99)).toEqual(keys.map((key) => record(key, 'y')))
    remove.mockClear()
    await journal.change(keys.map((key) => ({ key })))
    expect(remove).toHaveBeenCalledTimes(1)
    expect(await keysOf(journal)).toEqual([])
    vi.restoreAllMocks()
  })

  it('[Q5] an open that hangs is given up after 1.5 s, and asked again only 30 s later', async () => {
    vi.useFakeTimers()
    const open = vi.fn(() => ({}) as IDBOpenDBRequest)
    const journal = createIndexedDbJournal({ factory: { open } as unknown as IDBFactory })
    const first = expect(journal.put([record('a')])).rejects.toMatchObject({ name: 'TimeoutError' })
    await vi.advanceTimersByTimeAsync(1500)
    await first
    await expect(journal.put([record('a')])).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(open).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(30_000)
    const third = expect(journal.put([record('a')])).rejects.toMatchObject({ name: 'TimeoutError' })
    await vi.advanceTimersByTimeAsync(1500)
    await third
    expect(open).toHaveBeenCalledTimes(2)
  })

  /** A database that opens when it is let. */
  function slowFactory() {
    const real = new IDBFactory()
    const waiting: (() => void)[] = []
    const open = vi.fn((name: string) => {
      const request = { result: undefined as IDBDatabase | undefined } as unknown as IDBOpenDBRequest
      waiting.push(() => {
        const inner = real.open(name)
        inner.onupgradeneeded = () => inner.result.createObjectStore(STORE, { keyPath: 'key' })
        inner.onsuccess = () => {
          Object.assign(request, { result: inner.result })
          request.onsuccess?.call(request, new Event('success'))
        }
      })
      return request
    })
    return { factory: { open } as unknown as IDBFactory, open, letOpen: () => waiting.splice(0).map((run) => run()) }
  }

  it('[Q5] what earlier pages left is waited for 8 s: a slow device finds it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { factory, open, letOpen } = slowFactory()
    const journal = createIndexedDbJournal({ factory })
    const read = keysOf(journal)
    await vi.advanceTimersByTimeAsync(7000)
    letOpen()
    expect(await read).toEqual([])
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('[Q5] a database that comes after it was given up is used from then on; nothing waits for it meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { factory, open, letOpen } = slowFactory()
    const journal = createIndexedDbJournal({ factory })
    const first = expect(journal.put([record('a')])).rejects.toMatchObject({ name: 'TimeoutError' })
    await vi.advanceTimersByTimeAsync(1500)
    await first
    await expect(keysOf(journal)).rejects.toMatchObject({ name: 'TimeoutError' })
    letOpen()
    await vi.waitFor(async () => expect(await journal.put([record('a')])).toBe('disk'))
    expect(await keysOf(journal)).toEqual(['a'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await keysOf(journal)).toEqual(['a'])
    expect(open).toHaveBeenCalledTimes(1)
  })

  it('[Q5] a connection that dies is opened once more', async () => {
    const factory = new IDBFactory()
    const opened: IDBDatabase[] = []
    const watched = {
      open(name: string) {
        const request = factory.open(name)
        request.addEventListener('success', () => opened.push(request.result))
        return request
      },
    } as unknown as IDBFactory
    const journal = createIndexedDbJournal({ factory: watched })
    await journal.put([record('a')])
    opened[0]!.close()
    await journal.put([record('b')])
    expect(opened).toHaveLength(2)
    expect(await keysOf(journal)).toEqual(['a', 'b'])
  })

  it('[Q5] another tab that deletes or changes the database does not wait for this page', async () => {
    const factory = new IDBFactory()
    const journal = createIndexedDbJournal({ factory })
    await journal.put([record('a')])
    await new Promise((resolve, reject) => {
      const request = factory.deleteDatabase(DATABASE)
      request.onsuccess = resolve
      request.onblocked = reject
    })
    await journal.put([record('b')])
    expect(await keysOf(journal)).toEqual(['b'])
  })

  it('[Q5] a database of a newer version that has the store is used as it is', async () => {
    const factory = new IDBFactory()
    await createIndexedDbJournal({ factory }).put([record('a')])
    await new Promise((resolve) => {
      factory.open(DATABASE, 2).onsuccess = (event) => {
        ;(event.target as IDBOpenDBRequest).result.close()
        resolve(0)
      }
    })
    expect(await keysOf(createIndexedDbJournal({ factory }))).toEqual(['a'])
  })

  it('[Q6] somethingWaits opens nothing and creates nothing', async () => {
    const factory = new IDBFactory()
    const open = vi.spyOn(factory, 'open')
    vi.stubGlobal('indexedDB', factory)
    vi.stubGlobal('localStorage', fakeStorage())
    expect(await somethingWaits()).toBe(false)
    expect(open).not.toHaveBeenCalled()
    expect(await factory.databases()).toEqual([])
    await createLocalJournal().put([record('a')])
    expect(await somethingWaits()).toBe(true)
    vi.stubGlobal('localStorage', fakeStorage())
    await createIndexedDbJournal().put([record('a')])
    expect(await somethingWaits()).toBe(true)
  })
})

describe('localStorage', () => {
  it('[Q5] takes at most 512 KiB of what belongs to the shop', async () => {
    const storage = fakeStorage()
    const journal = createLocalJournal(() => storage)
    await journal.put([record('a', 'x'.repeat(400_000))])
    await expect(journal.put([record('b', 'x'.repeat(200_000))])).rejects.toMatchObject({ name: 'QuotaExceededError' })
  })

  it('[Q5] a refused change leaves the record as it was', async () => {
    const storage = fakeStorage(50)
    const journal = createLocalJournal(() => storage)
    await journal.put([record('a', 'x'.repeat(20))])
    await expect(journal.change([{ key: 'a', to: record('9a', 'x'.repeat(40)) }])).rejects.toBeTruthy()
    expect(await keysOf(journal)).toEqual(['a'])
  })
})

describe('layers', () => {
  it('[Q5] a store that refuses hands on to the next and says so; all are read as one; better is used when it is back', async () => {
    const [disk, weak] = [fragile(createMemoryJournal()), createMemoryJournal()]
    const told: string[] = []
    const journal = createLayeredJournal([disk, weak], (to) => told.push(to))
    await journal.put([record('a')])
    disk.broken = true
    expect(await journal.put([record('b')])).toBe('memory')
    expect(told).toEqual(['memory'])
    expect(await keysOf(journal)).toEqual(['b'])
    disk.broken = false
    expect((await journal.page(all, 9)).map(({ key }) => key)).toEqual(['a', 'b'])
    expect(await keysOf(disk)).toEqual(['a', 'b'])
    expect(await keysOf(weak)).toEqual([])
  })

  it('[Q26] a layer that could not be cleared is cleared before it says anything again', async () => {
    const disk = fragile(createMemoryJournal())
    const journal = createLayeredJournal([disk, createMemoryJournal()])
    await journal.put([record('p:a')])
    disk.broken = true
    await journal.clear({ after: 'p:', before: 'p:~' }, [record('p:+')])
    disk.broken = false
    expect(await keysOf(journal)).toEqual(['p:+'])
  })

  it('[Q28] only when every layer refuses is it a refusal', async () => {
    const [one, two] = [fragile(createMemoryJournal()), fragile(createMemoryJournal())]
    one.broken = two.broken = true
    const journal = createLayeredJournal([one, two])
    await expect(journal.put([record('a')])).rejects.toThrow('broken')
    await expect(journal.keys(all, 99)).rejects.toThrow('broken')
  })
})
