import type { Delivery, SendOutcome } from '@frankly/core'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type KeptAdapter, keep, type LibraryOptions } from '../shared/kept-connection.ts'
import { delivered, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createNatsAdapter}. @public */
export interface NatsAdapterOptions extends PipeOptions {
  /** `nats://host:4222` or `tls://host:4222`, one or several. */
  readonly servers: string | readonly string[]
  /** Subjects begin with it: `<subject>.response.completed`. Default `frankly`. A stream must hold `<subject>.>`. */
  readonly subject?: string
  /** Refuse to publish when the subject belongs to another stream. Default: any stream. */
  readonly stream?: string
  /** More options for `connect` of `@nats-io/transport-node`: `user`, `pass`, `token`, `authenticator`, `tls`. */
  readonly connection?: LibraryOptions
}

/**
 * Publishes to a NATS JetStream stream and waits for its acknowledgement. `Nats-Msg-Id` is the delivery's id: the stream drops
 * a repeat within its `duplicate_window` (2 minutes unless set; set it to the reach of your attempts). A subject that no stream
 * holds is a retry, since JetStream says the same when it is down. Refusals are final with code `nats_<err_code>`.
 * Needs the packages `@nats-io/transport-node` and `@nats-io/jetstream` 3.
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createNatsAdapter(options: NatsAdapterOptions): KeptAdapter {
  return defineServerAdapter('nats', () => {
    const { subject = 'frankly', stream, timeoutMs = 15_000 } = options
    const servers = [options.servers].flat() as readonly string[]
    need(servers.length && servers.every(Boolean), 'servers', servers.length, 'at least one address')
    need(/^[^\s.*>]+(?:\.[^\s.*>]+)*$/.test(subject), 'subject', subject, 'tokens with dots between, no wildcards')
    const kept = keep({
      timeoutMs,
      load: () => Promise.all([import('@nats-io/transport-node'), import('@nats-io/jetstream')]),
      open: async ([{ connect }, { jetstream, JetStreamApiError }]) => {
        const fixed = { servers: [...servers], reconnect: false, timeout: timeoutMs }
        const connection = await connect({ ...options.connection, ...fixed })
        const publish = async (delivery: Delivery): Promise<SendOutcome> => {
          const body = new TextEncoder().encode(toJson(wireBody(delivery)))
          const room = connection.info?.max_payload ?? 1_048_576
          if (body.length > room - HEADERS) return rejected('too_large', `${body.length} of ${room} bytes`)
          try {
            await jetstream(connection).publish(`${subject}.${delivery.type}`, body, {
              msgID: delivery.id,
              timeout: timeoutMs,
              ...(stream ? { expect: { streamName: stream } } : {}),
            })
            return delivered()
          } catch (cause) {
            if (cause instanceof JetStreamApiError) return errorOutcome(cause)
            throw cause
          }
        }
        return { connection, publish }
      },
      end: ({ connection }) => connection.close(),
      refused: lockedOut,
    })
    return {
      hosts: servers.flatMap((server) => hostsOf(server.includes('://') ? server : `nats://${server}`)),
      ...pipeSpec(options),
      send: (delivery, signal) => kept.send(signal, ({ publish }) => publish(delivery)),
      close: kept.close,
    }
  })
}

/** Who is not let in, or may not publish to the subject, is told so by an error of that name, at times below another one. */
function lockedOut(cause: unknown): SendOutcome | undefined {
  const { name, message, cause: below } = (cause ?? {}) as { name?: unknown; message?: unknown; cause?: unknown }
  if (name === 'AuthorizationError' || name === 'PermissionViolationError')
    return rejected(
      `nats_${name === 'AuthorizationError' ? 'authorization' : 'permission'}`,
      String(message).slice(0, 300),
    )
  return below ? lockedOut(below) : undefined
}

/** The server counts headers into the payload's limit. */
const HEADERS = 512

/** JetStream's own numbers: 4xx will not come right, 5xx (full, no quorum) may. */
function errorOutcome(cause: {
  readonly code: number
  readonly status: number
  readonly message: string
}): SendOutcome {
  const { code, status, message } = cause
  return status >= 400 && status < 500 && status !== 408 && status !== 429
    ? rejected(`nats_${code}`, message)
    : retry(cause)
}
