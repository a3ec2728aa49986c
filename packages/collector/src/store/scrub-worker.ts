import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import type { ScrubTask } from './scrubber.ts'

/** Files up to this size are written anew without looking first, bytes: it takes a moment. */
const SMALL = 64 * 1024 * 1024
/** Bytes read at once. */
const PIECE = 4 * 1024 * 1024

/**
 * Takes erased words out of an SQLite file. `secure_delete` blanks what is deleted, but when rows move to another page
 * their old copies stay in the unused middle of the page: only writing the file anew takes those out. The log is emptied
 * before and after. The main thread holds its connection meanwhile, so nobody else writes.
 */
function scrub({ path, needles }: ScrubTask): boolean {
  const database = new DatabaseSync(path)
  try {
    database.exec('pragma busy_timeout = 5000; pragma secure_delete = on')
    if (!emptyLog(database)) return false
    if (needles && statSync(path).size > SMALL && !holds(path, needles)) return true
    database.exec('vacuum')
    return emptyLog(database)
  } finally {
    database.close()
  }
}

/** Whether the log is empty now; a reader beside us, such as an export, can hold it. */
function emptyLog(database: DatabaseSync): boolean {
  return database.prepare('pragma wal_checkpoint(truncate)').get()?.['busy'] === 0
}

/** Whether any of the texts stands in the file. */
function holds(path: string, needles: readonly string[]): boolean {
  const longest = Math.max(0, ...needles.map((needle) => needle.length))
  const file = openSync(path, 'r')
  try {
    const piece = Buffer.alloc(PIECE + longest)
    let kept = 0
    for (;;) {
      const read = readSync(file, piece, kept, PIECE, null)
      if (read === 0) return false
      const text = piece.subarray(0, kept + read)
      if (needles.some((needle) => text.includes(needle))) return true
      kept = Math.min(longest, text.length)
      text.copy(piece, 0, text.length - kept)
    }
  } finally {
    closeSync(file)
  }
}

parentPort?.postMessage(scrub(workerData as ScrubTask))
