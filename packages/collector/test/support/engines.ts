import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type PostgresServer, startPostgres } from '@frankly/testing/postgres'
import { afterAll, beforeAll } from 'vitest'

/** Places for stores of both engines, which go when the test file ends. */
export interface Engines {
  /** Of SQLite files. */
  readonly folder: string
  /** The PostgreSQL server; not before the tests begin. */
  server(): PostgresServer
}

/** Makes a folder, and starts a PostgreSQL server before the tests of this file. */
export function useEngines(name: string): Engines {
  const folder = mkdtempSync(join(tmpdir(), `frankly-${name}-`))
  let server: PostgresServer | undefined
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server?.stop()
  })
  return { folder, server: () => server! }
}
