/** What the page watches of itself, and what a shop's own script would call. */
export interface Watched {
  benchShift: number
  benchInputs: SeenInput[]
  benchOpen(): unknown
}

/** One interaction by the Event Timing API: from the input until the next frame is painted. */
export interface SeenInput {
  readonly ms: number
  readonly id: number
}

/** Times of one opening, by the page's clock. */
export interface Opened {
  readonly at: number
  readonly toPaintMs: number
  readonly callMs: number
}

/** The functions below run in the page: `evaluate` sends only their text. */
export function watch(mark?: string): void {
  const page = window as unknown as Watched
  if (mark) performance.mark(mark)
  page.benchShift = 0
  page.benchInputs = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) page.benchShift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
      page.benchInputs.push({ ms: entry.duration, id: entry.interactionId ?? 0 })
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

/** Opens, then asks every frame whether the words stand there, shadow roots included. */
export async function openAndWait({ painted, mark }: { painted: string; mark: string }): Promise<Opened> {
  const textIn = (root: ParentNode): boolean => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot && textIn(element.shadowRoot)) return true
      for (const node of element.childNodes) {
        if (node.nodeType === 3 && node.nodeValue?.includes(painted) && element.getClientRects().length > 0) return true
      }
    }
    return false
  }
  // in a task of its own, as a click would: not in the one that the driver's call has begun
  await new Promise((go) => setTimeout(go))
  const at = performance.now()
  performance.mark(mark)
  ;(window as unknown as Watched).benchOpen()
  const callMs = performance.now() - at
  for (;;) {
    const frame = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
    if (textIn(document)) {
      // The words are in this frame; it is on the screen when the next task after it runs.
      await new Promise<void>((resolve) => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => resolve()
        channel.port2.postMessage(0)
      })
      return { at, toPaintMs: performance.now() - at, callMs }
    }
    if (frame - at > 20_000) throw new Error(`"${painted}" was not painted in 20 s`)
  }
}

/**
 * Two idle moments with a pause between: what was put off until later has begun. At most two seconds each: a browser in
 * which a list of choices was opened before may never call its next page idle.
 */
export function idle(): Promise<void> {
  const timeout = 2000
  return new Promise((resolve) => {
    requestIdleCallback(() => setTimeout(() => requestIdleCallback(() => resolve(), { timeout }), 100), { timeout })
  })
}

/** When each file was asked for. */
export function filesSeen(): readonly { readonly url: string; readonly at: number }[] {
  return performance
    .getEntriesByType('resource')
    .filter(({ name }) => !name.endsWith('/favicon.ico'))
    .map(({ name, startTime }) => ({ url: name, at: startTime }))
}
