import type { EpochMs, Response } from '@frankly/core'
import { laneOf } from '../ingest/lane.ts'
import { quotasFor } from '../ingest/modes.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { erasureEntries, outboxEntries } from '../outbox/entries.ts'
import { tellAll } from '../store/outbox-rows.ts'
import type { Cursor, Store, StoredResponse } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'

/** Which held responses: one as a person saw it, or all of a project that came before a moment. */
export type HeldChoice =
  | { readonly project: string; readonly id: string; readonly revision?: number }
  | {
      readonly project?: string
      /** Only of these. Default: all. */
      readonly projects?: readonly string[]
      readonly reason?: string
      readonly until: EpochMs
    }

/** What became of them. */
export interface HeldResult {
  readonly done: number
  /** Released, replaced or erased by somebody else meanwhile: left as they are. */
  readonly changed: number
}

/** What deciding about held responses takes. */
export interface QuarantineDeps {
  readonly store: Pick<Store, 'response' | 'responses' | 'release' | 'erase'>
  readonly options: Pick<ResolvedOptions, 'projects'>
  newId(): string
  /** Whether who decides may see it. Default: all. */
  sees?(row: StoredResponse): boolean
}

const PAGE = 200

/** Lets held responses count: from now on they are like any other, and their deliveries go, once. */
export function releaseHeld(deps: QuarantineDeps, choice: HeldChoice, now: EpochMs): Promise<HeldResult> {
  return forEach(deps, choice, (row) => {
    const project = deps.options.projects.get(row.project)
    const response = JSON.parse(row.body) as Response
    const survey = wordsAsked(project, row.surveyId, row.surveyVersion)
    const entries = project ? outboxEntries(project, response, survey, laneOf(response, survey), now) : []
    const outbox = tellAll(entries, row.alsoSaid ?? [])
    const quotas = survey?.quotas ? { quotas: quotasFor(survey, response) } : {}
    const { project: key, id, revision, surveyId } = row
    return deps.store.release({ project: key, id, revision, surveyId, ...quotas, outbox }, now)
  })
}

/** Deletes held responses for good; a late resend does not bring them back. Who heard of an earlier revision forgets it. */
export function discardHeld(deps: QuarantineDeps, choice: HeldChoice, at: EpochMs): Promise<HeldResult> {
  return forEach(deps, choice, async (row) => {
    const now = await deps.store.response(row.project, row.id)
    if (now?.quarantine === undefined || now.revision !== row.revision) return false
    const project = deps.options.projects.get(row.project)
    const mayBeKnown = project !== undefined && row.revision > 1
    const tell = (ids: readonly string[]) => (mayBeKnown ? erasureEntries(project, deps.newId(), ids, at) : [])
    return (await deps.store.erase({ project: row.project, ids: [row.id], at, tell })).responses > 0
  })
}

async function forEach(
  { store, sees = () => true }: QuarantineDeps,
  choice: HeldChoice,
  act: (row: StoredResponse) => Promise<boolean>,
): Promise<HeldResult> {
  let done = 0
  let changed = 0
  const one = async (row: StoredResponse | undefined) => ((await (row && act(row))) ? done++ : changed++)
  if ('id' in choice) {
    const row = await store.response(choice.project, choice.id)
    const isSame = row?.quarantine !== undefined && (choice.revision ?? row.revision) === row.revision
    await one(isSame && sees(row) ? row : undefined)
    return { done, changed }
  }
  const { project, projects, reason, until } = choice
  const query = {
    list: 'held' as const,
    ...(project ? { project } : {}),
    ...(projects ? { projects } : {}),
    ...(reason ? { quarantine: reason } : {}),
  }
  let after: Cursor | undefined
  for (;;) {
    const rows = await store.responses({ ...query, limit: PAGE, ...(after ? { after } : {}) })
    // Only responses that the person has seen are decided.
    for (const row of rows) if (row.receivedAt <= until && sees(row)) await one(row)
    after = rows.at(-1)
    if (rows.length < PAGE || (after && after.receivedAt > until)) return { done, changed }
  }
}
