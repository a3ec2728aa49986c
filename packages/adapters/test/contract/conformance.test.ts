import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describeTransport, type TestTools, type TransportRow } from '@frankly/adapters/testing'
import { browserDestinations, serverDestinations } from '@frankly/testing/fakes'
import { afterAll, describe, expect, it } from 'vitest'
import { tableOf } from './table.ts'

const file = new URL('../../../../docs/reference/adapters-table.md', import.meta.url)
// Destinations stand beside each other, since most cells wait for a time limit; the cells of one go in turn.
const tools: TestTools = {
  describe: (name, body) => describe(name, { concurrent: true }, body),
  it: (name, body) => it(name, { concurrent: false }, body),
}
const rows: [string, TransportRow][] = [...browserDestinations, ...serverDestinations].map((one) => [
  one.name,
  describeTransport(one.name, one, tools),
])

afterAll(() => Promise.all(serverDestinations.map((one) => one.stop?.())))

// `FRANKLY_UPDATE=1` writes the page anew; otherwise it must be current. Runs last, so every row is full by then.
it('the table in docs/reference is what the tests saw', () => {
  const table = tableOf(rows)
  expect(table).not.toContain('not run')
  if (process.env['FRANKLY_UPDATE'] || !existsSync(file)) writeFileSync(file, table)
  expect(readFileSync(file, 'utf8')).toBe(table)
})
