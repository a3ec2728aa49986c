import type { Platform, Transport } from '@frankly/core'
import { createQueue } from '@frankly/core/queue'
import type { Delivery, LoaderHost } from '../loader/surface.ts'
import { type AttachmentPost, postFile } from './attachments.ts'

/** What delivery is made of. */
export interface DeliveryParts {
  readonly transport: Transport
  readonly platform: Platform
  readonly post?: AttachmentPost | undefined
}

/** The queue of this page, at work from now on: what earlier pages left is sent. */
export function createDelivery(host: LoaderHost, { transport, platform, post }: DeliveryParts): Delivery {
  const queue = createQueue({ project: host.settings.project, transport, platform })
  host.scope.add(() => queue.close())
  queue.resume()
  void queue
    .passes()
    .then(async (passes) => {
      if (!passes.some(({ acts }) => acts)) return
      const { sendEarlyActs } = await import('@frankly/core/client')
      await sendEarlyActs({ project: host.settings.project, queue, platform })
    })
    .catch((cause) => host.warn('what an earlier page wrote down waits for the next page', cause))
  return {
    queue,
    attach: async (file, name, responseId) => post && postFile(post, file, name, responseId),
  }
}
