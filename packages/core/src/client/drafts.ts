import type { Run } from '../engine/run-state.ts'
import type { EpochMs, ResponseId, SurveyId } from '../model/ids.ts'
import type { KeyValueStore } from '../platform/platform.ts'

const DAY = 86_400_000

/** A run that can be taken up again. Written only after the customer answered something. @public */
export interface Draft {
  readonly responseId: ResponseId
  /** The latest revision given out. */
  readonly revision: number
  readonly run: Run
  readonly at: EpochMs
  readonly receiptCode?: string
}

/** Keeps one draft for each survey and subject. Loss of a draft is no loss of answers: those are with the queue. @internal */
export interface Drafts {
  read(surveyId: SurveyId, subjectId: string | undefined, now: EpochMs): Promise<Draft | undefined>
  write(surveyId: SurveyId, subjectId: string | undefined, draft: Draft): void
  remove(surveyId: SurveyId, subjectId: string | undefined): void
}

/** @param keepMs - older drafts are not taken up; 0: none are kept. @internal */
export function createDrafts(store: KeyValueStore, project: string, keepMs: number): Drafts {
  const keyOf = (surveyId: SurveyId, subjectId = '') => `frankly.${project}.draft.${surveyId}.${subjectId}`
  return {
    async read(surveyId, subjectId, now) {
      if (keepMs <= 0) return
      const key = keyOf(surveyId, subjectId)
      const draft = parse(await store.get(key).catch(() => undefined))
      if (!draft) return
      // one from the future was written by a clock that was wrong: nobody knows how old it is
      if (draft.run.surveyId === surveyId && now - draft.at < keepMs && draft.at < now + DAY) return draft
      void store.remove(key).catch(() => {})
      return
    },
    write(surveyId, subjectId, draft) {
      if (keepMs > 0) void store.set(keyOf(surveyId, subjectId), JSON.stringify(draft)).catch(() => {})
    },
    remove(surveyId, subjectId) {
      void store.remove(keyOf(surveyId, subjectId)).catch(() => {})
    },
  }
}

function parse(text: string | undefined): Draft | undefined {
  try {
    const draft = JSON.parse(text ?? '') as Partial<Draft> | null
    const { run, responseId, revision, at } = draft ?? {}
    const isDraft =
      typeof responseId === 'string' && Number.isInteger(revision) && typeof at === 'number' && isRecord(run?.answers)
    return isDraft ? (draft as Draft) : undefined
  } catch {
    return
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
