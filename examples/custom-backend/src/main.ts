import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Pool } from 'pg'
import { createEndpoint, TABLE } from './endpoint.ts'

const pool = new Pool({ connectionString: process.env['DATABASE_URL'] })
// A database that restarts must not end this process: requests get 503 meanwhile.
pool.on('error', (cause) => console.error(`database: ${cause.message}`))
await pool.query(TABLE)
const app = createEndpoint(pool)
app.use('*', serveStatic({ root: `${import.meta.dirname}/../dist` }))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env['PORT'] ?? 4100) }, ({ port }) => {
  console.log(`custom backend listening on http://127.0.0.1:${port}`)
})
