import type { Cure } from '../cures.ts'
import { browserRows } from './browser.ts'
import { collectorRows } from './collector.ts'
import { herdRow } from './herd.ts'
import { killRows } from './kills.ts'
import { laneRow } from './lanes.ts'
import { mixtureRow } from './mixture.ts'
import { networkRows } from './network.ts'
import type { Row } from './row.ts'

/** All rows in the order of their numbers. */
export const ROWS: readonly Row[] = [
  ...killRows,
  ...networkRows,
  ...browserRows,
  ...collectorRows,
  laneRow,
  herdRow,
  mixtureRow,
].sort((a, b) => a.number - b.number)

/** Which row must go red when a cure is taken away. */
export const REDDENED_BY: Readonly<Record<Cure, number>> = {
  'unique-key': 7,
  complete: 14,
  'ack-before-delete': 1,
  'indexed-db': 1,
  'parsed-ack': 9,
  lanes: 29,
}

/**
 * Rows whose fault the shop's rows play with the real widget, by the number of that row. They say something of the queue
 * alone when one of those goes red, so `--only` plays them still.
 */
export const IN_THE_SHOP: Readonly<Record<number, number>> = {
  1: 52,
  3: 53,
  4: 66,
  7: 63,
  8: 63,
  11: 63,
  14: 71,
  15: 70,
  19: 65,
  20: 72,
  30: 75,
  33: 54,
  34: 55,
  36: 68,
}
