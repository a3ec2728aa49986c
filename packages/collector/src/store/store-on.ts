import { sql } from 'kysely'
import { outboxOn } from './outbox.ts'
import type { Store } from './ports.ts'
import { putItems } from './put.ts'
import { reads } from './reads.ts'
import type { Engine } from './schema.ts'
import { writes } from './writes.ts'

/** The store on an open engine whose tables are up to date. */
export function storeOn(engine: Engine): Store {
  return {
    engine: engine.name,
    writers: engine.writers,
    isDataFault: (error) => engine.isDataFault(error),
    put: (items) => putItems(engine, items),
    ...reads(engine),
    ...writes(engine),
    outbox: outboxOn(engine),
    async ping() {
      await sql`select 1`.execute(engine.db)
    },
    close: () => engine.close(),
  }
}
