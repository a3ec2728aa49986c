import { createMqttAdapter } from '@frankly/adapters/mqtt'
import { createNatsAdapter } from '@frankly/adapters/nats'
import { createPostgresAdapter, postgresTable } from '@frankly/adapters/postgres'
import { createRedisStreamAdapter } from '@frankly/adapters/redis-stream'
import { createS3Adapter } from '@frankly/adapters/s3'
import { sampleDelivery } from '@frankly/adapters/testing'
import { startPostgres } from '@frankly/testing/postgres'
import { startMosquitto, startNats, startRedis, startS3 } from '@frankly/testing/services'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import pg from 'pg'
import { createClient } from 'redis'
import { describe, expect, it } from 'vitest'

const live = new AbortController().signal
const answer = sampleDelivery('response.completed')
const erasure = sampleDelivery('subject.erased')
const other = sampleDelivery('response.completed', { number: 2 })

describe('with real services', { timeout: 120_000 }, () => {
  it('[F22] MQTT: what is larger than the broker’s largest packet is refused as too large, not tried for ever', async () => {
    const broker = await startMosquitto(['max_packet_size 20000'])
    const adapter = createMqttAdapter({ url: `mqtt://127.0.0.1:${broker.port}`, withoutListeners: true })
    try {
      const large = sampleDelivery('response.completed', { kind: 'oversize' })
      expect(await adapter.send(large, live)).toMatchObject({ status: 'rejected', code: 'too_large' })
      // the connection is not hurt
      expect(await adapter.send(answer, live)).toEqual({ status: 'delivered' })
    } finally {
      await adapter.close()
      await broker.stop()
    }
  })

  it('[F22] Redis, MQTT, NATS: who is not let in is refused, not tried for ever', async () => {
    const redis = await startRedis(['--requirepass', 'right'])
    const mqtt = await startMosquitto(['allow_anonymous false'])
    const nats = await startNats(['--user', 'shop', '--pass', 'right'])
    const adapters = [
      createRedisStreamAdapter({ url: `redis://:wrong@127.0.0.1:${redis.port}` }),
      createRedisStreamAdapter({ url: `redis://127.0.0.1:${redis.port}` }),
      createMqttAdapter({ url: `mqtt://127.0.0.1:${mqtt.port}` }),
      createNatsAdapter({ servers: `127.0.0.1:${nats.port}`, connection: { user: 'shop', pass: 'wrong' } }),
    ]
    try {
      for (const adapter of adapters)
        expect(await adapter.send(answer, live), adapter.name).toMatchObject({ status: 'rejected' })
    } finally {
      for (const one of adapters) await one.close()
      for (const one of [redis, mqtt, nats]) await one.stop()
    }
  })

  it('PostgreSQL: a repeat is one row; an erasure leaves the rows of others; a table of one’s own is enough', async () => {
    const server = await startPostgres()
    const pool = new pg.Pool({ connectionString: await server.database(), max: 2 })
    try {
      await pool.query('create schema shop')
      await pool.query(postgresTable('shop.feedback'))
      const adapter = createPostgresAdapter({ pool, table: 'shop.feedback', create: false })
      for (const one of [answer, { ...answer, attempt: 2 }, other])
        expect(await adapter.send(one, live)).toEqual({ status: 'delivered' })
      const ids = async () => (await pool.query('select id from shop.feedback order by id')).rows.map(({ id }) => id)
      expect(await ids()).toEqual([answer.id, other.id])
      expect(await adapter.send(erasure, live)).toEqual({ status: 'delivered' })
      expect(await ids()).toEqual([other.id, erasure.id])
      const missing = createPostgresAdapter({ pool, table: 'shop.nothing', create: false })
      expect(await missing.send(answer, live)).toMatchObject({ status: 'rejected', code: 'pg_42P01' })
      const made = createPostgresAdapter({ pool, table: 'shop.nothing' })
      expect(await made.send(answer, live)).toEqual({ status: 'delivered' })
      await adapter.close()
      expect((await pool.query('select 1 as alive')).rows).toEqual([{ alive: 1 }])
    } finally {
      await pool.end()
      await server.stop()
    }
  })
  it('Redis: a repeat adds nothing, and what is remembered expires', async () => {
    const server = await startRedis()
    const url = `redis://127.0.0.1:${server.port}`
    const client = createClient({ url })
    await client.connect()
    const adapter = createRedisStreamAdapter({ url, stream: 'shop', dedupeSeconds: 3600, maxLength: 1000 })
    try {
      for (const one of [answer, { ...answer, attempt: 2 }, other])
        expect(await adapter.send(one, live)).toEqual({ status: 'delivered' })
      expect(await client.xLen('shop')).toBe(2)
      const left = await client.ttl(`{shop}:seen:${answer.id}`)
      expect(left).toBeGreaterThan(3000)
      expect(left).toBeLessThanOrEqual(3600)
    } finally {
      await adapter.close()
      client.destroy()
      await server.stop()
    }
  })
  it('NATS: a repeat is one message; a subject that no stream holds is a retry, another stream than named is refused', async () => {
    const server = await startNats()
    const admin = await connect({ servers: `127.0.0.1:${server.port}` })
    const manager = await jetstreamManager(admin)
    const servers = `127.0.0.1:${server.port}`
    const adapter = createNatsAdapter({ servers, timeoutMs: 5000 })
    const strict = createNatsAdapter({ servers, stream: 'ANOTHER', timeoutMs: 5000 })
    try {
      expect(await adapter.send(answer, live)).toMatchObject({ status: 'retry' })
      await manager.streams.add({ name: 'SHOP', subjects: ['frankly.>'] })
      for (const one of [answer, { ...answer, attempt: 2 }, other])
        expect(await adapter.send(one, live)).toEqual({ status: 'delivered' })
      expect((await manager.streams.info('SHOP')).state.messages).toBe(2)
      expect(await strict.send(answer, live)).toMatchObject({ status: 'rejected', code: 'nats_10060' })
    } finally {
      await adapter.close()
      await strict.close()
      await admin.close()
      await server.stop()
    }
  })
  it('MQTT: what nobody listens to is not delivered, unless the shop says so', async () => {
    const server = await startMosquitto()
    const url = `mqtt://127.0.0.1:${server.port}`
    const adapter = createMqttAdapter({ url })
    const careless = createMqttAdapter({ url, withoutListeners: true })
    try {
      expect(await adapter.send(answer, live)).toMatchObject({ status: 'retry', cause: 'nobody listens to the topic' })
      expect(await careless.send(answer, live)).toEqual({ status: 'delivered' })
    } finally {
      await adapter.close()
      await careless.close()
      await server.stop()
    }
  })
  it('S3: a repeat is one object; an erasure deletes all that lies under its responses; no bucket is refused', async () => {
    const { port, bucket, accessKeyId, secretAccessKey, stop } = await startS3()
    const common = { endpoint: `http://127.0.0.1:${port}`, accessKeyId, secretAccessKey }
    const adapter = createS3Adapter({ ...common, bucket })
    const keys = async () => {
      const list = await (await fetch(`${common.endpoint}/${bucket}?list-type=2`)).text()
      return [...list.matchAll(/<Key>([^<]+)</g)].map(([, key]) => key)
    }
    const opened = sampleDelivery('case.opened')
    const responseOf = (id: string) => id.replace(/\.1$/, '')
    try {
      for (const one of [answer, { ...answer, attempt: 2 }, opened, other])
        expect(await adapter.send(one, live)).toEqual({ status: 'delivered' })
      const [folder, others] = [responseOf(answer.id), responseOf(other.id)]
      expect(await keys()).toEqual([
        `frankly/${folder}/${answer.id}.json`,
        `frankly/${folder}/${opened.id}.json`,
        `frankly/${others}/${other.id}.json`,
      ])
      expect(await adapter.send(erasure, live)).toEqual({ status: 'delivered' })
      expect(await keys()).toEqual([`frankly/${others}/${other.id}.json`])
      const lost = createS3Adapter({ ...common, bucket: 'nowhere' })
      expect(await lost.send(answer, live)).toMatchObject({ status: 'rejected', code: 'NoSuchBucket' })
    } finally {
      await stop()
    }
  })
  it('a service that went away is a retry, and so is a sending that is called off', async () => {
    const server = await startRedis()
    const adapter = createRedisStreamAdapter({ url: `redis://127.0.0.1:${server.port}` })
    expect(await adapter.send(answer, live)).toEqual({ status: 'delivered' })
    await server.stop()
    expect(await adapter.send(other, live)).toMatchObject({ status: 'retry', scope: 'destination' })
    const stopped = new AbortController()
    stopped.abort('closing')
    expect(await adapter.send(other, stopped.signal)).toMatchObject({ status: 'retry' })
    await adapter.close()
  })
})
