import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { FakeControl, FakeMode } from '@frankly/adapters/testing'
import { shapeFault } from '../base.ts'
import { readBatch } from './kafka-records.ts'

/** What the broker knows, by Kafka's numbers: one version of each call, none of the flexible ones. */
const CALLS = [
  { key: 0, min: 7, max: 7 },
  { key: 3, min: 5, max: 5 },
  { key: 18, min: 0, max: 2 },
]

/** Kafka's error codes for the modes: not authorized for the topic (final), too few replicas (retriable). */
const ERRORS: Partial<Readonly<Record<FakeMode, number>>> = { refuse: 29, down: 19 }
const UNSUPPORTED_VERSION = 35
const UNKNOWN_TOPIC = 3

const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
const int64 = (value: number): Buffer => Buffer.concat([int32(value < 0 ? -1 : 0), int32(value)])
const string = (text: string): Buffer => Buffer.concat([int16(Buffer.byteLength(text)), Buffer.from(text)])
const array = (items: readonly Buffer[]): Buffer => Buffer.concat([int32(items.length), ...items])

/** Reads a request piece by piece. */
function reader(bytes: Buffer) {
  let at = 0
  const int = (size: 2 | 4): number => {
    at += size
    return size === 2 ? bytes.readInt16BE(at - 2) : bytes.readInt32BE(at - 4)
  }
  const take = (length: number): Buffer => {
    if (at + Math.max(length, 0) > bytes.length) throw new Error('a field runs over the end')
    at += Math.max(length, 0)
    return bytes.subarray(at - Math.max(length, 0), at)
  }
  return {
    int,
    take,
    string: () => take(int(2)).toString('utf8'),
    list: <T>(item: () => T): T[] => Array.from({ length: Math.max(int(4), 0) }, item),
    end: () => {
      if (at !== bytes.length) throw new Error(`${bytes.length - at} bytes left over`)
    },
  }
}

/**
 * A broker of one topic with one partition, strict, in as much of Kafka's protocol as a producer needs: ApiVersions, Metadata v5,
 * Produce v7 with record batches of format 2. One closure: its calls share the one log and the faults that were seen.
 * @see https://kafka.apache.org/protocol
 */
export async function startKafkaBroker(topic: string): Promise<FakeControl & { readonly port: number }> {
  const modes: FakeMode[] = []
  const stored: { key: string; raw: string }[] = []
  const faults: string[] = []
  const sockets = new Set<Socket>()
  let port = 0

  const versions = (version: number): Buffer => {
    const known = CALLS.map(({ key, min, max }) => Buffer.concat([int16(key), int16(min), int16(max)]))
    // An unknown version is answered in the oldest format, so that everybody can read the list.
    if (version > 2) return Buffer.concat([int16(UNSUPPORTED_VERSION), array(known)])
    return Buffer.concat([int16(0), array(known), ...(version ? [int32(0)] : [])])
  }
  const metadata = (body: ReturnType<typeof reader>): Buffer => {
    const asked = body.list(body.string)
    if (body.take(1)[0]) faults.push('asks to make topics')
    body.end()
    const broker = Buffer.concat([int32(1), string('127.0.0.1'), int32(port), int16(-1)])
    const one = array([int32(1)])
    const partition = Buffer.concat([int16(0), int32(0), int32(1), one, one, array([])])
    const topics = asked.map((name) => {
      const there = name === topic
      const head = [int16(there ? 0 : UNKNOWN_TOPIC), string(name), Buffer.of(0)]
      return Buffer.concat([...head, array(there ? [partition] : [])])
    })
    return Buffer.concat([int32(0), array([broker]), string('fake'), int32(1), array(topics)])
  }
  const keep = (body: ReturnType<typeof reader>, take: boolean): void => {
    if (body.int(2) !== -1) faults.push('a transaction')
    if (body.int(2) !== -1) faults.push('does not wait for all replicas')
    body.int(4)
    body.list(() => {
      if (body.string() !== topic) faults.push('another topic')
      body.list(() => {
        if (body.int(4) !== 0) faults.push('another partition')
        for (const { key, value, headers } of readBatch(body.take(body.int(4)))) {
          const event = JSON.parse(value) as { id: string; type: string }
          const fault = shapeFault('event', event)
          if (fault) faults.push(fault)
          if (key !== event.id || headers['id'] !== key || headers['type'] !== event.type)
            faults.push(`key ${key}, headers ${JSON.stringify(headers)}`)
          if (take) stored.push({ key, raw: value })
        }
      })
    })
    body.end()
  }
  const produce = (body: ReturnType<typeof reader>): Buffer | 'hang' | 'reset' => {
    const mode = modes.shift() ?? 'ok'
    if (mode === 'hang' || mode === 'reset') return mode
    const error = ERRORS[mode] ?? 0
    keep(body, error === 0)
    if (mode === 'reset-after') return 'reset'
    const offset = error ? -1 : stored.length - 1
    const partition = Buffer.concat([int32(0), int16(error), int64(offset), int64(-1), int64(0)])
    return Buffer.concat([array([Buffer.concat([string(topic), array([partition])])]), int32(0)])
  }
  const answer = (frame: Buffer): Buffer | 'hang' | 'reset' => {
    const body = reader(frame)
    const [key, version, correlation] = [body.int(2), body.int(2), body.take(4)]
    const called = CALLS.find((call) => call.key === key)
    if (!called || (key !== 18 && (version < called.min || version > called.max)))
      throw new Error(`call ${key} of version ${version} was not offered`)
    body.string()
    const said = key === 18 ? versions(version) : key === 3 ? metadata(body) : produce(body)
    if (typeof said === 'string') return said
    return Buffer.concat([int32(said.length + 4), correlation, said])
  }
  const server = createServer((socket) => {
    let rest = Buffer.alloc(0)
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (piece) => {
      rest = Buffer.concat([rest, piece])
      while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
        const size = 4 + rest.readInt32BE(0)
        const frame = rest.subarray(4, size)
        rest = rest.subarray(size)
        try {
          const said = answer(frame)
          if (said === 'reset') socket.destroy()
          else if (said !== 'hang') socket.write(said)
        } catch (cause) {
          faults.push(String(cause))
          socket.destroy()
        }
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  return {
    port,
    stored,
    faults,
    next: (...more) => void modes.push(...more),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
