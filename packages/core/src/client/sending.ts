import type { ResponseId } from '../model/ids.ts'
import type { ItemEvent, Queue } from '../queue/types.ts'
import type { Emitter } from './events.ts'

/** The queue, whose code may still be on its way. @internal */
export interface Sending {
  /** If it is here. */
  readonly here: Queue | undefined
  /** Fetches it once; a failure is forgotten, so that the next need tries again. */
  load(): Promise<Queue>
  /** Who hears what becomes of a response, by its id. */
  readonly listeners: Map<ResponseId, Set<(event: ItemEvent) => void>>
  close(): void
}

/**
 * @param sent - hears of each response that the destination has acknowledged, also of those that earlier pages left
 * @internal
 */
export function createSending(
  make: () => Queue | Promise<Queue>,
  emitter: Emitter,
  sent: (responseId: ResponseId) => void,
): Sending {
  const listeners: Sending['listeners'] = new Map()
  let here: Queue | undefined
  let loading: Promise<Queue> | undefined
  let isClosed = false

  function take(queue: Queue): Queue {
    if (here) return here
    here = queue
    queue.on('item', (event) => {
      tell(event, emitter)
      if (event.state === 'sent' && event.responseId) sent(event.responseId)
      for (const run of [...(listeners.get(event.responseId ?? '') ?? [])]) run(event)
    })
    if (isClosed) queue.close()
    else queue.resume()
    return queue
  }
  async function load(): Promise<Queue> {
    if (here) return here
    loading ??= (async () => take(await make()))()
    try {
      return await loading
    } catch (cause) {
      loading = undefined
      throw cause
    }
  }
  return {
    get here() {
      return here
    },
    load,
    listeners,
    close() {
      isClosed = true
      here?.close()
    },
  }
}

/** [V4] The queue's news as the client's events. */
function tell({ id, responseId, revision, state, receipt, reason }: ItemEvent, emitter: Emitter): void {
  const news = { id, ...(responseId && { responseId }), ...(revision !== undefined && { revision }) }
  if (state === 'queued' || state === 'blocked')
    emitter.emit('delivery.queued', { ...news, ...(reason !== undefined && { reason }) })
  else if (state === 'failed' || state === 'parked')
    emitter.emit('delivery.failed', { ...news, reason: reason ?? state })
  else if (state === 'sent') emitter.emit('delivery.sent', { ...news, ...(receipt && { receipt }) })
}
