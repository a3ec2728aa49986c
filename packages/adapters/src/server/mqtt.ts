import type { SendOutcome } from '@frankly/core'
import type { MqttClient } from 'mqtt'
import { hostsOf, need } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type KeptAdapter, keep, type LibraryOptions } from '../shared/kept-connection.ts'
import { delivered, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createMqttAdapter}. @public */
export interface MqttAdapterOptions extends PipeOptions {
  /** `mqtt://host:1883`, `mqtts://host:8883`, `wss://host/mqtt`. */
  readonly url: string
  /** Topics begin with it: `<topic>/response.completed`. Default `frankly`. */
  readonly topic?: string
  /**
   * Is an acknowledgement enough when nobody listens to the topic (reason code 16)? The broker throws such a message away, so by default
   * (`false`) it is a retry. A listener that is away, but has a session, counts as listening.
   */
  readonly withoutListeners?: boolean
  /** More options for `connect` of the package `mqtt`: `username`, `password`, `clientId`, `ca`, `cert`, `key`. */
  readonly connection?: LibraryOptions
}

/**
 * Publishes by MQTT 5 with QoS 1 and waits for the broker's acknowledgement. MQTT recognises no repeat: the user property `id`
 * (and `id` in the body) is the same over all attempts, the listener must look. Reason codes of the broker: 0x97 (quota), 0x80, 0x83
 * are a retry, the other errors final (code `mqtt_<hex>`); what is larger than the broker's largest packet is `too_large`. Needs the package `mqtt` 5 and a broker of MQTT 5.
 * @see https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html#_Toc3901121 (PUBACK reason codes)
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createMqttAdapter(options: MqttAdapterOptions): KeptAdapter {
  return defineServerAdapter('mqtt', () => {
    const { url, topic = 'frankly', timeoutMs = 15_000, withoutListeners = false } = options
    need(/^(?:mqtts?|wss?):\/\/\S+/.test(String(url)), 'url', url, 'mqtt://…, mqtts://…, ws://… or wss://…')
    need(/^[\w$.:-]+(?:\/[\w$.:-]+)*$/.test(topic), 'topic', topic, 'levels of letters, digits, _ . : - with / between')
    const kept = keep({
      timeoutMs,
      load: () => import('mqtt'),
      open: async ({ connect }) => {
        const fixed = { protocolVersion: 5 as const, reconnectPeriod: 0, connectTimeout: timeoutMs }
        const client = connect(url, { clean: true, ...options.connection, ...fixed })
        const hello = await new Promise<Hello>((resolve, reject) => {
          client.once('connect', resolve)
          client.on('error', reject)
          client.once('close', () => reject(new Error('closed before the broker had answered')))
        })
        return { client, largest: hello.properties?.maximumPacketSize }
      },
      end: ({ client }) => client.endAsync(true),
      refused: (cause) => {
        const { code } = (cause ?? {}) as { code?: unknown }
        return typeof code === 'number' && LOCKED.includes(code)
          ? rejected(`mqtt_${code.toString(16)}`, 'the broker does not let this client in, by its reason code')
          : undefined
      },
    })
    return {
      hosts: hostsOf(url),
      ...pipeSpec(options),
      send: (delivery, signal) =>
        kept.send(signal, async ({ client, largest }) => {
          const { id, type } = delivery
          const body = toJson(wireBody(delivery))
          const bytes = new TextEncoder().encode(topic + type + id + body).length + PACKET_OVERHEAD
          if (largest !== undefined && bytes > largest)
            return rejected('too_large', `about ${bytes} bytes; the broker takes packets of ${largest}`)
          const reason = await publish(client, `${topic}/${type}`, id, body)
          return reason === NOBODY_LISTENS && withoutListeners ? delivered() : reasonOutcome(reason)
        }),
      close: kept.close,
    }
  })
}

/** Publishes, and gives the reason code of the acknowledgement. Rejects when the connection ends before it. */
function publish(client: MqttClient, topic: string, id: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let messageId: number | undefined
    let reason = 0
    // The callback gets errors only; "no subscribers" is a reason code of the packet.
    const hear = (packet: { cmd: string; messageId?: number; reasonCode?: number }): void => {
      if (packet.cmd === 'puback' && packet.messageId === messageId) reason = packet.reasonCode ?? 0
    }
    const gone = (): void => done(() => reject(new Error('closed before the acknowledgement')))
    // A broker that had named no limit says it as it disconnects.
    const onDisconnect = ({ reasonCode }: { reasonCode?: number }): void => {
      if (reasonCode === TOO_LARGE) done(() => resolve(TOO_LARGE))
    }
    const done = (settle: () => void): void => {
      client.removeListener('packetreceive', hear)
      client.removeListener('close', gone)
      client.removeListener('disconnect', onDisconnect)
      settle()
    }
    client.on('packetreceive', hear)
    client.on('close', gone)
    client.on('disconnect', onDisconnect)
    const properties = { contentType: 'application/json', userProperties: { id } }
    client.publish(topic, body, { qos: 1, properties }, (error) =>
      done(() => (error && reason < 0x80 ? reject(error) : resolve(reason))),
    )
    messageId = client.getLastMessageId()
  })
}

/** Properties of the broker's CONNACK. */
interface Hello {
  readonly properties?: { readonly maximumPacketSize?: number }
}

/** CONNACK: version, client id, name or password, no right, banned, method of sign-in. */
const LOCKED: readonly number[] = [0x84, 0x85, 0x86, 0x87, 0x8a, 0x8c]

/** Bytes of a PUBLISH beside topic, id and body: heads, lengths, content type. */
const PACKET_OVERHEAD = 64

/** Reason codes: nobody listens to the topic; the packet is larger than the broker takes. */
const NOBODY_LISTENS = 0x10
const TOO_LARGE = 0x95

/** 0x80 unspecified, 0x83 implementation specific, 0x97 quota: they may pass. */
function reasonOutcome(code: number): SendOutcome {
  if (code === NOBODY_LISTENS) return retry('nobody listens to the topic')
  if (code < 0x80) return delivered()
  if (code === TOO_LARGE) return rejected('too_large', 'the broker refused the packet by its size')
  if (code === 0x80 || code === 0x83 || code === 0x97) return retry(`mqtt reason 0x${code.toString(16)}`)
  return rejected(`mqtt_${code.toString(16)}`, 'the broker refused it, by its reason code')
}
