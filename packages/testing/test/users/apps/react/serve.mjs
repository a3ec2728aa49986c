// Serves one build: `/` as it was built, `/string` and `/stream` rendered by React on this server.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { Writable } from 'node:stream'
import { asStream, asString } from './dist-server/server.js'

const build = process.argv[2]
const types = { '.js': 'text/javascript', '.html': 'text/html', '.css': 'text/css' }

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://app')
  const html = () => readFileSync(join(build, 'index.html'), 'utf8')
  try {
    if (pathname === '/string') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html().replace('<!--app-->', asString()))
    } else if (pathname === '/stream') {
      const [before, after] = html().split('<!--app-->')
      response.writeHead(200, { 'content-type': 'text/html' }).write(before)
      const sink = new Writable({
        write: (chunk, encoding, done) => response.write(chunk, encoding, done),
        final(done) {
          response.end(after)
          done()
        },
      })
      await asStream(sink)
    } else {
      const path = pathname === '/' ? '/index.html' : pathname
      response
        .writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' })
        .end(readFileSync(join(build, path)))
    }
  } catch (error) {
    console.error(error)
    if (!response.headersSent) response.writeHead(error.code === 'ENOENT' ? 404 : 500)
    response.end()
  }
})
server.listen(0, '127.0.0.1', () => console.log(`app listening on http://127.0.0.1:${server.address().port}`))
