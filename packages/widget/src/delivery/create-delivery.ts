import type { Transport } from '@frankly/core'
import type { QueuePlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import type { DeliveryServices, LoaderHost } from '../contract/host.ts'
import type { AttachmentPost } from './attachments.ts'

/** What delivery is made of. */
export interface DeliveryParts {
  readonly transport: Transport
  readonly platform: QueuePlatform
  readonly post?: AttachmentPost | undefined
}

/** The queue of this page, at work from now on: what earlier pages left is sent. */
export function createDelivery(host: LoaderHost, { transport, platform, post }: DeliveryParts): DeliveryServices {
  const { project } = host.settings
  const queue = createQueue({ project, transport, platform })
  host.scope.add(() => queue.close())
  queue.resume()
  void queue
    .passes()
    .then(async (passes) => {
      if (!passes.some(({ acts }) => acts)) return
      const { sendLeftActs } = await import('./early-acts.ts')
      await sendLeftActs({ project, queue }, platform)
    })
    .catch((cause) => host.warn('acts of an earlier page wait for the next one', cause))
  return {
    queue,
    // few answers have a photo
    async attach(file, name, responseId) {
      try {
        return post && (await import('./attachments.ts')).postFile(post, file, name, responseId)
      } catch (cause) {
        return void host.failed(cause)
      }
    },
  }
}
