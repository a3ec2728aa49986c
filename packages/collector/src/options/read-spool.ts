import type { Reader, Secret } from './reader.ts'

/** NATS JetStream before the store, for spikes: an answer is told stored when the spool has it on its disks. @public */
export interface SpoolOptions {
  /** `nats://host:4222` or `tls://host:4222`, one or several of one cluster. */
  readonly servers: string | readonly string[]
  /** Stream of the answers; made when it is not there. Default `FRANKLY`. */
  readonly stream?: string
  /** Copies of each answer on as many nodes, 1 to 5. Read when the stream is made. Default 3, or 1 with a single server. */
  readonly replicas?: number
  /** Bytes that may wait; what comes then is told to come later. Read when the stream is made. Default 1,000,000,000. */
  readonly maxBytes?: number
  /** Name and password. */
  readonly user?: string
  /** Goes with `user`. */
  readonly password?: Secret
  /** In place of both. */
  readonly token?: Secret
  /** Does this collector also write what waits into the store? Default `true`; one of a group must. */
  readonly writes?: boolean
}

/** The same, complete. @public */
export interface ResolvedSpool {
  /** At least one. */
  readonly servers: readonly string[]
  /** Name of the stream. */
  readonly stream: string
  /** Copies. */
  readonly replicas: number
  /** Bytes that may wait. */
  readonly maxBytes: number
  /** Who the collector is to NATS. */
  readonly login: { readonly user?: string; readonly pass?: string; readonly token?: string }
  /** Whether it writes into the store. */
  readonly writes: boolean
}

const NAMES = ['servers', 'stream', 'replicas', 'maxBytes', 'user', 'password', 'token', 'writes']

/** Reads `spool`; absent: answers go straight to the store. */
export function readSpool(read: Reader, value: unknown): ResolvedSpool | undefined {
  if (value === undefined) return undefined
  const it = read.object(value, 'spool', NAMES)
  const servers = readServers(read, it['servers'])
  const stream = read.text(it['stream'], 'spool.stream') ?? 'FRANKLY'
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(stream)) read.fault('spool.stream', stream, 'a name of letters, digits, _ and -')
  const user = read.text(it['user'], 'spool.user')
  const pass = read.secret(it['password'], 'spool.password')
  const token = read.secret(it['token'], 'spool.token')
  if ((it['user'] === undefined) !== (it['password'] === undefined))
    read.fault('spool.user', it['user'], 'both "user" and "password", or neither')
  return {
    servers,
    stream,
    replicas: read.whole(it['replicas'], 'spool.replicas', 1, 5) ?? (servers.length > 1 ? 3 : 1),
    maxBytes: read.whole(it['maxBytes'], 'spool.maxBytes', 1_000_000, Number.MAX_SAFE_INTEGER) ?? 1_000_000_000,
    login: { ...(user ? { user } : {}), ...(pass ? { pass } : {}), ...(token ? { token } : {}) },
    writes: read.flag(it['writes'], 'spool.writes') ?? true,
  }
}

function readServers(read: Reader, value: unknown): readonly string[] {
  const given = typeof value === 'string' ? [value] : value
  if (!Array.isArray(given) || given.length === 0) {
    read.fault('spool.servers', value, 'the address of a NATS server such as nats://127.0.0.1:4222, or a list of them')
    return []
  }
  return given.map((entry, i) => {
    if (typeof entry === 'string' && /^(nats|tls):\/\/[^\s/@]+$/.test(entry)) return entry
    const hint = 'name and password stand in "user" and "password"'
    read.fault(`spool.servers[${i}]`, entry, 'an address such as nats://127.0.0.1:4222', hint)
    return ''
  })
}
