import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a page said it told its customer about one response. */
export interface Told {
  readonly id: string
  readonly revision: number
  /** `disk` and `server` are promises; `weak` and `memory` are honest warnings; `none` is "not saved". */
  readonly durable: 'server' | 'disk' | 'weak' | 'memory' | 'none'
  readonly urgent: boolean
  /** Milliseconds from submit until it was told. */
  readonly tookMs: number
  /** When the oracle heard of it, by this process's clock. */
  readonly at: number
}

/** Hears what pages tell their customers, on a port without faults, so that a killed page cannot forget it. */
export interface Oracle {
  readonly url: string
  /** Everything told, in order. */
  readonly told: readonly Told[]
  /** Ids that the customer was told are safe, with the highest revision told. */
  safe(): ReadonlyMap<string, number>
  /** The customer withdrew: what was told before counts no more. With an id: only that one, kept on the device for good. */
  forget(id?: string): void
  /** Resolves when `more` further reports came, or after `ms`: a page may have died before it could tell. */
  until(more: number, ms?: number): Promise<void>
  close(): Promise<void>
}

/** Starts an oracle. Pages report with a simple POST of one JSON line. */
export async function startOracle(): Promise<Oracle> {
  const told: Told[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      if (body) told.push({ ...JSON.parse(body), at: Date.now() })
      for (const look of waiting) look()
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end('heard')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    safe() {
      const safe = new Map<string, number>()
      for (const { id, revision, durable } of told) {
        if (durable === 'disk' || durable === 'server') safe.set(id, Math.max(revision, safe.get(id) ?? 0))
      }
      return safe
    },
    forget(id) {
      told.splice(0, told.length, ...told.filter((each) => id !== undefined && each.id !== id))
    },
    until(more, ms = 20_000) {
      const enough = told.length + more
      return new Promise((resolve) => {
        const look = () => {
          if (told.length < enough) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          resolve()
        }, ms)
        waiting.add(look)
      })
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
