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

/** The queue of this page, at work from now on: what earlier pages left is sent. */
export function createDelivery(
  host: LoaderHost,
  loaders: DeliveryLoaders,
  { transport, platform, post: at }: DeliveryParts,
): DeliveryServices {
  const post = at && { ...at, onEnd: (end: () => void) => host.scope.add(end) }
  const { project } = host.settings
  const queue = createQueue({ project, transport, platform })
  host.scope.add(() => queue.close())
  queue.resume()
  void queue
    .passes()
    .then(async (passes) => {
      if (!passes.some(({ acts }) => acts)) return
      const { sendLeftActs } = await loaders.earlyActs()
      await sendLeftActs({ project, queue }, platform)
    })
    .catch((cause) => host.warn('acts of an earlier page wait for the next one', cause))
  if (post)
    void hasPhotos()
      .then(async (has) => has && (await loaders.attachments()).sendPhotos(post))
      .catch((cause) => host.warn('photos of an earlier page wait for the next one', cause))
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
