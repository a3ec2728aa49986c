import { createCollectorAdapter } from '@frankly/adapters/collector'
import type { Delivery, Platform, Response, Transport } from '@frankly/core'
import { createBrowserPlatform, createIndexedDbJournal, createLocalJournal } from '@frankly/core/browser'
import { makeId } from '@frankly/core/platform'
import { assembleQueue, type Queue, soundRules } from '@frankly/core/queue'
import type { Cure } from '../cures.ts'
import { makeResponse, PROJECT } from './answers.ts'

/** How many answers a page gives, and how. */
export interface Wish {
  readonly count: number
  /** Complaints among them: every so many. 0: none. Default 5. */
  readonly urgentEvery?: number
  /** Revisions of each response. Default 1. */
  readonly revisions?: number
  /** Pause between two, ms. Default 0. */
  readonly pauseMs?: number
  /** Characters of each text. Default 40. */
  readonly length?: number
}

/** What the suite finds as `window.chaos`. */
export interface ChaosPage {
  /** Gives the answers; resolves when the page knows of each what to tell its customer. */
  submit(wish: Wish): Promise<void>
  readonly queue: Queue
  /** Errors and rejections that reached the host page. */
  readonly leaks: readonly string[]
}

const query = new URLSearchParams(location.search)
const host = query.get('collector') ?? ''
const oracle = query.get('oracle') ?? ''
const patience = Number(query.get('patience'))
const without = query.get('without') as Cure | null

const platform = mutatePlatform(createBrowserPlatform())
const transport = mutateTransport(
  createCollectorAdapter({ host, project: PROJECT, ...(patience ? { timeoutMs: patience } : {}) }),
)
const queue = assembleQueue(
  { project: PROJECT, transport, platform },
  {
    ...soundRules,
    ...(without === 'ack-before-delete' ? { deleteFirst: true } : {}),
    ...(without === 'lanes' ? { priorityOf: () => soundRules.priorityOf(deliveryOf(nextResponse(0, false, 10))) } : {}),
  },
)
queue.resume()

const leaks: string[] = []
addEventListener('error', (event) => leaks.push(String(event.message)))
addEventListener('unhandledrejection', (event) => leaks.push(String(event.reason)))

const page: ChaosPage = {
  queue,
  leaks,
  async submit(wish) {
    const told: Promise<void>[] = []
    for (let n = 0; n < wish.count; n++) {
      const every = wish.urgentEvery ?? 5
      let response = nextResponse(n, every > 0 && n % every === 0, wish.length ?? 40)
      for (let revision = 1; revision <= (wish.revisions ?? 1); revision++) {
        response = { ...response, revision }
        told.push(give(response))
        if (wish.pauseMs) await new Promise((resolve) => setTimeout(resolve, wish.pauseMs))
      }
    }
    await Promise.all(told)
  },
}
Object.assign(window, { chaos: page })

async function give(response: Response): Promise<void> {
  const begun = performance.now()
  const result = await queue.submit(deliveryOf(response))
  const report = {
    id: response.id,
    revision: response.revision,
    durable: result.durable,
    urgent: response.complaint !== undefined,
    tookMs: performance.now() - begun,
  }
  // The oracle is off the faulty way, but a browser that was taken offline reaches nobody for a while.
  for (let tries = 0; tries < 100; tries++) {
    const heard = await fetch(oracle, { method: 'POST', body: JSON.stringify(report) }).catch(() => undefined)
    if (heard?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A response of its own; by the page's monotonic clock, since rows set the other one. */
function nextResponse(n: number, urgent: boolean, length: number): Response {
  const id = makeId({ now: () => performance.timeOrigin + performance.now() }, platform.random)
  return makeResponse(id, `${n} ${'x'.repeat(length)}`, urgent)
}

function deliveryOf(response: Response): Delivery {
  return {
    id: `${response.id}.${response.revision}`,
    type: 'response.completed',
    project: PROJECT,
    occurredAt: response.timings.updatedAt,
    lane: response.complaint ? 'urgent' : 'normal',
    attempt: 1,
    data: { response },
  }
}

function mutatePlatform(sound: Platform): Platform {
  if (without === 'complete') {
    const journal = createIndexedDbJournal({ settleOn: 'success' })
    return { ...sound, journal: { open: async () => journal } }
  }
  if (without === 'indexed-db') {
    const weak = createLocalJournal()
    // Says what rivals say of localStorage: stored.
    const journal = {
      ...weak,
      durability: 'disk' as const,
      put: (records: never) => weak.put(records).then(() => 'disk' as const),
    }
    return { ...sound, journal: { open: async () => journal as never } }
  }
  return sound
}

/** Believes any 200, as a client that never reads the body does. */
function mutateTransport(sound: Transport): Transport {
  if (without !== 'parsed-ack') return sound
  return {
    ...sound,
    async sendMany(deliveries) {
      const items = deliveries.flatMap((delivery) =>
        'response' in delivery.data && delivery.data.response ? [delivery.data.response] : [],
      )
      const reply = await fetch(`${host}/v1/projects/${PROJECT}/responses`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain;charset=utf-8' },
        body: JSON.stringify({ sentAt: Date.now(), items }),
      }).catch(() => undefined)
      return deliveries.map(() => (reply?.ok ? { status: 'delivered' } : { status: 'retry' }))
    },
  }
}
