import type { Platform, Response, Transport } from '@frankly/core'
import { createQueue, type ItemEvent } from '@frankly/core/queue'
import type { Delivery, LoaderHost } from '../loader/surface.ts'
import { parcelOf } from '../state/parcel-of.ts'
import type { DeliveryState } from '../state/run-model.ts'
import { type AttachmentPost, postFile } from './attachments.ts'

/** What delivery is made of. */
export interface DeliveryParts {
  readonly transport: Transport
  readonly platform: Platform
  readonly post?: AttachmentPost | undefined
}

/** Follows each response to its end and tells the truth about it. */
export function createDelivery(host: LoaderHost, { transport, platform, post }: DeliveryParts): Delivery {
  const { project } = host.settings
  const queue = createQueue({ project, transport, platform })
  const watched = new Map<string, { revision: number; response: Response; told(state: DeliveryState): void }>()
  host.scope.add(() => queue.close())

  queue.on('item', (event) => {
    const state = stateOf(event)
    const about = watched.get(event.responseId ?? '')
    const detail = {
      responseId: event.responseId,
      revision: event.revision,
      reason: event.reason,
      receipt: event.receipt,
    }
    if (event.state === 'queued') host.emit('delivery.queued', detail)
    if (event.state === 'sent') host.emit('delivery.sent', detail)
    if (event.state !== 'skipped' && (state?.is === 'not_saved' || state?.is === 'blocked'))
      host.emit('delivery.failed', detail)
    // an older revision has nothing to say about the words of now
    if (!about || (event.revision ?? 0) < about.revision || !state) return
    about.told(state)
    if (state.is !== 'sent') return
    watched.delete(about.response.id)
    const { id, surveyId, complaint, receiptCode, status } = about.response
    if (complaint && status === 'completed')
      host.emit('complaint.sent', {
        surveyId,
        responseId: id,
        receipt: event.receipt ?? (receiptCode ? { code: receiptCode } : undefined),
      })
  })
  queue.on('lane', ({ lane, reason }) => {
    if (lane === 'open') return
    // what is in memory only, and cannot go out, is not saved: the customer must know before the page is closed
    for (const each of watched.values()) {
      queue.status().then(({ store }) => {
        if (store === 'memory' && watched.has(each.response.id)) each.told({ is: 'not_saved' })
        else if (lane === 'blocked') each.told({ is: 'blocked', by: reason ?? 'blocked' })
      })
    }
  })
  queue.resume()

  return {
    save(response, told) {
      watched.set(response.id, { revision: response.revision, response, told })
      queue.submit(parcelOf(project, response)).then(
        (result) => {
          const kept = result.durable !== 'none' && result.durable !== 'memory'
          if (result.durable === 'none') told({ is: 'not_saved' })
          else if (result.durable === 'server') told({ is: 'sent' })
          else if (kept && watched.get(response.id)?.revision === response.revision) told({ is: 'kept' })
          if (kept)
            host.emit('answer.saved', {
              surveyId: response.surveyId,
              responseId: response.id,
              revision: response.revision,
            })
        },
        (cause: unknown) => {
          host.warn('an answer could not be kept', cause)
          told({ is: 'not_saved' })
        },
      )
    },
    attach: async (file, name, responseId) => post && postFile(post, file, name, responseId),
    async flush() {
      await queue.flush()
    },
    waiting: async () => (await queue.status()).waiting,
    forget: () => queue.withdraw(),
    stop: () => queue.close(),
  }
}

function stateOf({ state, durable, reason }: ItemEvent): DeliveryState | undefined {
  switch (state) {
    case 'sent':
      return { is: 'sent' }
    case 'queued':
      return durable === 'memory' ? undefined : { is: 'kept' }
    case 'blocked':
      return { is: 'blocked', by: reason ?? 'blocked' }
    case 'failed':
    case 'parked':
    case 'skipped':
      return { is: 'not_saved' }
    default:
      return
  }
}
