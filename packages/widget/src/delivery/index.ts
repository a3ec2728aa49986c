import { createCollectorAdapter } from '@frankly/adapters/collector'
import { createBrowserPlatform } from '@frankly/core/browser'
import type { Delivery, LoaderHost } from '../loader/surface.ts'
import { createDelivery } from './create-delivery.ts'
import { pageFetch } from './page-fetch.ts'

/** Entry of the delivery chunk of the script tag: sends to the collector. */
export function start(host: LoaderHost): Delivery {
  const { host: address, project, storage } = host.settings
  const platform = createBrowserPlatform({
    storage: () => ((host.facts.consent ?? 'granted') === 'granted' ? storage : 'none'),
  })
  return createDelivery(host, {
    platform,
    transport: createCollectorAdapter({ host: address, project, fetch: pageFetch }),
    post: { url: `${address}/v1/projects/${encodeURIComponent(project)}/attachments`, fetch: pageFetch },
  })
}
