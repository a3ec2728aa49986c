import type { Delivery } from '@frankly/core'
import type { Adapter, Carries } from './shared/capabilities.ts'
import { hostsOf, need, needUrl } from './shared/check-options.ts'
import { defineAdapter } from './shared/define-adapter.ts'
import { callOptions, type HttpOptions } from './shared/http-options.ts'
import { exchange, type OutcomeRules } from './shared/outcome.ts'
import { pipeSpec } from './shared/pipe-options.ts'
import { fill, type JsonTemplate } from './shared/template.ts'
import { toJson, wireBody } from './shared/wire-body.ts'

export type { HttpReply } from './shared/http-call.ts'
export type { JsonTemplate } from './shared/template.ts'

/** Options of {@link createHttpAdapter}. @public */
export interface HttpAdapterOptions extends HttpOptions {
  /** Absolute address. */
  readonly url: string
  /** Default `POST`. */
  readonly method?: 'POST' | 'PUT' | 'PATCH'
  /** Sent along. A secret here makes the page that holds it tell everybody: keep those on a server. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * What to post: a template (`{ text: '{{data.response.answers.fix.text}}' }`) or a function of the delivery.
   * Default: the canonical event (`id, type, timestamp, project, data, texts, links`).
   */
  readonly body?: JsonTemplate | ((delivery: Delivery) => unknown)
  /**
   * `json` (default). `form`: url-encoded, one level. `simple`: JSON as `text/plain` without any further header, which a browser
   * sends without asking first (no preflight); your endpoint parses the text itself.
   */
  readonly encoding?: 'json' | 'form' | 'simple'
  /** Header for the id that stays the same over all attempts; `false`: none. Default `idempotency-key`, none when `simple`. */
  readonly idempotencyHeader?: string | false
  /** What this endpoint may be given. Default: everything, since it is the shop's own. */
  readonly carries?: Partial<Carries>
  /** Your endpoint's own words, asked before the table of statuses. */
  readonly outcome?: NonNullable<OutcomeRules['own']>
  /** Name for logs and tables. Default `http`. */
  readonly name?: string
}

/**
 * Posts to any HTTP endpoint. 2xx means that it is stored: answer only when it is, and recognise a repeat by its id.
 * Default events: all, erasures too.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createHttpAdapter(options: HttpAdapterOptions): Adapter {
  const url = needUrl('url', options.url)
  const { method = 'POST', encoding = 'json', body = undefined } = options
  need(['POST', 'PUT', 'PATCH'].includes(method), 'method', method, 'POST, PUT or PATCH')
  need(encoding in TYPES, 'encoding', encoding, 'json, form or simple')
  const simple = encoding === 'simple'
  need(!simple || !options.headers, 'headers', options.headers, 'none with `simple`', 'a header causes a preflight')
  const idHeader = options.idempotencyHeader ?? (simple ? false : 'idempotency-key')
  const call = callOptions(options)
  const own = options.outcome
  return defineAdapter({
    name: options.name ?? 'http',
    ...pipeSpec(options),
    hosts: hostsOf(url),
    send: (delivery, signal) => {
      const event = wireBody(delivery)
      const content = typeof body === 'function' ? body(delivery) : body === undefined ? event : fill(body, event)
      return exchange(
        {
          ...call,
          // The slash at the end belongs to the address here: it was only checked.
          url: options.url,
          method,
          headers: {
            'content-type': TYPES[encoding],
            ...(idHeader ? { [idHeader]: delivery.id } : {}),
            ...options.headers,
          },
          body: encoding === 'form' ? formOf(content) : toJson(content),
        },
        signal,
        { own, secrets: Object.values(options.headers ?? {}) },
      )
    },
  })
}

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  simple: 'text/plain;charset=utf-8',
} as const

function formOf(content: unknown): string {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries((content ?? {}) as Record<string, unknown>)) {
    if (value !== null && value !== undefined)
      form.append(key, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return form.toString()
}
