/**
 * After so long, ms, what an act has changed is on its way to the screen: one frame. Saving waits for it, so that it does
 * not hold up what the act shows, and begins before another page is drawn. A timer rather than a frame's callback, since a
 * page that is not seen has no frames.
 */
export const FRAME_MS = 16

/** After so long, ms, what was just put before the customer is on the screen: two frames. What is drawn next waits for it. */
export const AFTER_PAINT_MS = 32
