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
