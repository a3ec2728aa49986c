import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from './driver-sqlite.ts'
import { migrate } from './migrate.ts'
import type { Store } from './ports.ts'
import { storeOn } from './store-on.ts'
import type { Answer, Call, Failure, Opening } from './threaded.ts'

type Method = (...args: readonly unknown[]) => Promise<unknown>

/** The thread of `openInThread`: opens the file, says so, and does what it is asked. */
const port = parentPort!

async function open({ path, now }: Opening): Promise<Store> {
  const engine = openSqlite(path)
  try {
    await migrate(engine, now)
    return storeOn(engine)
  } catch (error) {
    await engine.close()
    throw error
  }
}

async function answer(id: number, work: () => Promise<unknown>): Promise<void> {
  try {
    port.postMessage({ id, value: await work() } satisfies Answer)
  } catch (error) {
    port.postMessage({ id, failure: failureOf(error) } satisfies Answer)
  }
}

/** What an error says, without what cannot travel. */
function failureOf(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  return { name, message, dataFault: store?.isDataFault(error) ?? false }
}

let store: Store | undefined
await answer(0, async () => {
  store = await open(workerData as Opening)
})
// Without a listener the thread ends: a file that was refused leaves nothing behind.
if (store) serve(store)

function serve(opened: Store): void {
  port.on('message', ({ id, of, name, args }: Call) => {
    const target = (of === 'outbox' ? opened.outbox : opened) as unknown as Record<string, Method>
    void answer(id, async () => {
      const value = await target[name]!(...args)
      if (name === 'close') setImmediate(() => port.close())
      return value
    })
  })
}
