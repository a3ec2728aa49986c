import { draftRecord, sizeAndSum } from './draft-record.ts'
import type { QueueParts } from './parts.ts'
import { type QueueRecord, toStored, withPass } from './record.ts'
import { heldBy } from './same-pass.ts'
import type { PassState, SubmitResult } from './types.ts'

/**
 * [Q30] Keeps a draft of which nothing may be sent, in the place of the earlier one. Where a body of the pass waits to be
 * sent it is put into that record, and the body stays as it is.
 */
export async function keepDraft(
  { project, limits, store, page, passes, telling }: QueueParts,
  pass: PassState,
): Promise<SubmitResult> {
  const { responseId: response, revision, writer } = pass
  const born = store.mark.now()
  const [bytes] = sizeAndSum(JSON.stringify(pass))
  // A run holds the words, and beside them what the engine needs.
  if (bytes > 2 * limits.recordBytes) return { durable: 'none', reason: 'too-large' }
  passes.stored(response, true)
  const own = page.all().filter(({ record }) => record.response === response)
  await Promise.all(own.map(({ stored }) => stored))
  let body: QueueRecord | undefined
  try {
    const durable = await store.swap(response, born, (stored) => {
      const older = heldBy({ revision, writer, mayLeave: false }, stored, page.hasRead)
      const waits = older.filter((one) => one.body && !page.isDone(one.key))
      body = [...waits].sort((a, b) => b.revision - a.revision)[0]
      const gone = older.filter((one) => one === body || !waits.includes(one))
      return {
        put: [body ? toStored(withPass(body, pass)) : draftRecord(project, pass)],
        remove: gone.map(({ key }) => key),
      }
    })
    if (!durable) return { durable: 'none', reason: 'withdrawn' }
    const held = body && page.get(body.key)
    if (held) page.become(held.record.key, withPass(held.record, pass))
    return { durable }
  } catch (cause) {
    telling.failed(cause)
    return { durable: 'none', reason: 'full' }
  }
}
