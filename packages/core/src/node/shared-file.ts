import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { FeedbackError } from '../model/errors.ts'

/** How long a process waits for another that writes, ms. */
const BUSY_MS = 5000
/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGED: readonly unknown[] = [11, 26]

/** A SQLite file that several processes may use, opened when it is needed. */
export interface SharedFile {
  /** Runs `work` on the open file; what it writes is one transaction and on the disk afterwards. */
  run<Value>(work: (database: DatabaseSync) => Value): Value
  /** Lets go of the file; the next call opens it again. */
  close(): void
}

/**
 * A damaged file is set aside under a name of its own, and a new one begun: what cannot be read must not stop what
 * comes. Folder and file can be read by their owner only, since answers lie in them.
 * @param setAside told where the damaged file lies now
 * @throws FeedbackError `option-invalid` on a Node without `node:sqlite`
 */
export function createSharedFile(path: string, tables: string, setAside: (to: string) => void): SharedFile {
  // Not imported: an older Node would fail with a stack, and could not sign facts either.
  const sqlite = process.getBuiltinModule?.('node:sqlite')
  if (!sqlite) {
    const wanted = 'Node 22.16 or newer, which has node:sqlite'
    throw new FeedbackError('option-invalid', {
      path: 'createNodePlatform',
      found: `Node ${process.versions.node}`,
      wanted,
    })
  }
  let database: DatabaseSync | undefined
  let inode: bigint | undefined

  function open(): DatabaseSync {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    const opened = new sqlite.DatabaseSync(path)
    try {
      // The rollback journal, not the write-ahead log: changing to that needs the file for oneself, which two processes
      // that start together do not get. `extra` also writes the folder, so that a power cut cannot undo a commit.
      opened.exec(`pragma busy_timeout = ${BUSY_MS}; pragma synchronous = extra;`)
      if (opened.prepare('pragma quick_check(1)').get()?.['quick_check'] !== 'ok')
        throw Object.assign(new Error('the file is damaged'), { errcode: DAMAGED[0] })
      opened.exec(tables)
    } catch (cause) {
      opened.close()
      throw cause
    }
    inode = inodeOf(path)
    return opened
  }

  function close(): void {
    database?.close()
    database = undefined
  }

  function once<Value>(work: (database: DatabaseSync) => Value): Value {
    // another process set the file aside, or somebody removed it: what is written must be found by its name
    if (database && inodeOf(path) !== inode) close()
    database ??= open()
    database.exec('begin immediate')
    try {
      const value = work(database)
      database.exec('commit')
      return value
    } catch (cause) {
      // a full disk ends the transaction by itself, and the cause must not be hidden by that
      if (database.isTransaction) database.exec('rollback')
      throw cause
    }
  }

  return {
    run(work) {
      try {
        return once(work)
      } catch (cause) {
        if (!DAMAGED.includes(primaryCode(cause))) throw cause
        close()
        setAside(moveAside(path))
        return once(work)
      }
    },
    close,
  }
}

function primaryCode(cause: unknown): number {
  return ((cause as { errcode?: number } | null)?.errcode ?? 0) & 0xff
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino
}

function moveAside(path: string): string {
  for (let n = 1; ; n++) {
    const to = `${path}.damaged-${n}`
    if (existsSync(to)) continue
    renameSync(path, to)
    // Its rollback journal belongs to it; beside a new file it would be played into that.
    if (existsSync(`${path}-journal`)) renameSync(`${path}-journal`, `${to}-journal`)
    return to
  }
}
