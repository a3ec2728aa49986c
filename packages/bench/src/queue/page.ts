import { createCollectorAdapter } from '@frankly/adapters/collector'
import type { Delivery, Platform, Transport } from '@frankly/core'
import { createBrowserPlatform } from '@frankly/core/browser'
import { makeId } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import { sampleResponse } from '@frankly/testing/sample-response'

/** How a complaint fared that was given while ordinary answers wait. */
export interface Urgent {
  /** Milliseconds from `submit` until its transaction on this device was complete. */
  readonly disk: number
  /** … until `submit` said that it is safe. */
  readonly told: number
  /** … until the acknowledgement was read. */
  readonly back: number
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
const browser = createBrowserPlatform()
/** Called when records are on disk. */
let onDisk = (_keys: readonly string[]): void => {}
const platform: Platform = {
  ...browser,
  journal: {
    async open() {
      const journal = await browser.journal.open()
      return {
        ...journal,
        async put(records) {
          const safe = await journal.put(records)
          if (safe === 'disk') onDisk(records.map(({ key }) => key))
          return safe
        },
      }
    },
  },
}
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
  const response = sampleResponse(
    makeId(platform.clock, platform.random),
    complaint
      ? { answers: { wrong: { kind: 'complaint', text: 'The parcel is empty.' } }, complaint: { severity: 'high' } }
      : { answers: { ordering: { kind: 'rating', value: 5 } } },
  )
  const lane = complaint ? 'urgent' : 'normal'
  const id = `${response.id}.1`
  const occurredAt = response.timings.updatedAt
  return { id, type: 'response.completed', project, occurredAt, lane, attempt: 1, data: { response } }
}

const bench: BenchPage = {
  async fill(count) {
    open = false
    for (let left = count; left > 0; left -= 100) {
      await Promise.all(Array.from({ length: Math.min(100, left) }, () => queue.submit(deliveryOf(false))))
    }
  },
  async complain() {
    const delivery = deliveryOf(true)
    const begun = performance.now()
    const since = (): number => performance.now() - begun
    const before = requests.length
    const disk = new Promise<number>((resolve) => {
      onDisk = (keys) => keys.some((key) => key.includes(delivery.id)) && resolve(since())
    })
    const back = new Promise<number>((resolve) => {
      const off = queue.on('item', ({ id, state }) => {
        if (id !== delivery.id || state !== 'sent') return
        off()
        resolve(since())
      })
    })
    const told = queue.submit(delivery).then(since)
    const times = { disk: await disk, told: await told, back: await back }
    return { ...times, requests: requests.findIndex((ids) => ids.includes(delivery.id)) + 1 - before }
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
