import type { ProjectKey } from '@frankly/core'
import type { ResolvedOptions, ResolvedProject } from '../options/options.ts'
import type { Clock, Log } from '../platform.ts'
import type { Store } from '../store/ports.ts'
import { findingLines } from './configured.ts'
import { createLibrary, type Library } from './library.ts'

/** What is published beside a running collector is asked within this time, ms. */
export const REFRESH_MS = 10_000

/** The projects of a running collector, as they stand. */
export interface LiveProjects {
  /** The same map for ever; its values are replaced. */
  readonly projects: ReadonlyMap<ProjectKey, ResolvedProject>
  readonly library: Library
  /** Reads what was published, paused or scheduled, here or beside, and which schedules have begun or ended. */
  refresh(): Promise<void>
}

/** Publishes what is new in the configuration, says what is not taken, and reads what is asked. */
export async function openProjects(
  store: Pick<Store, 'surveys'>,
  { projects: configured }: Pick<ResolvedOptions, 'projects'>,
  clock: Clock,
  log: Log,
): Promise<LiveProjects> {
  const library = createLibrary(store.surveys, configured)
  for (const line of (await library.publishConfigured(clock.now())).flatMap(findingLines)) log(line)
  const projects = new Map(configured)
  const refresh = async () => {
    for (const [key, project] of await library.projects(clock.now())) projects.set(key, project)
  }
  await refresh()
  return { projects, library, refresh }
}

/** The options with the projects as they stand, for a command that reads a store beside a collector. */
export async function withPublished(
  store: Pick<Store, 'surveys'>,
  options: ResolvedOptions,
  clock: Clock,
): Promise<ResolvedOptions> {
  return { ...options, projects: await createLibrary(store.surveys, options.projects).projects(clock.now()) }
}
