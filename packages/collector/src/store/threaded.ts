import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { EpochMs } from '@frankly/core'
import { type Outbox, type Store, StoreRefusal } from './ports.ts'

/** What the thread needs to open the file. */
export interface Opening {
  readonly path: string
  readonly now: EpochMs
}

/** One call of a method of the store or its outbox. */
export interface Call {
  readonly id: number
  readonly of: 'store' | 'outbox'
  readonly name: string
  readonly args: readonly unknown[]
}

/** What came of a call; 0 is the opening. */
export interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly failure?: Failure
}

/** An error as it travels. */
export interface Failure {
  readonly name: string
  readonly message: string
  readonly dataFault: boolean
}

/** A fault inside the thread. */
class ThreadFault extends Error {
  override readonly name = 'ThreadFault'
  readonly dataFault: boolean
  constructor({ message, dataFault }: Failure) {
    super(message)
    this.dataFault = dataFault
  }
}

type CallsOf<T> = Record<
  { [K in keyof T]: T[K] extends (...args: never) => Promise<unknown> ? K : never }[keyof T],
  true
>

const STORE_CALLS: CallsOf<Store> = {
  put: true,
  responses: true,
  response: true,
  byReceipt: true,
  standing: true,
  conflicts: true,
  erase: true,
  release: true,
  keepDeadLetters: true,
  deadLetters: true,
  pruneDeadLetters: true,
  putAttachment: true,
  attachment: true,
  counts: true,
  ping: true,
  close: true,
}

const OUTBOX_CALLS: CallsOf<Outbox> = {
  claim: true,
  ack: true,
  retry: true,
  dead: true,
  list: true,
  replay: true,
  replayAll: true,
  summary: true,
}

/**
 * A store on an SQLite file in a thread of its own: a flush to the disk holds up nobody who is only asking, and
 * checking requests and writing them take two cores.
 */
export async function openInThread(opening: Opening): Promise<Store> {
  const worker = startThread(opening)
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  let calls = 0
  let gone: Error | undefined
  worker.on('message', ({ id, value, failure }: Answer) => {
    const call = waiting.get(id)
    waiting.delete(id)
    if (failure)
      call?.reject(failure.name === 'StoreRefusal' ? new StoreRefusal(failure.message) : new ThreadFault(failure))
    else call?.resolve(value as never)
  })
  const end = (error: Error) => {
    gone = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', end)
  const exit = once(worker, 'exit').then(() => end(gone ?? new Error('the store is closed')))
  const answerTo = <T>(id: number) => new Promise<T>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const ask =
    (of: Call['of'], name: string) =>
    (...args: readonly unknown[]): Promise<unknown> => {
      if (gone) return Promise.reject(gone)
      const id = ++calls
      worker.postMessage({ id, of, name, args } satisfies Call)
      return answerTo(id)
    }
  const all = (of: Call['of'], names: object) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, ask(of, name)]))
  await answerTo<void>(0)
  const store = all('store', STORE_CALLS) as unknown as Store
  return {
    ...store,
    engine: 'sqlite',
    // One is written while the next one is on its way to the thread.
    writers: 2,
    isDataFault: (error) => error instanceof ThreadFault && error.dataFault,
    outbox: all('outbox', OUTBOX_CALLS) as unknown as Outbox,
    async close() {
      await store.close()
      await exit
    },
  }
}

function startThread(opening: Opening): Worker {
  // From source or as built.
  const file = import.meta.url.endsWith('.ts') ? './sqlite-thread.ts' : './sqlite-thread.js'
  return new Worker(new URL(file, import.meta.url), { workerData: opening, name: 'frankly-store' })
}
