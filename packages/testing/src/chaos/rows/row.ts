import type { BrowserName } from '../../browsers.ts'
import type { Stage } from '../stage.ts'
import type { ChaosStore } from '../stores.ts'

/** One fault, played alone. Numbers are those of the list of faults in `docs/spec/chaos.md`. */
export interface Row {
  readonly number: number
  readonly name: string
  /** The browser itself is killed: it gets a profile on disk. */
  readonly needsProfile?: boolean
  /** How long its pages wait for a reply, ms. Default: the adapter's own 15 s. */
  readonly patienceMs?: number
  /** It kills or stops the store's server: it gets one of its own. */
  readonly ownServer?: boolean
  /** Default: both. */
  readonly stores?: readonly ChaosStore['kind'][]
  /** Default: all. Some faults can be made in Chromium only, through its own protocol. */
  readonly browsers?: readonly BrowserName[]
  /** `scale` 1 is the short run. */
  play(stage: Stage, scale: number): Promise<void>
}
