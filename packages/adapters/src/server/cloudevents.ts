import type { Delivery } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { exchange } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec, responseIdsOf } from '../shared/pipe-options.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createCloudEventsAdapter}. @public */
export interface CloudEventsAdapterOptions extends HttpOptions, PipeOptions {
  /** Absolute address of the receiver. */
  readonly url: string
  /** The attribute `source`, a URI reference that names the shop. Default `/frankly/<project key>`. */
  readonly source?: string
  /** Before the event's name in the attribute `type`. Default `frankly.`, as in `frankly.response.completed`. */
  readonly typePrefix?: string
  /** `structured` (default): all in the body. `binary`: attributes as `ce-` headers, the event as the body. */
  readonly mode?: 'structured' | 'binary'
  /** Sent along, such as `authorization`. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Posts each delivery as a CloudEvent 1.0 over HTTP. `id` is the delivery's and stays the same over all attempts; with
 * `source` it tells a repeat, as the specification wants. `subject` is the response's id, `data` the canonical event.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createCloudEventsAdapter(options: CloudEventsAdapterOptions): ServerAdapter {
  return defineServerAdapter('cloudevents', () => {
    const checked = needUrl('url', options.url)
    const { mode = 'structured', source, typePrefix = 'frankly.' } = options
    need(mode === 'structured' || mode === 'binary', 'mode', mode, 'structured or binary')
    need(source === undefined || /^[\x21-\x7e]+$/.test(source), 'source', source, 'a URI reference')
    need(/^[\x21-\x7e]*$/.test(typePrefix), 'typePrefix', typePrefix, 'printable ASCII without spaces')
    const call = callOptions(options)
    return {
      hosts: hostsOf(checked),
      ...pipeSpec(options),
      send: (delivery, signal) => {
        const attributes = attributesOf(delivery, source, typePrefix)
        const data = wireBody(delivery)
        const { datacontenttype, ...others } = attributes
        const content =
          mode === 'structured'
            ? {
                type: 'application/cloudevents+json; charset=utf-8',
                headers: {},
                body: toJson({ ...attributes, data }),
              }
            : { type: datacontenttype, headers: headersOf(others), body: toJson(data) }
        const headers = { ...content.headers, 'content-type': content.type, ...options.headers }
        const secrets = Object.values(options.headers ?? {})
        return exchange({ ...call, url: options.url, headers, body: content.body }, signal, { secrets })
      },
    }
  })
}

function attributesOf(delivery: Delivery, source: string | undefined, typePrefix: string) {
  const subject = responseIdsOf(delivery)[0]
  return {
    specversion: '1.0',
    id: delivery.id,
    source: source ?? `/frankly/${encodeURIComponent(delivery.project)}`,
    type: typePrefix + delivery.type,
    time: new Date(delivery.occurredAt).toISOString(),
    ...(subject ? { subject } : {}),
    datacontenttype: 'application/json',
  }
}

/** Header values are percent-encoded where the binding wants it (3.1.3.2): space, `"`, `%` and all beyond ASCII. */
function headersOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const coded = (value: string): string =>
    value.replace(/[^\x21\x23\x24\x26-\x7e]+/g, (found) =>
      Array.from(
        new TextEncoder().encode(found),
        (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      ).join(''),
    )
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, coded(value)]))
}
