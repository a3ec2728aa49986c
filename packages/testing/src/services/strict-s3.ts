import { hash } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type S3Server, startS3 } from './s3.ts'
import { signatureFault } from './s3-signature.ts'

/** S3 refuses what was signed so long ago, or ahead, ms. */
const SKEW_MS = 15 * 60_000
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

/** `down`: 503 to all; `deaf`: does what is asked and then breaks the connection; `versioned`: deleting leaves a version. */
export type S3Mood = 'well' | 'down' | 'deaf' | 'versioned'

/** s3rver behind the checks that it lacks. */
export interface StrictS3 extends S3Server {
  readonly endpoint: string
  /** How it takes further requests. */
  mood: S3Mood
  /** Waited for before a further request is passed on. */
  before: (method: string) => Promise<void> | undefined
  /** What lies in the bucket, by name. */
  objects(): Promise<ReadonlyMap<string, Buffer>>
}

/** Starts an S3 server that refuses wrong signatures, unknown keys, changed bodies and skewed clocks as S3 does. */
export async function startStrictS3(): Promise<StrictS3> {
  const service = await startS3()
  const front = createServer(async (request, reply) => {
    const body = await buffer(request)
    const refuse = (status: number, code: string) =>
      reply.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`)
    if (self.mood === 'down') return refuse(503, 'SlowDown')
    const fault = faultOf(request, body, service.accessKeyId)
    if (fault) return refuse(...fault)
    await self.before(request.method ?? '')
    const passed = await fetch(`http://127.0.0.1:${service.port}${request.url}`, {
      method: request.method ?? '',
      headers: { 'content-type': 'application/octet-stream' },
      ...(request.method === 'PUT' ? { body: new Uint8Array(body) } : {}),
    })
    const answer = Buffer.from(await passed.arrayBuffer())
    if (self.mood === 'deaf') return request.socket.destroy()
    const marker = self.mood === 'versioned' && request.method === 'DELETE' ? { 'x-amz-delete-marker': 'true' } : {}
    const etag = passed.headers.get('etag')
    reply.writeHead(passed.status, { ...(etag ? { etag } : {}), ...marker }).end(answer)
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const { port } = front.address() as AddressInfo
  const self: StrictS3 = {
    ...service,
    port,
    endpoint: `http://127.0.0.1:${port}`,
    secretAccessKey: SECRET,
    mood: 'well',
    before: () => undefined,
    async objects() {
      const root = join(service.folder, service.bucket)
      const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(FILE_END))
      const found = new Map<string, Buffer>()
      for (const name of names) {
        // One that is deleted at this moment is gone.
        const bytes = await readFile(join(root, name)).catch(() => undefined)
        if (bytes) found.set(name.slice(0, -FILE_END.length), bytes)
      }
      return found
    },
    async stop() {
      front.closeAllConnections()
      front.close()
      await service.stop()
    },
  }
  return self
}

/** How s3rver names the file of an object. */
const FILE_END = '._S3rver_object'

function faultOf(request: IncomingMessage, body: Buffer, keyId: string): readonly [number, string] | undefined {
  const { method, url, rawHeaders, headers } = request
  const lines = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []))
  const fault = signatureFault([`${method} ${url} HTTP/1.1`, ...lines].join('\r\n'), SECRET)
  if (!headers.authorization?.includes(`Credential=${keyId}/`)) return [403, 'InvalidAccessKeyId']
  if (fault) return [403, 'SignatureDoesNotMatch']
  const at = String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  if (!(Math.abs(Date.parse(at) - Date.now()) < SKEW_MS)) return [403, 'RequestTimeTooSkewed']
  if (headers['x-amz-content-sha256'] !== hash('sha256', body)) return [400, 'XAmzContentSHA256Mismatch']
  return undefined
}
