import { createMqttAdapter } from '@frankly/adapters/mqtt'
import type { FakeMode } from '@frankly/adapters/testing'
import { connectAsync } from 'mqtt'
import { shared, startMosquitto } from '../../services/index.ts'
import { type DestinationCase, shapeFault } from '../base.ts'
import { type Held, startWire } from './wire.ts'

const server = shared(() => startMosquitto())
let topics = 0

/** Reason codes that mosquitto itself says only by its files of rights and quotas: not authorized, quota exceeded. */
const REASONS: Partial<Readonly<Record<FakeMode, number>>> = { refuse: 0x87, down: 0x97 }

/** Number of a PUBLISH packet with QoS 1: behind the topic (MQTT 5, 3.3.2). */
function packetId(publish: Buffer): Buffer {
  let at = 1
  while (publish[at++]! & 0x80);
  const id = at + 2 + publish.readUInt16BE(at)
  return publish.subarray(id, id + 2)
}

/** A topic of a real mosquitto, with one listener. */
export const mqtt: DestinationCase = {
  name: 'mqtt',
  refusal: 'mqtt_87',
  without: {
    'own word': 'its own word is the reason code, tried as 4xx and 5xx',
    '429 with floor': 'MQTT names no wait',
  },
  stop: server.stop,
  start: async (timeoutMs) => {
    const { port } = await server.get()
    const topic = `shop${++topics}`
    const held: Held[] = []
    let arrived = (): void => {}
    const listener = await connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5, reconnectPeriod: 0 }, false)
    listener.on('message', (_, payload, packet) => {
      const raw = payload.toString()
      const key = packet.properties?.userProperties?.['id']
      const fault = shapeFault('event', JSON.parse(raw))
      held.push({ key: typeof key === 'string' ? key : undefined, raw, fault })
      arrived()
    })
    await listener.subscribeAsync(`${topic}/#`, { qos: 1 })
    let expected = 0
    const fake = await startWire({
      port,
      sends: (piece) => piece[0]! >> 4 === 3 && piece.includes(`${topic}/`),
      answer: (mode, piece) => {
        const reason = REASONS[mode]
        if (reason === undefined) expected++
        return reason === undefined
          ? undefined
          : Buffer.concat([Buffer.of(0x40, 3), packetId(piece), Buffer.of(reason)])
      },
      held: async () => {
        // The acknowledgement may be faster than the way to the listener.
        while (held.length < expected) await new Promise<void>((resolve) => (arrived = resolve))
        return held
      },
      close: () => listener.endAsync(true),
    })
    const transport = createMqttAdapter({ url: `mqtt://127.0.0.1:${fake.port}`, topic, timeoutMs })
    return { transport, fake: { ...fake, close: () => transport.close().finally(fake.close) } }
  },
}
