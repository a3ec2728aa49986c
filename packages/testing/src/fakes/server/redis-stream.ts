import { createRedisStreamAdapter } from '@frankly/adapters/redis-stream'
import { createClient } from 'redis'
import { shared, startRedis } from '../../services/index.ts'
import { type DestinationCase, shapeFault } from '../base.ts'
import { startWire } from './wire.ts'

const server = shared(() => startRedis())
const STREAM = 'frankly:deliveries'

/** A stream of a real Redis. */
export const redisStream: DestinationCase = {
  name: 'redis-stream',
  refusal: 'redis_wrongtype',
  without: {
    'own word': 'a command succeeds or fails',
    '429 with floor': 'Redis names no wait',
  },
  stop: server.stop,
  start: async (timeoutMs) => {
    const { port } = await server.get()
    const admin = createClient({ url: `redis://127.0.0.1:${port}` })
    admin.on('error', () => {})
    await admin.connect()
    await admin.flushAll()
    const fake = await startWire({
      port,
      sends: (piece) => piece.includes('\r\nEVAL\r\n'),
      arrange: async (mode) => {
        // Out of memory and a key of another kind: Redis says both itself.
        await admin.configSet('maxmemory', mode === 'down' ? '1' : '0')
        if (mode === 'refuse') await admin.set(STREAM, 'no stream')
      },
      held: async () => {
        if ((await admin.type(STREAM)) !== 'stream') return []
        const entries = await admin.xRange(STREAM, '-', '+')
        return (entries ?? []).map(({ message }) => {
          const { id, event } = message as { id: string; event: string }
          return { key: id, raw: event, fault: shapeFault('event', JSON.parse(event)) }
        })
      },
      close: async () => {
        await admin.configSet('maxmemory', '0')
        admin.destroy()
      },
    })
    const transport = createRedisStreamAdapter({
      url: `redis://127.0.0.1:${fake.port}`,
      stream: STREAM,
      timeoutMs,
    })
    return { transport, fake: { ...fake, close: () => transport.close().finally(fake.close) } }
  },
}
