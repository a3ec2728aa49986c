import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { plain, trustedProxies } from '../access/networks.ts'
import { addressRange } from '../access/rate-limit.ts'
import type { ResolvedOptions } from '../options/options.ts'
import type { App } from './app.ts'
import { guardConnections } from './connections.ts'

/** A collector without a port: `app.request()` for tests, `listen` for the world. @public */
export interface Collector {
  /** Answers requests: `app.fetch(request)` in any server of web requests. */
  readonly app: App
  /** What it was made with. */
  readonly options: ResolvedOptions
  /** From here on `/readyz` says 503, so that a balancer sends nobody more; everything is answered as before. */
  leave(): void
  /** Ends long answers (the stream); others go on. */
  endStreams(): void
  /** Lets what was taken in reach the store, then closes it. No request may be open any more. */
  close(): Promise<void>
}

/** A listening collector. @public */
export interface Listening {
  /** `http://HOST:PORT` */
  readonly url: string
  /** Says so on `/readyz`, waits for `drainMs`, stops taking connections, finishes what was begun, closes the store. */
  stop(): Promise<void>
}

/** How long open requests may take to finish when stopping, ms. */
const PATIENCE = 8000

/**
 * Opens the port of `collector.options`. A request that does not arrive in time loses its connection: a 408 would make
 * browsers send it twice.
 * @throws Error of the system when the port cannot be opened, such as `EADDRINUSE`
 * @public
 */
export async function listen(collector: Collector): Promise<Listening> {
  const { host, port, drainMs, limits, trustedProxies: named } = collector.options
  const proxies = trustedProxies(named)
  const server = createAdaptorServer({
    fetch: collector.app.fetch,
    serverOptions: {
      requestTimeout: limits.requestMs,
      headersTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(1000, limits.requestMs),
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: 16_384,
    },
  }) as Server
  guardConnections(server, {
    ...limits,
    // Behind a proxy every connection is the proxy's.
    rangeOf: ({ remoteAddress = '' }) => (proxies.has(plain(remoteAddress)) ? undefined : addressRange(remoteAddress)),
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (!socket.writable || error.code === 'ERR_HTTP_REQUEST_TIMEOUT' || error.code === 'ECONNRESET') {
      socket.destroy()
      return
    }
    socket.end(
      'HTTP/1.1 400 Bad Request\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}`,
    async stop() {
      collector.leave()
      if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs))
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const force = setTimeout(() => server.closeAllConnections(), PATIENCE)
      collector.endStreams()
      await closed
      clearTimeout(force)
      await collector.close()
    },
  }
}
