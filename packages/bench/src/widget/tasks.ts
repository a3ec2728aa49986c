import type { Browser, Page } from 'playwright-core'

/** Tasks of a page's main thread, ms by that thread's own clock, in the order in which they ran. */
export interface Tasks {
  /** After the one that began the document, until the mark `loaded`. */
  readonly loading: readonly number[]
  /** From the mark `opened` on. */
  readonly opening: readonly number[]
}

/** Marks that the page sets (`performance.mark`). */
export const MARKS = { begun: 'bench-begun', loaded: 'bench-loaded', opened: 'bench-opened' } as const

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Begin, µs. */
  readonly ts: number
  /** Time of the thread's own clock, µs. */
  readonly tdur?: number
}

/**
 * Writes down every task from now on. The Long Tasks API goes by the clock on the wall, which counts other programs
 * of the machine too.
 */
export async function watchTasks(browser: Browser, page: Page): Promise<() => Promise<Tasks>> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'] })
  return async () => tasksOf(JSON.parse((await browser.stopTracing()).toString()).traceEvents)
}

function tasksOf(events: readonly TraceEvent[]): Tasks {
  const mark = (name: string) => events.find((event) => event.name === name)
  const begun = mark(MARKS.begun)
  const loaded = mark(MARKS.loaded)
  if (!begun || !loaded) throw new Error(`no marks of the page in a trace of ${events.length} events`)
  const opened = mark(MARKS.opened)
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === loaded.pid && tid === loaded.tid,
  )
  const ms = (some: typeof tasks) => some.map(({ tdur = 0 }) => tdur / 1000)
  return {
    loading: ms(tasks.filter(({ ts }) => ts >= begun.ts && ts < loaded.ts)),
    opening: ms(tasks.filter(({ ts }) => opened && ts >= opened.ts)),
  }
}
