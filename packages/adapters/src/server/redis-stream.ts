import type { SendOutcome } from '@frankly/core'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type KeptAdapter, keep, type LibraryOptions } from '../shared/kept-connection.ts'
import { delivered, rejected } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createRedisStreamAdapter}. @public */
export interface RedisStreamAdapterOptions extends PipeOptions {
  /** `redis://user:password@host:6379/0`, or `rediss:` for TLS. */
  readonly url: string
  /** Key of the stream. Default `frankly:deliveries`. */
  readonly stream?: string
  /** Keep about so many entries (`MAXLEN ~`). Default: all. */
  readonly maxLength?: number
  /** For how long a repeat is recognised, seconds. Default 604 800 (7 days), the reach of the outbox's attempts. */
  readonly dedupeSeconds?: number
  /** More options for `createClient` of the package `redis`. */
  readonly client?: LibraryOptions
}

/** Where an entry was added, its id is remembered in the same step: a script runs alone. */
const ADD = `if redis.call('exists', KEYS[2]) == 1 then return 0 end
if ARGV[4] ~= '' then
redis.call('xadd', KEYS[1], 'MAXLEN', '~', ARGV[4], '*', 'id', ARGV[1], 'type', ARGV[2], 'event', ARGV[3])
else
redis.call('xadd', KEYS[1], '*', 'id', ARGV[1], 'type', ARGV[2], 'event', ARGV[3])
end
redis.call('set', KEYS[2], '1', 'EX', ARGV[5])
return 1`

/**
 * Adds an entry (`id`, `type`, `event` as JSON) to a Redis stream. Streams recognise no repeat, so a script keeps the ids
 * beside it under keys that expire: within `dedupeSeconds` nothing is stored twice. After that, or when Redis loses
 * what it had not written to disk, only the field `id` tells. Needs the package `redis` 5 or newer, and Redis 5 or newer.
 * Errors that pass (`OOM`, `LOADING`, `READONLY`, `BUSY` and so on) are a retry, others final (code `redis_<word>`).
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createRedisStreamAdapter(options: RedisStreamAdapterOptions): KeptAdapter {
  return defineServerAdapter('redis-stream', () => {
    const { url, stream = 'frankly:deliveries', timeoutMs = 15_000, maxLength, dedupeSeconds = 604_800 } = options
    need(/^rediss?:\/\/\S+/.test(String(url)), 'url', '(secret)', 'redis://… or rediss://…')
    need(Number.isInteger(dedupeSeconds) && dedupeSeconds > 0, 'dedupeSeconds', dedupeSeconds, 'whole seconds above 0')
    need(
      maxLength === undefined || (Number.isInteger(maxLength) && maxLength > 0),
      'maxLength',
      maxLength,
      'a number above 0',
    )
    // In a cluster both keys must live together: the part in braces decides.
    const beside = /\{[^}]+\}/.test(stream) ? stream : `{${stream}}`
    const kept = keep({
      timeoutMs,
      load: () => import('redis'),
      open: async ({ createClient }) => {
        const socket = { connectTimeout: timeoutMs, reconnectStrategy: false as const }
        const client = createClient({ ...options.client, url, disableOfflineQueue: true, socket })
        client.on('error', () => {})
        await client.connect()
        return client
      },
      end: (client) => client.destroy(),
      refused: (cause) => (LOCKED.test(wordsOf(cause)) ? errorOutcome(cause) : undefined),
    })
    return {
      hosts: hostsOf(url),
      ...pipeSpec(options),
      send: (delivery, signal) =>
        kept.send(signal, async (client) => {
          const { id, type } = delivery
          const args = [id, type, toJson(wireBody(delivery)), String(maxLength ?? ''), String(dedupeSeconds)]
          try {
            await client.eval(ADD, { keys: [stream, `${beside}:seen:${id}`], arguments: args })
            return delivered()
          } catch (cause) {
            return errorOutcome(cause)
          }
        }),
      close: kept.close,
    }
  })
}

const PASSING =
  /^(?:BUSY|CLUSTERDOWN|LOADING|MASTERDOWN|MISCONF|NOREPLICAS|OOM|READONLY|TRYAGAIN|UNBLOCKED|MOVED|ASK|ERR max number of clients)\b/

/** Said to a connection that may not be opened. */
const LOCKED = /^(?:WRONGPASS|NOAUTH|NOPERM|DENIED|ERR (?:AUTH|invalid password|Client sent AUTH|DB index))\b/

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : ''
}

/** Redis begins its errors with a word in capitals; anything else came from the way there, and is thrown on. */
function errorOutcome(cause: unknown): SendOutcome {
  const said = wordsOf(cause)
  // Before Redis 7, an error inside a script is wrapped: `ERR Error running script (…): @user_script: 4: -OOM command not allowed`.
  const text = /@user_script: ?\d+: -?([A-Z]{3,20} .*)/s.exec(said)?.[1] ?? said
  const word = /^[A-Z]{3,20}\b/.exec(text)?.[0]
  if (!word || /^E(?:CONN|PIPE|HOST|NET|TIMEDOUT)/.test(word)) throw cause
  // Thrown: a fresh connection may lead to the new master, where this one would stay with a replica that is read-only.
  if (PASSING.test(text)) throw cause
  return rejected(`redis_${word.toLowerCase()}`, text.slice(0, 300))
}
