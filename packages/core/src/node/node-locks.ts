import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock, Locks } from '../platform/platform.ts'
import type { SharedFile } from './shared-file.ts'

/** The table of who holds what until when, epoch ms. */
export const LOCKS =
  'create table if not exists locks (name text primary key, holder text, host text, pid int, until int) without rowid;'

/** A hold ends by itself after so long, ms: longer than the 20 s of one pass over what waits [Q20]. */
const HOLD_MS = 30_000

/** Locks between the processes that share a file. One that died without letting go is passed over at once. */
export function createNodeLocks(file: SharedFile, clock: Clock): Locks {
  const here = { host: hostname(), pid: process.pid }
  const take = (database: DatabaseSync, name: string, holder: string): boolean => {
    const now = clock.now()
    const held = database.prepare('select holder, host, pid, until from locks where name = ?').get(name)
    const until = Number(held?.['until'] ?? 0)
    // further ahead than any hold: the clock was set back
    const isFresh = held?.['holder'] !== holder && until > now && until <= now + HOLD_MS
    if (held && isFresh && !(held['host'] === here.host && isGone(Number(held['pid'])))) return false
    database
      .prepare('insert or replace into locks (name, holder, host, pid, until) values (?, ?, ?, ?, ?)')
      .run(name, holder, here.host, here.pid, now + HOLD_MS)
    return true
  }
  const letGo = (database: DatabaseSync, name: string, holder: string): void => {
    database.prepare('delete from locks where name = ? and holder = ?').run(name, holder)
  }
  return {
    async tryHold(name, work) {
      const holder = randomUUID()
      // A lock only saves traffic: where the file fails, the work is done without one.
      if (quietly(file, (database) => take(database, name, holder)) === false) return false
      try {
        await work(new AbortController().signal)
      } finally {
        quietly(file, (database) => letGo(database, name, holder))
      }
      return true
    },
    async own(name) {
      const holder = randomUUID()
      const renew = (): boolean | undefined => quietly(file, (database) => take(database, name, holder))
      const taken = renew()
      if (!taken) return { is: taken === undefined ? 'unknown' : 'elsewhere' }
      const timer = setInterval(renew, HOLD_MS / 3)
      timer.unref()
      const release = (): void => {
        clearInterval(timer)
        quietly(file, (database) => letGo(database, name, holder))
      }
      return { is: 'own', release }
    },
  }
}

function quietly<Value>(file: SharedFile, work: (database: DatabaseSync) => Value): Value | undefined {
  try {
    return file.run(work)
  } catch {
    return undefined
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (cause) {
    return (cause as { code?: string }).code === 'ESRCH'
  }
}
