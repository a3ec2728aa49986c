import type { Feedback } from './feedback.ts'
import { createLoader } from './loader/create-loader.ts'
import { defineElements } from './loader/elements.ts'
import { fetchConfig } from './loader/fetch-config.ts'
import { frontOf } from './loader/install.ts'
import { type FeedbackOptions, resolveOptions } from './options.ts'
import { serverFeedback } from './server-feedback.ts'

/**
 * Feedback with the user interface, from the npm package: no remote code, no global. The interface and delivery are
 * chunks of your own bundle. Where there is no page, as while a server renders, the client does nothing: it shows
 * nothing, asks for nothing and keeps nothing, and `show` resolves to `{ shown: false, reason: 'server' }`.
 * @throws FeedbackError `option-invalid`
 * @example
 * ```ts
 * const feedback = createFeedback({ project: 'pk_demo', host: 'https://feedback.example.com' })
 * feedback.purchase({ orderId: 'A-1', value: 1990, currency: 'RUB' })
 * ```
 * @public
 */
export function createFeedback(options: FeedbackOptions): Feedback {
  const settings = resolveOptions(options)
  const { project, host } = settings
  if (typeof document === 'undefined') return serverFeedback(settings)
  const loader = createLoader(
    settings,
    {
      config: async (rawFetch) => options.config ?? fetchConfig(settings, rawFetch),
      ui: () => import('./entries/interface.ts'),
      // a failure is ignored here: it is tried again, and reported, where the code is needed
      facts(withOrders) {
        import('./entries/loaders.ts')
          .then(({ appLoaders }) => Promise.all([appLoaders.facts(), withOrders && appLoaders.orders()]))
          .catch(() => {})
      },
      async delivery() {
        const [{ createDelivery }, { deliveryLoaders }, { createBrowserPlatform }, { createCollectorAdapter }] =
          await Promise.all([
            import('./delivery/create-delivery.ts'),
            import('./entries/loaders.ts'),
            import('@frankly/core/browser'),
            import('@frankly/adapters/collector'),
          ])
        return {
          start: (loaderHost) =>
            createDelivery(loaderHost, deliveryLoaders, {
              platform: createBrowserPlatform({ storage: settings.storage }),
              transport: options.transport ?? createCollectorAdapter({ host, project }),
              post: host ? { url: `${host}/v1/projects/${encodeURIComponent(project)}/attachments` } : undefined,
            }),
        }
      },
    },
    () => defineElements(undefined),
  )
  defineElements(loader.element)
  loader.look()
  return frontOf(loader.run) as unknown as Feedback
}
