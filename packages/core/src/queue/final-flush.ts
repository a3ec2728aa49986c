import type { OwnRecord } from './own-record.ts'
import type { QueueParts } from './parts.ts'
import { acknowledge, textOf } from './replies.ts'
import { floorOf } from './wait-after.ts'

/** Browsers share 64 KiB of keepalive bodies among all scripts of a page: take a quarter. */
const FINAL_FLUSH_BYTES = 16 * 1024

/** [Q22] What has not arrived, in one short request that outlives the page. Deletes nothing that is not acknowledged. */
export interface FinalFlush {
  send(): void
  /** The page is back: what is on its way may be lost, and the next final flush carries it again. */
  forget(): void
}

/** @param most - records of one request */
export function createFinalFlush(parts: QueueParts, most: number): FinalFlush {
  const { store, page, backoff, requests, gate } = parts
  /** On their way in one: `visibilitychange` follows `pagehide` at once. */
  const going = new Set<OwnRecord>()

  async function flush(batch: readonly OwnRecord[]): Promise<void> {
    const era = gate.era()
    for (const own of batch) going.add(own)
    const outcomes = await requests.send(
      batch.map(({ record }) => record),
      true,
    )
    for (const own of batch) going.delete(own)
    const asked = outcomes.find((outcome) => outcome?.status === 'retry' && floorOf(outcome.afterMs))
    if (asked?.status === 'retry') backoff.failed(asked.scope, asked.afterMs, textOf(asked.cause))
    if (era !== gate.era() || !acknowledge(parts, batch, outcomes)) return
    await Promise.all(batch.map(({ stored }) => stored))
    await store.change(batch.flatMap(({ record: { key } }) => (page.isDone(key) ? page.changeOf(key) : [])))
  }

  return {
    send() {
      if (backoff.waitFresh() || gate.isShut()) return
      const unsent = page.all().filter((own) => own.safe === 'memory' || (!going.has(own) && own.state !== 'waiting'))
      const batch = chooseLast(unsent, most)
      if (batch.length) void flush(batch)
    },
    forget: () => going.clear(),
  }
}

/** The first of them that fit into the final flush, in the order of sending. */
export function chooseLast(unsent: readonly OwnRecord[], most: number): readonly OwnRecord[] {
  let room = FINAL_FLUSH_BYTES
  return [...unsent]
    .sort((a, b) => (a.record.key < b.record.key ? -1 : 1))
    .filter(({ record }) => {
      room -= record.bytes
      return room >= 0
    })
    .slice(0, most)
}
