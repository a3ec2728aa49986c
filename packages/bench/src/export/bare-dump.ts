import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** The least that an export could be: a cursor over the rows in the order of arrival, each body a line. */
const [, , store = ''] = process.argv
const ALL = 'select * from responses where erased = 0 order by received_at, project, id'

async function* bodies(): AsyncGenerator<string> {
  if (store.startsWith('sqlite:')) {
    const database = new DatabaseSync(store.slice(7), { readOnly: true })
    for (const row of database.prepare(ALL).iterate()) yield String(row['body'])
    return
  }
  const client = new pg.Client({ connectionString: store })
  await client.connect()
  await client.query('begin')
  await client.query(`declare dump cursor for ${ALL}`)
  for (;;) {
    const { rows } = await client.query<{ body: string }>('fetch 500 from dump')
    if (rows.length === 0) break
    for (const { body } of rows) yield body
  }
  await client.end()
}

let lines: string[] = []
for await (const body of bodies()) {
  lines.push(body)
  if (lines.length < 500) continue
  if (!process.stdout.write(`${lines.join('\n')}\n`)) await once(process.stdout, 'drain')
  lines = []
}
process.stdout.write(`${lines.join('\n')}\n`)
