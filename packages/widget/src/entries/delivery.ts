import { collectorTransport } from '@frankly/adapters/collector'
import { createBrowserJournal, createQueuePlatform } from '@frankly/core/browser'
import type { DeliveryServices, LoaderHost } from '../contract/host.ts'
import { createDelivery } from '../delivery/create-delivery.ts'
import { pageFetch } from '../delivery/page-fetch.ts'
import { deliveryLoaders } from './loaders.ts'

/** `status()` reports what the queue meets; the console stays silent. */
const SILENT = { debug() {}, warn() {} }

/** Entry of the delivery chunk of the script tag: sends to the collector. */
export function start(host: LoaderHost): DeliveryServices {
  const { host: address, project } = host.settings
  const fetch = pageFetch(host.rawFetch)
  return createDelivery(host, deliveryLoaders, {
    platform: createQueuePlatform({ open: async () => createBrowserJournal() }, SILENT),
    transport: collectorTransport({ host: address, project, fetch }),
    post: { url: `${address}/v1/projects/${encodeURIComponent(project)}/attachments`, fetch },
  })
}
