/**
 * After so long, ms, what was just put before the customer is on the screen: two frames. What an act brings about
 * (another page, saving) waits for it, so that it does not hold up what the act shows. A timer rather than a frame's
 * callback, since a page that is not seen has no frames.
 */
export const AFTER_PAINT_MS = 32
