import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'

/** The least that could answer a configuration: one route with the same bytes and the same headers. */
const body = process.argv[2] ?? ''
const app = new Hono()
const headers = { 'content-type': 'application/json', etag: '"x"', 'cache-control': 'public, max-age=60' }
app.get('/v1/projects/:key/config', (c) => c.body(body, 200, { ...headers, 'access-control-allow-origin': '*' }))
const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`bare route on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
