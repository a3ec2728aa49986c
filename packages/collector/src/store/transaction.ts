import type { Transaction } from 'kysely'
import type { Engine, Tables } from './schema.ts'

/** Thrown inside a transaction whose view of the rows was overtaken by another collector: run it again. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** Runs `work` in a transaction; again, up to 8 times, when the engine or a race asks for it. `attempt` counts from 1. */
export async function inTransaction<T>(
  engine: Engine,
  work: (trx: Transaction<Tables>, attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let first: { readonly cause: unknown } | undefined
    const noting = async (trx: Transaction<Tables>) => {
      try {
        return await work(trx, attempt)
      } catch (cause) {
        first = { cause }
        throw cause
      }
    }
    try {
      return await engine.db.transaction().execute(noting)
    } catch (last) {
      // Rolling back on a broken connection fails too: the first error is the one to report.
      const error = first ? first.cause : last
      if (attempt === 8) throw error
      // The other writer has committed: try again at once.
      if (error instanceof Overtaken) continue
      if (!engine.canRetry(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt))
    }
  }
}
