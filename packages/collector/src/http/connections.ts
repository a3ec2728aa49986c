import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Bounds of open connections. */
export interface ConnectionRules {
  readonly connections: number
  readonly connectionsPerAddress: number
  /** Groups connections by caller; `undefined`: not counted by caller. */
  rangeOf(socket: Socket): string | undefined
}

/**
 * Bounds the connections of a server. A new caller gets in at the cost of the connection that has been idle longest (of its
 * own range, when that has enough): whoever opens many and says nothing keeps nobody out.
 */
export function guardConnections(
  server: Server,
  { connections, connectionsPerAddress, rangeOf }: ConnectionRules,
): void {
  const ranges = new Map<string, number>()
  /** Requests begun on a connection. */
  const busy = new Map<Socket, number>()
  /** In the order in which they became idle. */
  const idle = new Set<Socket>()

  const longestIdle = (range?: string): Socket | undefined => {
    for (const socket of idle) if (range === undefined || rangeOf(socket) === range) return socket
    return undefined
  }

  const forget = (socket: Socket, range: string | undefined) => {
    if (!busy.delete(socket)) return
    idle.delete(socket)
    if (range === undefined) return
    const left = (ranges.get(range) ?? 1) - 1
    if (left > 0) ranges.set(range, left)
    else ranges.delete(range)
  }

  server.on('connection', (socket: Socket) => {
    const range = rangeOf(socket)
    const tooManyOfOne = range !== undefined && (ranges.get(range) ?? 0) >= connectionsPerAddress
    if (tooManyOfOne || busy.size >= connections) {
      const place = longestIdle(tooManyOfOne ? range : undefined)
      if (!place) {
        socket.destroy()
        return
      }
      place.destroy()
      forget(place, rangeOf(place))
    }
    busy.set(socket, 0)
    idle.add(socket)
    if (range !== undefined) ranges.set(range, (ranges.get(range) ?? 0) + 1)
    socket.once('close', () => forget(socket, range))
  })
  server.on('request', ({ socket }, reply) => {
    if (!busy.has(socket)) return
    busy.set(socket, busy.get(socket)! + 1)
    idle.delete(socket)
    reply.once('close', () => {
      const left = (busy.get(socket) ?? 0) - 1
      if (left < 0) return
      busy.set(socket, left)
      if (left === 0) idle.add(socket)
    })
  })
}
