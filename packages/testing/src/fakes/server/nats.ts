import { createNatsAdapter } from '@frankly/adapters/nats'
import { DiscardPolicy, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { shared, startNats } from '../../services/index.ts'
import { type DestinationCase, shapeFault } from '../base.ts'
import { type Held, startWire } from './wire.ts'

const server = shared(() => startNats())
let streams = 0

/** A stream of a real NATS JetStream. */
export const nats: DestinationCase = {
  name: 'nats',
  refusal: 'nats_10054',
  without: {
    'own word': 'a publish is acknowledged or refused',
    '429 with floor': 'JetStream names no wait',
  },
  stop: server.stop,
  start: async (timeoutMs) => {
    const { port } = await server.get()
    const admin = await connect({ servers: `127.0.0.1:${port}` })
    const manager = await jetstreamManager(admin)
    const number = ++streams
    const [name, subject] = [`FRANKLY${number}`, `shop${number}`]
    await manager.streams.add({ name, subjects: [`${subject}.>`], discard: DiscardPolicy.New })
    const fake = await startWire({
      port,
      sends: (piece) => piece.includes(`HPUB ${subject}.`),
      // Too big a message is refused for good; a full stream may have room again.
      arrange: async (mode) => {
        const limits = { max_msg_size: mode === 'refuse' ? 10 : -1, max_bytes: mode === 'down' ? 10 : -1 }
        await manager.streams.update(name, limits)
      },
      held: async () => {
        const { state } = await manager.streams.info(name)
        const held: Held[] = []
        for (let seq = 1; seq <= state.last_seq; seq++) {
          const message = await manager.streams.getMessage(name, { seq })
          const raw = message?.string() ?? ''
          held.push({
            key: message?.header.get('Nats-Msg-Id'),
            raw,
            fault: shapeFault('event', JSON.parse(raw)),
          })
        }
        return held
      },
      close: async () => {
        await manager.streams.delete(name)
        await admin.close()
      },
    })
    const transport = createNatsAdapter({ servers: `127.0.0.1:${fake.port}`, subject, timeoutMs })
    return { transport, fake: { ...fake, close: () => transport.close().finally(fake.close) } }
  },
}
