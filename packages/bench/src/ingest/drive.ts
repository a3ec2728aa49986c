import { connect } from 'node:net'

/** What became of one run. */
export interface Run {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const STORED = Buffer.from('"status":"stored"')
const HEAD_END = '\r\n\r\n'

/**
 * Posts all bodies over so many connections, as fast as they are answered. Bare sockets and requests made
 * beforehand: the driver shares the machine with what it measures, so it must cost little.
 */
export async function drive(ask: {
  readonly url: string
  readonly connections: number
  readonly bodies: readonly string[]
}): Promise<Run> {
  const wanted = ask.bodies.reduce((sum, body) => sum + body.split('"revision"').length - 1, 0)
  const { hostname, port, host } = new URL(ask.url)
  const requests = ask.bodies.map((body) => requestOf(host, body))
  const sockets = await Promise.all(Array.from({ length: ask.connections }, () => open(hostname, Number(port))))
  const times: number[] = []
  let next = 0
  let stored = 0
  const began = performance.now()
  await Promise.all(
    sockets.map(async (socket) => {
      while (next < requests.length) {
        const request = requests[next++]!
        const at = performance.now()
        const reply = await socket.ask(request)
        times.push(performance.now() - at)
        for (let found = reply.indexOf(STORED); found >= 0; found = reply.indexOf(STORED, found + STORED.length))
          stored++
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  for (const socket of sockets) socket.end()
  if (stored !== wanted) throw new Error(`${stored} of ${wanted} stored: the figures would mean nothing`)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { perSecond: stored / seconds, p50: at(0.5), p99: at(0.99) }
}

function requestOf(host: string, body: string): Buffer {
  const head = [
    'POST /v1/projects/pk_bench/responses HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: text/plain;charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return Buffer.from(head.join('\r\n') + HEAD_END + body)
}

interface Connection {
  ask(request: Buffer): Promise<Buffer>
  end(): void
}

/** A kept-alive connection; one request at a time. */
async function open(host: string, port: number): Promise<Connection> {
  const socket = connect({ host, port, noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let settle: ((reply: Buffer) => void) | undefined
  let fail: ((error: Error) => void) | undefined
  let got: Buffer = Buffer.alloc(0)
  socket.on('data', (part: Buffer) => {
    got = got.length === 0 ? part : Buffer.concat([got, part])
    const end = got.indexOf(HEAD_END)
    if (end < 0) return
    const length = /content-length: (\d+)/i.exec(got.toString('latin1', 0, end))?.[1]
    if (length === undefined) return fail?.(new Error('a reply without Content-Length'))
    if (got.length < end + HEAD_END.length + Number(length)) return
    const reply = got
    got = Buffer.alloc(0)
    settle?.(reply)
  })
  socket.on('error', (error) => fail?.(error))
  socket.on('close', () => fail?.(new Error('the collector closed the connection')))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        settle = resolve
        fail = reject
        socket.write(request)
      }),
    end: () => socket.destroy(),
  }
}
