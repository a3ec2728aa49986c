import { CELLS, type Cell, HANG_MS, PATIENT_MS, type TransportUnderTest } from './cells.ts'

/** The two words that every test runner has. @public */
export interface TestTools {
  /** Groups tests. */
  describe(name: string, body: () => void): void
  /** Runs one. */
  it(name: string, body: () => Promise<void>): void
}

/** One row of the table: what each cell came to. @public */
export type TransportRow = Partial<Record<Cell, string>>

/**
 * The conformance suite that every adapter passes, for any test runner (vitest, jest, `node:test`): delivered means
 * delivered, trouble on the way is a retry with the destination's own floor, a refusal is told, a repeat is
 * recognised, nothing undeclared leaves, and no input breaks it.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test'
 * describeTransport('my-crm', { start: async (timeoutMs) => startMine(timeoutMs) }, { describe, it })
 * ```
 *
 * @returns the row, filled while the tests run: `ok`, or `– reason` for a cell that cannot be
 * @public
 */
export function describeTransport(name: string, subject: TransportUnderTest, tools: TestTools): TransportRow {
  const row: TransportRow = {}
  tools.describe(`${name}: conformance`, () => {
    for (const [cell, test] of Object.entries(CELLS) as [Cell, (typeof CELLS)[Cell]][]) {
      const reason = subject.without?.[cell]
      if (reason) {
        row[cell] = `– ${reason}`
        continue
      }
      tools.it(`${cell}`, async () => {
        const { transport, fake } = await subject.start(cell === 'timeout' ? HANG_MS : PATIENT_MS)
        try {
          const remark = await test({ transport, fake, subject })
          row[cell] = remark ? `ok (${remark})` : 'ok'
        } finally {
          await fake.close()
        }
      })
    }
  })
  return row
}
