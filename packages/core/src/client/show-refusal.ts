import type { SuppressReason } from '../targeting/reasons.ts'

/**
 * Why nothing stands before the customer: a decision ({@link SuppressReason}), or `destroyed` (after `destroy()`),
 * `not-loaded` (surveys or code could not be fetched), `server` (there is no page), `no-mount` (the page has no such
 * element), `taken-out` (the page removes what we put up).
 * @public
 */
export type ShowRefusal = SuppressReason | 'destroyed' | 'not-loaded' | 'server' | 'no-mount' | 'taken-out'
