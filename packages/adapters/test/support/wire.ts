import { type SampleOptions, sampleDelivery } from '@frankly/adapters/testing'
import type { Delivery } from '@frankly/core'
import type { DeliveryType } from '@frankly/core/wire'

/** What was sent. */
export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly json: never
}

/** An answer: status, body, headers. */
export type Answer = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>]

/** A `fetch` that notes what is sent and gives the answers in order; then the last one again. */
export function wire(...answers: readonly Answer[]): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = []
  return {
    sent,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const body = await request.text()
      const headers = Object.fromEntries(request.headers)
      const json = (body.startsWith('{') || body.startsWith('[') ? JSON.parse(body) : undefined) as never
      const [status, reply, more] = answers[Math.min(sent.length, answers.length - 1)] ?? [200]
      sent.push({ method: request.method, url: request.url, headers, body, json })
      return new Response(reply === undefined ? null : JSON.stringify(reply), { status, headers: { ...more } })
    },
  }
}

/** Sends one sample. */
export function send(
  adapter: { send(delivery: Delivery, signal: AbortSignal): Promise<unknown> },
  type: DeliveryType = 'case.opened',
  options: SampleOptions = {},
): Promise<unknown> {
  return adapter.send(sampleDelivery(type, options), new AbortController().signal)
}
