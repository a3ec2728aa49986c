import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'

/** A post as it arrived. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What a receiver answers; `hang`: nothing, and the line stays open. */
export type Answer =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'hang'

/** A receiver of webhooks on loopback; closed after the test. */
export interface Receiver {
  readonly url: string
  readonly port: number
  readonly got: readonly Received[]
  /** How the next ones are answered. */
  answer: (post: Received) => Answer
  /** Resolves when so many have arrived. */
  until(count: number): Promise<readonly Received[]>
}

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

/** Starts one on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const got: Received[] = []
  const waiting: (() => void)[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const post = { path: request.url!, headers: request.headers, body: Buffer.concat(parts).toString('utf8') }
    got.push(post)
    const answer = receiver.answer(post)
    if (answer !== 'hang') response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
    for (const look of waiting) look()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    got,
    answer: () => ({ status: 204 }),
    until: (count) =>
      new Promise((resolve) => {
        const look = () => got.length >= count && resolve(got)
        waiting.push(look)
        look()
      }),
  }
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return receiver
}
