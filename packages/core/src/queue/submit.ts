import type { Delivery } from '../wire/delivery.ts'
import { type OwnRecord, replaces } from './own-record.ts'
import type { QueueParts } from './parts.ts'
import { toQueueRecord } from './record.ts'
import { responseOf } from './response-of.ts'
import type { Sender } from './sender.ts'
import type { PassState, QueueOptions, SubmitResult } from './types.ts'
import { createWriter } from './write-record.ts'

/**
 * [Q1] [Q2] Keeps a delivery and sends it: both begin at once.
 * @param plan - called after something was sent or failed
 */
export function createSubmit(
  parts: QueueParts,
  sender: Sender,
  textsFor: QueueOptions['textsFor'],
  plan: () => void,
): (given: Delivery, pass?: PassState) => Promise<SubmitResult> {
  const { scope, rules, limits, page, store, backoff, passes, telling } = parts
  const write = createWriter(scope, store, page)

  return async (given, pass) => {
    const { delivery, draft } = liftAbove(parts, withTexts(given, textsFor), pass)
    const record = toQueueRecord(scope, delivery, rules.priorityOf(delivery), draft)
    const twin = page.get(record.key)
    if (twin) return twin.result
    page.again(record.key)
    telling.tally('submitted')
    if (record.bytes > limits.recordBytes) {
      page.end(record, 'refused', { reason: 'too-large' })
      return { durable: 'none', reason: 'too-large' }
    }
    if (record.response) passes.stored(record.response, !!draft)
    const own = page.add(record, store.mark.now(), backoff.failures)
    telling.tell(record, 'saving')
    page.writing(record.key, write(own))
    // Nobody waits for these: a fault inside must not reach the page as an unhandled rejection.
    keep(parts, sender, own).catch(telling.failed)
    sender.work().then(plan).catch(telling.failed)
    return own.result
  }
}

/** Waits for the writing, and tells what came of it. */
async function keep({ page, store, telling }: QueueParts, sender: Sender, own: OwnRecord): Promise<void> {
  const placed = await own.stored
  const { record } = own
  if (placed === 'withdrawn' || own.state === 'withdrawn') {
    // Another page withdrew; where this one did, it has said so.
    own.done({ durable: 'none', reason: 'withdrawn' })
    if (page.holds(own)) page.end(record, 'withdrawn', {})
    return store.change([{ key: record.key }])
  }
  if (!placed || placed === 'no-room') {
    // No room. The attempt that is being made is the last chance.
    await sender.work()
    own.done({ durable: 'none', reason: 'full' })
    if (page.holds(own)) page.end(own.record, 'refused', { reason: 'full' })
    return
  }
  // Memory alone is no promise: the attempt that is being made decides what is said.
  if (placed === 'memory') await sender.work()
  own.done({ durable: placed })
  if (page.holds(own)) telling.tell(own.record, 'queued', { durable: placed })
  // Lower revisions that nobody is sending now are held by this one, and gone with its writing.
  for (const older of page.all())
    if (older.safe && !sender.isSending(older) && replaces(own, older.record, older.safe))
      page.drop(older.record.key, 'superseded')
}

/** [Q32] Never below what the receiver was heard to have: there a lower revision would count as told, and be lost. */
function liftAbove(
  { passes, telling }: QueueParts,
  delivery: Delivery,
  pass: PassState | undefined,
): { readonly delivery: Delivery; readonly draft: PassState | undefined } {
  const response = responseOf(delivery)
  const least = response && passes.floor(response.id)
  if (!response || least === undefined || response.revision > least) return { delivery, draft: pass }
  const revision = passes.next(response.id)
  telling.emit('item', {
    id: delivery.id,
    responseId: response.id,
    revision: response.revision,
    state: 'overtaken',
    to: { responseId: response.id, revision },
  })
  const data = { ...delivery.data, response: { ...response, revision } }
  return {
    delivery: { ...delivery, id: `${response.id}.${revision}`, data } as Delivery,
    draft: pass && { ...pass, revision },
  }
}

/** The words go into the record: after a reload the survey may not be at hand, and every attempt must be the same. */
function withTexts(delivery: Delivery, textsFor: QueueOptions['textsFor']): Delivery {
  const response = responseOf(delivery)
  const texts = !delivery.texts && response ? textsFor?.(response) : undefined
  return texts ? { ...delivery, texts } : delivery
}
