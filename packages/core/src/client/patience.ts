/** After so long, ms, a press ends with what is known by then: two seconds are a long time for one who waits. */
export const PATIENCE_MS = 2000
