import type { EpochMs, ProjectKey } from '@frankly/core'
import type { SurveyState, SurveyStore } from '../store/ports.ts'

/** What is to be changed; what is left out stays. `null` takes a bound away. */
export interface StateChange {
  readonly paused?: boolean
  readonly from?: EpochMs | null
  readonly until?: EpochMs | null
}

/** [SV5] Pauses, resumes or schedules a survey, whatever its version. Returns how it stands now. */
export async function changeState(
  store: SurveyStore,
  project: ProjectKey,
  surveyId: string,
  change: StateChange,
  now: EpochMs,
): Promise<SurveyState> {
  const was = (await store.states()).find((each) => each.project === project && each.surveyId === surveyId)
  const from = change.from === undefined ? was?.from : change.from
  const until = change.until === undefined ? was?.until : change.until
  const state: SurveyState = {
    project,
    surveyId,
    paused: change.paused ?? was?.paused ?? false,
    ...(from === undefined || from === null ? {} : { from }),
    ...(until === undefined || until === null ? {} : { until }),
    changedAt: now,
  }
  await store.setState(state)
  return state
}

/** A moment as people write it: a day is its midnight in UTC. `undefined`: it is none. */
export function momentOf(text: string): EpochMs | undefined {
  const isDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
  const at = isDate ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}
