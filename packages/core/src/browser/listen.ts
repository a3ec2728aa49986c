/** The document, where there is one: a worker and a server have none. */
export const page = (): Document | undefined => globalThis.document

/** The window of a page. */
export const pane = (): EventTarget | undefined => (page() ? globalThis : undefined)

/**
 * Adds a listener; the returned function takes it away. A page without `target` (a worker, a server) has no such moments.
 * @internal
 */
export function listen(
  target: EventTarget | undefined,
  name: string,
  run: (event: Event) => void,
  options?: AddEventListenerOptions,
): () => void {
  const call = (method: 'addEventListener' | 'removeEventListener'): void => {
    try {
      target?.[method](name, run, options)
    } catch {
      // a page may have taken its window's own away: an element's is the same function
      page()?.documentElement[method].call(target, name, run, options)
    }
  }
  call('addEventListener')
  return () => call('removeEventListener')
}
