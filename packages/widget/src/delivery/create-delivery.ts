import type { Transport } from '@frankly/core'
import type { QueuePlatform } from '@frankly/core/platform'
import { createQueue } from '@frankly/core/queue'
import type { DeliveryServices, LoaderHost } from '../contract/host.ts'
import type { AttachmentPost, postFile, sendPhotos } from './attachments.ts'
import type { sendLeftActs } from './early-acts.ts'
import { hasPhotos } from './has-photos.ts'

/** What delivery is made of. */
export interface DeliveryParts {
  readonly transport: Transport
  readonly platform: QueuePlatform
  readonly post?: AttachmentPost | undefined
}

/** What delivery loads when it needs it. */
export interface DeliveryLoaders {
  earlyActs(): Promise<{ readonly sendLeftActs: typeof sendLeftActs }>
  attachments(): Promise<{ readonly postFile: typeof postFile; readonly sendPhotos: typeof sendPhotos }>
}

/**
 * The queue of this page. It sends at once what earlier pages left, and opens no store where nothing waits: what a customer
 * may answer is made ready before anybody acts ([CR1], [Q6]).
 */
export function createDelivery(
  host: LoaderHost,
  loaders: DeliveryLoaders,
  { transport, platform, post: at }: DeliveryParts,
): DeliveryServices {
  const post = at && { ...at, onEnd: (end: () => void) => host.scope.add(end) }
  const { project } = host.settings
  const queue = createQueue({ project, transport, platform })
  host.queueHere = queue
  host.scope.add(() => queue.close())
  const answered = new Promise((go) => queue.on('item', go))
  host
    .somethingWaits()
    // a browser that cannot say what waits is asked once the store has been opened for an answer
    .then((waits) => waits || answered)
    .then(async () => {
      queue.resume()
      const hasActs = (await queue.passes()).some(({ acts }) => acts)
      if (hasActs) await (await loaders.earlyActs()).sendLeftActs({ project, queue }, platform)
    })
    // what could not be read now waits for the next page
    .catch(host.failed)
  if (post)
    void hasPhotos()
      .then(async (has) => has && (await loaders.attachments()).sendPhotos(post))
      .catch(host.failed)
  return {
    queue,
    prepare: () => loaders.attachments().catch(() => undefined),
    // few answers have a photo
    async attach(file, name, responseId) {
      try {
        return post && (await loaders.attachments()).postFile(post, file, name, responseId)
      } catch (cause) {
        return void host.failed(cause)
      }
    },
  }
}
