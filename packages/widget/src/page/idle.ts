/** The next moment in which the page has nothing to do. */
export const idle = (): Promise<unknown> =>
  new Promise((go) => ('requestIdleCallback' in window ? requestIdleCallback(go) : setTimeout(go)))
