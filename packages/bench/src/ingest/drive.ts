import { Agent, request } from 'node:http'

/** Posts all bodies over so many connections, as fast as they are answered. */
export async function drive(ask: {
  readonly url: string
  readonly connections: number
  readonly bodies: readonly string[]
}): Promise<{ readonly perSecond: number; readonly p50: number; readonly p99: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: ask.connections })
  const times: number[] = []
  let next = 0
  let stored = 0
  const began = performance.now()
  const worker = async () => {
    while (next < ask.bodies.length) {
      const body = ask.bodies[next++]!
      const at = performance.now()
      const reply = await post(`${ask.url}/v1/projects/pk_bench/responses`, body, agent)
      times.push(performance.now() - at)
      stored += reply.split('"status":"stored"').length - 1
    }
  }
  await Promise.all(Array.from({ length: ask.connections }, worker))
  const seconds = (performance.now() - began) / 1000
  agent.destroy()
  const wanted = ask.bodies.reduce((sum, body) => sum + body.split('"revision"').length - 1, 0)
  if (stored !== wanted) throw new Error(`${stored} of ${wanted} stored: the figures would mean nothing`)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { perSecond: stored / seconds, p50: at(0.5), p99: at(0.99) }
}

function post(url: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'text/plain;charset=utf-8', 'content-length': Buffer.byteLength(body) }
    const call = request(url, { method: 'POST', agent, headers }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (part: string) => {
        text += part
      })
      reply.on('end', () => resolve(text))
      reply.on('error', reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}
