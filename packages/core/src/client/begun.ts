import type { Run, StartOptions } from '../engine/run-state.ts'
import type { ResponseId, SurveyId } from '../model/ids.ts'
import type { Survey } from '../model/survey.ts'
import type { PassState } from '../queue/types.ts'
import type { LedgerEntry } from '../targeting/ledger.ts'
import type { FeedbackContext } from './context.ts'
import type { DeliveryState } from './delivery-state.ts'
import type { PassFound, PassWanted } from './find-pass.ts'
import type { Known } from './known-surveys.ts'
import type { Memory } from './memory.ts'
import type { Pass } from './pass.ts'
import type { OpenedRun, PassClient } from './pass-of-run.ts'
import type { LiveRun } from './run-handle.ts'
import type { Sending } from './sending.ts'

/** The code that steps runs on and saves them: in a page it comes after the first question. @internal */
export interface RunParts {
  /** Steps a run on and saves it. */
  passOf(client: PassClient, opened: OpenedRun): Pass
  /** Goes on with a run that was left. */
  resumeRun(survey: Survey, draft: Run, options: StartOptions): Run
  /** What earlier pages left. */
  findPass(wanted: PassWanted): Promise<PassFound>
  /** Hands to the queue. */
  readonly sending: Sending
}

/** @internal */
export interface RunsDeps extends PassClient {
  readonly memory: Memory
  /** If its code is here. */
  partsHere(): RunParts | undefined
  /** Fetches it; rejects when it cannot be fetched now. */
  parts(): Promise<RunParts>
  /** May earlier pages have left something on this device? */
  mayHavePasses(): Promise<boolean>
  /** Writes a pass down whose acts no code can step on yet. */
  keepActs(pass: PassState): Promise<DeliveryState>
  /** Counts what happened to a survey, of the newest version if none is named. */
  count(what: LedgerEntry['what'] | 'suppressed', surveyId: SurveyId, version?: number): void
  /** So that a survey is found by the words behind its ids. */
  met(survey: Survey): void
}

/** How a run begins. @internal */
export interface Beginning {
  /** The survey to begin. */
  readonly survey: Survey
  /** What is known of the project. */
  readonly known: Known
  /** Facts for this run alone. */
  readonly context?: FeedbackContext | undefined
  /** [P4] Begin even where another page has the pass for this order: then as a pass of its own. */
  readonly force?: boolean
}

/** A run that has begun; `shown` is not emitted yet. @internal */
export interface Begun extends LiveRun {
  /** The response that it makes. */
  readonly responseId: ResponseId
  /** It goes on with what an earlier page left. */
  readonly isResumed: boolean
  /** It stands before somebody: notes and tells that. */
  shown(): void
}
