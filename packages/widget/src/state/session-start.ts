import type { EpochMs, RecordedFact, ResponseMode, Run, StartOptions, Survey } from '@frankly/core'
import type { LoaderHost } from '../loader/surface.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { LedgerBook } from './ledger-book.ts'
import type { RunModel } from './run-model.ts'

/** An unfinished response on this device. */
export interface Draft {
  readonly id: string
  readonly revision: number
  readonly run: Run
  readonly receiptCode?: string | undefined
}

/** What a session is started with. */
export interface SessionStart {
  readonly host: LoaderHost
  readonly memory: DeviceMemory
  readonly book: LedgerBook
  readonly survey: Survey
  readonly mode: ResponseMode
  /** Quotas of the survey that are full, as the collector says. */
  readonly fullQuotas?: readonly string[] | undefined
  readonly startedAt: EpochMs
  /** What the project records of the occasion beyond the narrow default. */
  readonly record: readonly RecordedFact[] | undefined
  /** Name of the shop, for texts of the survey. */
  readonly shop: string
}

/** The same, with what its run starts from: the occasion as it was when the survey opened. */
export interface StepperStart extends SessionStart {
  readonly options: StartOptions
}

/** One response in the making. */
export interface Session {
  readonly model: RunModel
  readonly responseId: string
}

/** Chance for ids. */
export const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }
