import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A small local server for test pages. */
export interface TestServer {
  readonly url: string
  close(): Promise<void>
}

/** One page or file: a body, or a function that answers. */
export type TestRoute = string | ((request: IncomingMessage, response: ServerResponse) => void)

const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  html: 'text/html',
  svg: 'image/svg+xml',
}

/** Serves the given paths on a free loopback port; everything else is 404. */
export async function serveRoutes(
  routes: Readonly<Record<string, TestRoute>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://local').pathname
    const route = routes[path]
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (route === undefined) {
      response.writeHead(404).end('not here')
    } else if (typeof route === 'function') {
      route(request, response)
    } else {
      const ending = /\.(\w+)$/.exec(path)?.[1] ?? 'html'
      response.writeHead(200, { 'content-type': `${types[ending] ?? 'text/plain'};charset=utf-8` }).end(route)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
