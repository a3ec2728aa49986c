import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createS3Adapter } from '@frankly/adapters/s3'
import type { FakeMode } from '@frankly/adapters/testing'
import { type S3Server, shared, signatureFault, startS3 } from '../../services/index.ts'
import { type DestinationCase, shapeFault } from '../base.ts'
import { type Held, startWire } from './wire.ts'

const server = shared(startS3)
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
let prefixes = 0

function answer(status: string, code: string, headers = ''): Buffer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no: ${code}</Message></Error>`
  return Buffer.from(
    `HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\nConnection: close\r\n${headers}\r\n${body}`,
  )
}

const ANSWERS: Partial<Readonly<Record<FakeMode, Buffer>>> = {
  busy: answer('503 Slow Down', 'SlowDown', 'Retry-After: 7\r\n'),
  down: answer('500 Internal Server Error', 'InternalError'),
  refuse: answer('403 Forbidden', 'AccessDenied'),
}

async function objectsOf({ folder, bucket }: S3Server, prefix: string): Promise<readonly Held[]> {
  const names = await readdir(join(folder, bucket), { recursive: true })
  const ours = names.filter((name) => name.startsWith(prefix) && name.endsWith('_object'))
  return await Promise.all(
    ours.map(async (name) => {
      const raw = await readFile(join(folder, bucket, name), 'utf8')
      const fault = shapeFault('event', JSON.parse(raw))
      return { key: name, raw, fault }
    }),
  )
}

/** A bucket of a real S3 server, with the strict check of signatures that it lacks. */
export const s3: DestinationCase = {
  name: 's3',
  refusal: 'AccessDenied',
  secrets: [SECRET],
  without: { 'own word': 'a 200 to a PUT has no body' },
  stop: server.stop,
  start: async (timeoutMs) => {
    const service = await server.get()
    const prefix = `t${++prefixes}/`
    // An erasure takes objects away; what was once there is still looked into.
    const seen = new Map<string, Held>()
    const fake = await startWire({
      port: service.port,
      sends: (piece) => piece.includes('PUT /') && piece.includes(' HTTP/1.1\r\n'),
      check: (piece) => signatureFault(piece.toString('utf8').split('\r\n\r\n', 1)[0]!, SECRET),
      answer: (mode) => ANSWERS[mode],
      answersOnce: true,
      held: async () => {
        for (const object of await objectsOf(service, prefix)) seen.set(object.key!, object)
        return [...seen.values()]
      },
    })
    const transport = createS3Adapter({
      endpoint: `http://127.0.0.1:${fake.port}`,
      bucket: service.bucket,
      accessKeyId: service.accessKeyId,
      secretAccessKey: SECRET,
      prefix,
      timeoutMs,
    })
    return { transport, fake }
  },
}
