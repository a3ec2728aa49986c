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
  /** Withdrawals on this page so far. */
  readonly withdrawals: number
  /** [W1] What was said until now and has not reached the queue yet must not reach it any more. */
  withdraw(): void
  /** Closes the queue, if it is here. */
  close(): void
}

/** What sending needs from outside. @internal */
export interface SendingDeps {
  /** Makes or fetches the queue. */
  queue(): Queue | Promise<Queue>
  /** The queue, if it has been made already: then the first answer goes to it in its own task. */
  queueHere?(): Queue | undefined
  /** Tells what became of each delivery. */
  readonly emitter: Emitter
  /** Hears of each response that the destination has acknowledged, also of those that earlier pages left. */
  sent(responseId: ResponseId): void
  /** The client has ended: a queue that comes now is closed. */
  isOver(): boolean
}

/** @internal */
export function createSending({ queue: make, queueHere, emitter, sent, isOver }: SendingDeps): Sending {
  const listeners: Sending['listeners'] = new Map()
  let here: Queue | undefined
  let withdrawals = 0
  let loading: Promise<Queue> | undefined

  function take(queue: Queue): Queue {
    if (here) return here
    here = queue
    queue.on('item', (event) => {
      tell(event, emitter)
      if (event.state === 'sent' && event.responseId) sent(event.responseId)
      for (const run of [...(listeners.get(event.responseId ?? '') ?? [])]) run(event)
    })
    if (isOver()) queue.close()
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
      const made = here ?? queueHere?.()
      return made && take(made)
    },
    load,
    listeners,
    get withdrawals() {
      return withdrawals
    },
    withdraw: () => void withdrawals++,
    close: () => here?.close(),
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
