import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { diskOf } from '../../http/readiness.ts'
import type { ResolvedOptions } from '../../options/options.ts'
import { connectSpool } from '../../spool/connection.ts'
import type { Store } from '../../store/ports.ts'
import { findingLines } from '../../surveys/configured.ts'
import { createLibrary } from '../../surveys/library.ts'
import { openExisting } from '../open-existing.ts'
import { openToOthers } from '../readable-files.ts'
import { type Finding, finding, wordsOf } from './finding.ts'

/** Clocks may differ by so much before deliveries and signatures suffer, ms. */
export const CLOCK_MS = 30_000

/** Files and folders: who may read them, whether they may be written, how much room there is. */
export async function lookAtFiles(options: ResolvedOptions, files: readonly string[]): Promise<readonly Finding[]> {
  const open = openToOthers(files.filter((file) => existsSync(file)))
  const found = open.map((file) =>
    finding('warn', 'permissions', `everybody on this machine may read ${file}: chmod 600 ${file}`),
  )
  if (open.length === 0)
    found.push(finding('ok', 'permissions', 'secrets and configuration are read by their owner alone'))
  const path = sqlitePath(options)
  if (!path) return [...found, finding('skip', 'disk', 'the answers lie in PostgreSQL: look at the disk of its server')]
  const folder = dirname(path)
  if (!existsSync(folder))
    return [...found, finding('warn', 'disk', `${folder} is not there yet; "frankly serve" makes it`)]
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch {
    found.push(
      finding(
        'fail',
        'permissions',
        `${folder} may not be written by this user: give it the right, or name another folder with --data`,
      ),
    )
  }
  const full = await diskOf(folder)
  found.push(
    full
      ? finding('fail', 'disk', `${folder}: ${full}; free some space`)
      : finding('ok', 'disk', `room on the disk of ${folder}`),
  )
  return found
}

export function sqlitePath({ store }: ResolvedOptions): string | undefined {
  return /^sqlite:(?!:memory:)(.+)$/.exec(store)?.[1]
}

/** [SV2] [SV3] Surveys of the configuration that are not taken, with the difference and the cure. */
async function lookAtSurveys(
  { surveys }: Pick<Store, 'surveys'>,
  { projects }: ResolvedOptions,
): Promise<readonly Finding[]> {
  const found = (await createLibrary(surveys, projects).findings()).map(findingLines)
  const taken = found.filter((lines) => lines.length === 0).length
  return [
    finding('ok', 'surveys', `${taken} of ${found.length} are taken as they stand in the configuration`),
    ...found.flatMap((lines) => (lines.length > 0 ? [finding('warn', 'surveys', lines.join('\n'))] : [])),
  ]
}

/** The store: whether it answers, is up to date, and agrees about the time. */
export async function lookAtStore(options: ResolvedOptions, now: number): Promise<readonly Finding[]> {
  const path = sqlitePath(options)
  if (path && !existsSync(path)) return [finding('warn', 'store', `${path} is not there yet; "frankly serve" makes it`)]
  let store: Store
  try {
    store = await openExisting(options, 'reading')
  } catch (error) {
    return [finding('fail', 'store', wordsOf(error))]
  }
  try {
    const [pending, at, counts] = [await store.pending(), await store.time(), await store.counts()]
    const where = path ?? 'PostgreSQL'
    const found = [
      pending > 0
        ? finding(
            'fail',
            'store',
            `${where}: ${pending} migrations are not taken; run "frankly migrate", or start the collector`,
          )
        : finding('ok', 'store', `${where}: ${counts.responses} answers, tables up to date`),
    ]
    if (pending === 0) found.push(...(await lookAtSurveys(store, options)))
    if (counts.deadLetters > 0)
      found.push(finding('warn', 'store', `${counts.deadLetters} dead letters: see GET /v1/dead-letters`))
    if (counts.outboxDead > 0)
      found.push(finding('warn', 'store', `${counts.outboxDead} deliveries were given up: frankly outbox list`))
    if (store.engine === 'postgres') found.push(clockAgainst('PostgreSQL', at, now))
    return found
  } catch (error) {
    return [finding('fail', 'store', wordsOf(error))]
  } finally {
    await store.close()
  }
}

/** Compares this machine's clock with another one. */
export function clockAgainst(whose: string, at: number, now: number): Finding {
  const apart = Math.round((now - at) / 1000)
  if (Math.abs(now - at) <= CLOCK_MS) return finding('ok', 'clock', `agrees with that of ${whose}`)
  const side = apart > 0 ? 'ahead of' : 'behind'
  return finding('fail', 'clock', `${Math.abs(apart)} s ${side} that of ${whose}: let NTP set both`)
}

/** The spool, if there is one. */
export async function lookAtSpool({ spool }: ResolvedOptions): Promise<readonly Finding[]> {
  if (!spool) return []
  try {
    const { nats, manager } = await connectSpool(spool)
    const { state, cluster } = await manager.streams.info(spool.stream)
    await nats.close()
    const leader = cluster?.leader ? `, leader ${cluster.leader}` : ''
    return [finding('ok', 'spool', `stream ${spool.stream} answers${leader}; ${state.messages} messages wait`)]
  } catch (error) {
    return [finding('fail', 'spool', wordsOf(error))]
  }
}
