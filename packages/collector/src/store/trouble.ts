import { BucketTrouble } from './ports.ts'

/** Trouble of the engine or of the bucket, in words that say what to do. */
export interface StoreTrouble {
  /** The cause and what to do, one sentence each. */
  readonly message: string
}

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const SQLITE: Readonly<Record<number, string>> = {
  3: 'permission to the SQLite file was refused: let the user that runs the collector write to its folder',
  5: 'another program holds the SQLite file: end it, or give it a copy made by "frankly export"',
  6: 'another program holds a table of the SQLite file: end it',
  7: 'the memory is full: give the process more',
  8: 'the SQLite file can only be read: let the user that runs the collector write to the file and its folder',
  10: 'the disk failed while the SQLite file was read or written: look at the disk, and at its quota',
  11: 'the SQLite file is damaged: stop the collector and restore a copy',
  13: 'the disk is full: free some space on the disk that holds the data folder',
  14: 'the SQLite file cannot be opened: look whether its folder exists and may be written',
  26: 'the file is no SQLite file: give another path, or move it away',
}

/** SQLSTATE classes and codes of PostgreSQL; the longer one counts first. */
const POSTGRES: Readonly<Record<string, string>> = {
  '53100': 'the disk of the PostgreSQL server is full: free some space there',
  '53200': 'the PostgreSQL server is out of memory',
  '53300': 'the PostgreSQL server has no free connections: raise max_connections, or end some',
  '53': 'the PostgreSQL server is short of something',
  '57': 'the PostgreSQL server was stopped or told to end the query: it is tried again',
  '58': 'the disk of the PostgreSQL server failed',
  '08': 'the connection to the PostgreSQL server broke: it is tried again',
  '28': 'the PostgreSQL server refused the user or password: look at the address in "store"',
  '3D': 'the database does not exist: create it, or name another one in "store"',
  '42501': 'the PostgreSQL user may not do this: grant it the tables',
  '25006': 'the PostgreSQL server can only be read: name the primary in "store"',
  XX: 'the PostgreSQL server reports damage: look at its log',
}

/** Codes of Node for a server that cannot be reached. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|EPIPE)$/

/** What is wrong with the store, if the error is the store's: the first cause, not what went wrong after it. */
export function troubleOf(error: unknown): StoreTrouble | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at instanceof BucketTrouble) return at
    const words = wordsOf(at as Error & { readonly code?: unknown; readonly errcode?: unknown })
    if (words) return { message: at.message ? `${words} (${at.message})` : words }
  }
  return undefined
}

function wordsOf(error: Error & { readonly code?: unknown; readonly errcode?: unknown }): string | undefined {
  const { code, errcode } = error
  if (typeof errcode === 'number') return SQLITE[errcode & 0xff] ?? `SQLite reports trouble ${errcode}`
  if (typeof code !== 'string') {
    return /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
      ? 'the PostgreSQL server does not answer'
      : undefined
  }
  if (NETWORK.test(code))
    return 'the PostgreSQL server cannot be reached: look whether it runs and at the address in "store"'
  if (!/^[0-9A-Z]{5}$/.test(code)) return undefined
  return POSTGRES[code] ?? POSTGRES[code.slice(0, 2)]
}
