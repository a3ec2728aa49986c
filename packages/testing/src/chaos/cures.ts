/**
 * Cures of the delivery that the suite takes away one at a time, to see that it would notice. Used here only.
 * `unique-key`: the store takes every post as new. `complete`: the journal believes `request.onsuccess`.
 * `ack-before-delete`: records are deleted before they are sent. `indexed-db`: an array in localStorage is called
 * "on disk". `parsed-ack`: any 200 counts as delivered. `lanes`: complaints wait in the common line.
 */
export type Cure = 'unique-key' | 'complete' | 'ack-before-delete' | 'indexed-db' | 'parsed-ack' | 'lanes'

/** All of them, in the order of the table. */
export const CURES: readonly Cure[] = [
  'unique-key',
  'complete',
  'ack-before-delete',
  'indexed-db',
  'parsed-ack',
  'lanes',
]
