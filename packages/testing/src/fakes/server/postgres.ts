import { createPostgresAdapter, postgresTable } from '@frankly/adapters/postgres'
import type { FakeMode } from '@frankly/adapters/testing'
import pg from 'pg'
import { startPostgres } from '../../postgres.ts'
import { shared } from '../../services/index.ts'
import { type DestinationCase, shapeFault } from '../base.ts'
import { type Held, startWire } from './wire.ts'

const server = shared(startPostgres)

/** What the server raises in each mode: a rule of the table, a full disk. */
const STATES: Partial<Readonly<Record<FakeMode, string>>> = { refuse: '23514', down: '53100' }

/** A trigger that raises what the only row of `trouble` names: the server's own error, on its own wire. */
const TROUBLE = `${postgresTable()};
create table trouble (state text);
create function fail() returns trigger language plpgsql as $$
declare said text;
begin
  select state into said from trouble;
  if said is not null then raise exception 'no' using errcode = said; end if;
  return new;
end $$;
create trigger fail before insert on frankly_deliveries for each row execute function fail()`

/** A table of a real PostgreSQL. */
export const postgres: DestinationCase = {
  name: 'postgres',
  refusal: 'pg_23514',
  without: {
    'own word': 'a statement succeeds or fails',
    '429 with floor': 'PostgreSQL names no wait',
  },
  stop: server.stop,
  start: async (timeoutMs) => {
    const { port, database } = await server.get()
    const url = new URL(await database())
    const admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    await admin.query(TROUBLE)
    const seen = new Map<string, Held>()
    const fake = await startWire({
      port,
      sends: (piece) => piece.includes('insert into'),
      arrange: async (mode) => {
        await admin.query('delete from trouble')
        const state = STATES[mode]
        if (state) await admin.query('insert into trouble values ($1)', [state])
      },
      held: async () => {
        const { rows } = await admin.query<{ id: string; payload: unknown }>(
          'select id, payload from frankly_deliveries',
        )
        // An erasure takes rows away; what was once there is still looked into.
        for (const { id, payload } of rows)
          seen.set(id, { key: id, raw: JSON.stringify(payload), fault: shapeFault('event', payload) })
        return [...seen.values()]
      },
      close: () => admin.end(),
    })
    url.port = String(fake.port)
    const transport = createPostgresAdapter({ connectionString: url.href, timeoutMs })
    return { transport, fake: { ...fake, close: () => transport.close().finally(fake.close) } }
  },
}
