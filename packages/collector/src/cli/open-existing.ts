import { existsSync } from 'node:fs'
import { openBucket } from '../bucket.ts'
import type { ResolvedOptions } from '../options/options.ts'
import { type Store, StoreInUse, StoreRefusal } from '../store/ports.ts'
import { openStore } from '../store/store.ts'
import { UsageError } from './command.ts'

/**
 * Opens the store that a collector has made, for reading or for a small change beside it. Makes nothing.
 * @throws StoreRefusal when there is none at this place
 */
export async function openExisting({ store: url, s3 }: ResolvedOptions, how: 'reading' | 'changing'): Promise<Store> {
  refuseMissing(url)
  const rights = how === 'reading' ? { readOnly: true } : { beside: true }
  return openStore({ url, now: Date.now(), bucket: await openBucket(s3), ...rights })
}

/**
 * The same for erasing. Where no collector runs on an SQLite file it is held, so that the words are taken out of the file
 * before this process ends; a running collector does that itself, within seconds.
 * @throws StoreRefusal when there is none at this place
 */
export async function openForErasing(options: ResolvedOptions): Promise<Store> {
  refuseMissing(options.store)
  try {
    return await openStore({ url: options.store, now: Date.now(), bucket: await openBucket(options.s3) })
  } catch (error) {
    if (!(error instanceof StoreInUse)) throw error
    return openExisting(options, 'changing')
  }
}

function refuseMissing(url: string): void {
  const path = /^sqlite:(.+)$/.exec(url)?.[1]
  if (path !== undefined && path !== ':memory:' && !existsSync(path)) {
    throw new StoreRefusal(`there is no store at ${path}: name the folder with --data, or the store with --store`)
  }
}

/**
 * Sees to it that a named project is known: in the configuration, or in the store from an earlier one.
 * @throws UsageError
 */
export async function projectNamed(
  store: Pick<Store, 'responses'>,
  { projects }: ResolvedOptions,
  project: string | undefined,
): Promise<void> {
  if (project === undefined || projects.has(project)) return
  if ((await store.responses({ project, limit: 1 })).length > 0) return
  const known = [...projects.keys()]
  const hint = known.length > 0 ? `the configuration has ${known.join(', ')}` : 'no configuration names any'
  throw new UsageError(`--project: no project "${project}" here; ${hint}`)
}
