import type { Browser, Page } from 'playwright-core'

/** The longest pieces of work of a page's main thread, ms. */
export interface LongestTask {
  /** By the wall clock: what else the machine did is in it. */
  readonly wall: number
  /** By the thread's own clock. */
  readonly cpu: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Watches the main threads of all pages while `work` runs. */
export async function longestTask(browser: Browser, page: Page, work: () => Promise<void>): Promise<LongestTask> {
  const categories = ['-*', 'toplevel', 'disabled-by-default-devtools.timeline', '__metadata']
  await browser.startTracing(page, { categories })
  await work()
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const place = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const mains = new Set(
    trace.traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(place),
  )
  const tasks = trace.traceEvents.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && mains.has(place(event)),
  )
  if (tasks.length === 0) throw new Error('the trace holds no task of a main thread')
  const longest = (of: (event: TraceEvent) => number | undefined) =>
    Math.max(...tasks.map((each) => of(each) ?? 0)) / 1000
  return { wall: longest(({ dur }) => dur), cpu: longest(({ tdur }) => tdur) }
}
