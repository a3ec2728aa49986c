import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describeTransport, type TransportRow } from '@frankly/adapters/testing'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { afterAll, describe, expect, it } from 'vitest'
import { tableOf } from './table.ts'

const file = new URL('../../../../docs/reference/adapters-table.md', import.meta.url)
const rows: [string, TransportRow][] = [...browserDestinations, ...serverDestinations].map((one) => [
  one.name,
  describeTransport(one.name, one, { describe, it }),
])

afterAll(() => Promise.all(serverDestinations.map((one) => one.stop?.())))

// `FRANKLY_UPDATE=1` writes the page anew; otherwise it must be current. Runs last, so every row is full by then.
it('the table in docs/reference is what the tests saw', () => {
  const table = tableOf(rows)
  expect(table).not.toContain('not run')
  if (process.env['FRANKLY_UPDATE'] || !existsSync(file)) writeFileSync(file, table)
  expect(readFileSync(file, 'utf8')).toBe(table)
})
