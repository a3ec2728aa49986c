/**
 * Runs once after `ms`; the returned function cancels. On a page that has taken its timers away, or put something else in
 * their place, nothing throws: what was to run then never runs, what was cancelled does not.
 */
export function after(ms: number, run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isCancelled = false
  try {
    timer = setTimeout(() => {
      if (!isCancelled) run()
    }, ms)
  } catch {
    // the caller reports it
  }
  return () => {
    isCancelled = true
    try {
      clearTimeout(timer)
    } catch {
      // it finds itself cancelled
    }
  }
}
