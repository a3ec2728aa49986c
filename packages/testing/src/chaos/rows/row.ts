import type { BrowserName } from '../../browsers.ts'
import type { Stage } from '../stage.ts'

/** One fault, played alone. Numbers are those of the list of faults in `docs/spec/chaos.md`. */
export interface Row {
  readonly number: number
  readonly name: string
  /** The browser itself is killed: it gets a profile on disk. */
  readonly needsProfile?: boolean
  /** Default: all. Some faults can be made in Chromium only, through its own protocol. */
  readonly browsers?: readonly BrowserName[]
  /** Commits nothing on purpose, so nothing is expected in the store. */
  play(stage: Stage, scale: number): Promise<void>
}
