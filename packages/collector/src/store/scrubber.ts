import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/** What the worker does. */
export interface ScrubTask {
  readonly path: string
  /** Texts that must not stand in the file; absent: unknown, the file is written anew in any case. */
  readonly needles?: readonly string[]
}

/** Takes erased words out of the files in the background. */
export interface Scrubber {
  /** Something was erased. Resolves when the files are clean, or after two seconds when that takes longer. */
  ask(needles?: readonly string[]): Promise<void>
  /** Does what is still to be done. */
  finish(): Promise<void>
}

/** What a scrubber works with. */
export interface ScrubParts {
  readonly path: string
  /** Runs `work` while nobody else uses the store; others wait without holding up the process. */
  hold(work: () => Promise<void>): Promise<void>
  /** The files are clean: notes it in the store. */
  noteClean(): void
  onError(error: unknown): void
}

/** How long a request to erase waits for the files, ms. */
const PATIENCE = 2000
/** Shortest time between two runs, ms. */
const REST = 5000
/** Largest part of the time that runs may take, 0–1. */
const SHARE = 1 / 20
/** Wait after a run that could not finish, ms. */
const AGAIN = 30_000

/** One run at a time, in a thread of its own, and not too often: anybody may erase. */
export function createScrubber(parts: ScrubParts): Scrubber {
  let needles: Needles = []
  let wanted = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let notBefore = 0
  let done: (() => void)[] = []

  async function run(): Promise<void> {
    const began = performance.now()
    const asked = needles
    const waiting = done
    needles = []
    done = []
    wanted = false
    let clean = false
    try {
      await parts.hold(async () => {
        clean = await inWorker({ path: parts.path, ...(asked === 'unknown' ? {} : { needles: asked }) })
        if (clean && !wanted) parts.noteClean()
      })
    } catch (error) {
      parts.onError(error)
    }
    const took = performance.now() - began
    notBefore = performance.now() + (clean ? Math.max(REST, took / SHARE) : AGAIN)
    if (!clean) {
      needles = both(asked, needles)
      wanted = true
    }
    for (const tell of waiting) tell()
    if (wanted) schedule()
  }

  function start(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    running = (running ?? Promise.resolve()).then(run).finally(() => {
      running = undefined
    })
    return running
  }

  function schedule(): void {
    if (timer) return
    timer = setTimeout(() => void start(), Math.max(0, notBefore - performance.now()))
    timer.unref()
  }

  return {
    ask(more) {
      wanted = true
      needles = both(needles, more ?? 'unknown')
      schedule()
      return new Promise((resolve) => {
        // Holds the process: a command that erases has nothing else that would.
        const patience = setTimeout(resolve, PATIENCE)
        done.push(() => {
          clearTimeout(patience)
          resolve()
        })
      })
    },
    async finish() {
      await running
      if (wanted) await start()
      clearTimeout(timer)
    },
  }
}

type Needles = readonly string[] | 'unknown'

const both = (a: Needles, b: Needles): Needles => (a === 'unknown' || b === 'unknown' ? 'unknown' : [...a, ...b])

/** Compiled, this file ends in `.js`; in the repository in `.ts`. */
function inWorker(task: ScrubTask): Promise<boolean> {
  const file = new URL(`./scrub-worker${extname(import.meta.url)}`, import.meta.url)
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: task })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread that cleans the SQLite file ended early')))
  })
}
