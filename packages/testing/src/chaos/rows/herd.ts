import { createCollectorAdapter } from '@frankly/adapters/collector'
import { createMemoryPlatform, makeId } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import { makeResponse, PROJECT } from '../page/answers.ts'
import type { Row } from './row.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Many customers at once after an outage. Real queues and adapters, in this process: hundreds of pages do not fit. */
export const herdRow: Row = {
  number: 32,
  name: 'an outage, then many clients come back',
  browsers: ['chromium'],
  async play(stage, scale) {
    const clients = scale > 1 ? 200 : 60
    const outageMs = scale > 1 ? 60_000 : 12_000
    stage.proxy.plan(() => ({ do: 'answer', status: 503 }))
    const queues = Array.from({ length: clients }, () => {
      const platform = createMemoryPlatform()
      const transport = createCollectorAdapter({ host: stage.proxy.url, project: PROJECT })
      const queue = createQueue({ project: PROJECT, transport, platform })
      const response = makeResponse(makeId(platform.clock, platform.random), 'sold out', false)
      const data = { response }
      const id = `${response.id}.1`
      const occurredAt = Date.now()
      void queue.submit({
        id,
        type: 'response.completed',
        project: PROJECT,
        occurredAt,
        lane: 'normal',
        attempt: 1,
        data,
      })
      return queue
    })
    await pause(outageMs)
    const before = stage.proxy.posts.length
    stage.expect(before <= clients * 30, `at most 30 failed requests for each client; ${before} in all`)

    stage.proxy.plan(() => ({ do: 'pass' }))
    const recovered = Date.now()
    for (let n = 0; n < 40 && stage.proxy.posts.length < before + clients; n++) await pause(500)
    const seconds = new Map<number, number>()
    for (const { at } of stage.proxy.posts.slice(before)) {
      const second = Math.floor((at - recovered) / 1000)
      seconds.set(second, (seconds.get(second) ?? 0) + 1)
    }
    const busiest = Math.max(0, ...seconds.values())
    // without jitter nearly all would come in one second or two
    stage.expect(busiest <= clients / 3, `no rush: ${busiest} of ${clients} in the busiest second`)
    await Promise.all(queues.map((queue) => queue.flush()))
    const stored = (await stage.store.rows()).length
    stage.expect(stored === clients, `all ${clients} arrive; ${stored} did`)
    for (const queue of queues) queue.close()
  },
}
