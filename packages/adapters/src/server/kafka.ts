import type { SendOutcome } from '@frankly/core'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type KeptAdapter, keep, type LibraryOptions } from '../shared/kept-connection.ts'
import { delivered, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createKafkaAdapter}. @public */
export interface KafkaAdapterOptions extends PipeOptions {
  /** `host:9092`, one or several. */
  readonly brokers: readonly string[]
  /** Must be there: it is not made. Default `frankly-deliveries`. */
  readonly topic?: string
  /** Name of this client in the broker's logs. Default `frankly`. */
  readonly clientId?: string
  /** More options for `Producer` of `@platformatic/kafka`: `tls`, `sasl`. */
  readonly producer?: LibraryOptions
}

/**
 * Produces a record for each delivery and waits for all replicas in sync (`acks: -1`). The key is the delivery's id: Kafka itself keeps a
 * repeat, a compacted topic keeps one record of a key, and any reader can tell by it. Headers: `id`, `type`. Errors that Kafka itself calls
 * retriable are a retry, others final (code `kafka_<name>`). Needs the package `@platformatic/kafka` 2, thus Node 22.22, 24.6 or newer.
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createKafkaAdapter(options: KafkaAdapterOptions): KeptAdapter {
  return defineServerAdapter('kafka', () => {
    const { brokers, topic = 'frankly-deliveries', clientId = 'frankly', timeoutMs = 15_000 } = options
    const right = Array.isArray(brokers) && brokers.length && brokers.every((one) => /^[^\s:/]+:\d+$/.test(one))
    need(right, 'brokers', brokers, 'a list of host:port')
    need(/^[\w.-]{1,249}$/.test(topic), 'topic', topic, 'letters, digits, . _ -')
    const kept = keep({
      timeoutMs,
      load: () => import('@platformatic/kafka'),
      open: async ({ Producer, stringSerializers }) =>
        new Producer({
          ...options.producer,
          clientId,
          bootstrapBrokers: [...brokers],
          serializers: stringSerializers,
          retries: 0,
          timeout: timeoutMs,
          connectTimeout: timeoutMs,
          requestTimeout: timeoutMs,
          autocreateTopics: false,
        }),
      end: (producer) => producer.close(true),
    })
    return {
      hosts: brokers.flatMap((broker) => hostsOf(`kafka://${broker}`)),
      ...pipeSpec(options),
      send: (delivery, signal) =>
        kept.send(signal, async (producer) => {
          const { id, type } = delivery
          const headers = { id, type, 'content-type': 'application/json' }
          const message = { topic, key: id, value: toJson(wireBody(delivery)), headers }
          try {
            await producer.send({ messages: [message], acks: -1 })
            return delivered()
          } catch (cause) {
            return errorOutcome(cause)
          }
        }),
      close: kept.close,
    }
  })
}

/** An error of the broker carries Kafka's own name for it, somewhere below; anything else is thrown on. */
function errorOutcome(cause: unknown): SendOutcome {
  const said = brokersWord(cause)
  if (!said) throw cause
  // Kafka does not call its own unexpected errors retriable; the record is not to blame for them.
  return said.canRetry || said.apiId === 'UNKNOWN_SERVER_ERROR'
    ? retry(cause)
    : rejected(`kafka_${said.apiId.toLowerCase()}`, said.message)
}

type BrokersWord = { readonly apiId: string; readonly canRetry: boolean; readonly message: string }

function brokersWord(error: unknown): BrokersWord | undefined {
  const { apiId, errors } = (error ?? {}) as { apiId?: unknown; errors?: unknown }
  if (typeof apiId === 'string') return error as BrokersWord
  return Array.isArray(errors) ? errors.map(brokersWord).find(Boolean) : undefined
}
