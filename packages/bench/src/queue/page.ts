import { createCollectorAdapter } from '@frankly/adapters/collector'
import { type Delivery, makeId, type Response, type Transport } from '@frankly/core'
import { createBrowserPlatform } from '@frankly/core/browser'
import { createQueue } from '@frankly/core/queue'

/** How a complaint fared that was given while ordinary answers wait. */
export interface Urgent {
  /** Milliseconds from `submit` until the acknowledgement was read. */
  readonly ms: number
  /** Requests begun after `submit`, up to and with the one that carried it. 1: it was in the very next. */
  readonly requests: number
}

/** What the bench finds as `window.bench`. */
export interface BenchPage {
  /** Gives ordinary answers while the way is closed; resolves when all are on disk. */
  fill(count: number): Promise<void>
  complain(): Promise<Urgent>
  /** Sends all that waits; resolves with the number of requests. */
  drain(): Promise<number>
  /** Starts sending what waits and does not wait for it. */
  begin(): void
  waiting(): Promise<number>
}

const project = 'pk_bench'
const host = new URLSearchParams(location.search).get('collector') ?? ''
const platform = createBrowserPlatform()
const collector = createCollectorAdapter({ host, project })
let open = true
let requests: string[][] = []
const transport: Transport = {
  ...collector,
  async sendMany(deliveries, signal, how) {
    if (!open) return deliveries.map(() => ({ status: 'retry', scope: 'destination' }))
    requests.push(deliveries.map(({ id }) => id))
    return (collector.sendMany as NonNullable<Transport['sendMany']>)(deliveries, signal, how)
  },
}
const queue = createQueue({ project, transport, platform })

function deliveryOf(complaint: boolean): Delivery {
  const now = Date.now()
  const response: Response = {
    id: makeId(platform.clock, platform.random),
    revision: 1,
    surveyId: 'purchase',
    surveyVersion: 1,
    status: 'completed',
    mode: 'web',
    test: false,
    locale: 'en',
    touchpoint: 'order_confirmed',
    answers: complaint
      ? { wrong: { kind: 'complaint', text: 'The parcel is empty.' } }
      : { ordering: { kind: 'rating', value: 5 } },
    ...(complaint ? { complaint: { severity: 'high' as const } } : {}),
    context: { path: '/thanks', order: { orderId: 'A-1007', value: 1990, currency: 'EUR' }, device: 'phone' },
    consents: [],
    timings: { startedAt: now - 9000, updatedAt: now, completedAt: now, questionMs: { ordering: 2100 } },
  }
  const lane = complaint ? 'urgent' : 'normal'
  const id = `${response.id}.1`
  return { id, type: 'response.completed', project, occurredAt: now, lane, attempt: 1, data: { response } }
}

const bench: BenchPage = {
  async fill(count) {
    open = false
    for (let left = count; left > 0; left -= 100) {
      await Promise.all(Array.from({ length: Math.min(100, left) }, () => queue.submit(deliveryOf(false))))
    }
  },
  complain() {
    const delivery = deliveryOf(true)
    return new Promise((resolve) => {
      const begun = performance.now()
      const before = requests.length
      const off = queue.on('item', (event) => {
        if (event.id !== delivery.id || event.state !== 'sent') return
        off()
        const ms = performance.now() - begun
        resolve({ ms, requests: requests.findIndex((ids) => ids.includes(delivery.id)) + 1 - before })
      })
      void queue.submit(delivery)
    })
  },
  async drain() {
    requests = []
    await queue.flush()
    return requests.length
  },
  begin() {
    void queue.flush()
  },
  waiting: async () => (await queue.status()).waiting,
}
Object.assign(window, { bench })
