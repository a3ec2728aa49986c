import { type ResolvedSpool, readSpool } from '../../src/options/read-spool.ts'
import { Reader } from '../../src/options/reader.ts'

/** The spool that the configuration would give. */
export function resolvedSpool(servers: readonly string[], more: object = {}): ResolvedSpool {
  const read = new Reader({}, '/')
  const spool = readSpool(read, { servers, ...more })
  if (!spool || read.faults.length > 0) throw new Error(JSON.stringify(read.faults))
  return spool
}
