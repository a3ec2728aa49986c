import type { Clock } from '@frankly/core/platform'

/** So long lasts a frame, ms. */
export const FRAME_MS = 16

/**
 * Runs when what an act has changed is on its way to the screen: after the next frame, or when it should have been. Saving
 * waits for it, so that it does not hold up what the act shows, and begins before another page is drawn. A page that is
 * not seen has no frames.
 * @returns takes it back
 */
export function afterFrame({ after }: Clock, run: () => void): () => void {
  let isOver = false
  const once = (): void => {
    if (!isOver) run()
    isOver = true
  }
  after(FRAME_MS, once)
  try {
    requestAnimationFrame(() => void after(0, once))
  } catch {
    // a page may have taken it away
  }
  return () => {
    isOver = true
  }
}

/** After so long, ms, what was just put before the customer is on the screen: two frames. What is drawn next waits for it. */
export const AFTER_PAINT_MS = 32

/**
 * So long after something was put before the customer, ms, comes what it can do without: a hand that waited for it, and
 * knows it, has had the page's thread to itself.
 */
export const AFTER_QUICK_HAND_MS = 250
