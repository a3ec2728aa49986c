import type { FeedbackEventName, ProjectConfig, Response, SendOutcome, Survey, Transport } from '@frankly/core'
import { checkResponse } from '@frankly/core/check'
import { EVENT_NAMES } from '@frankly/core/client'
import { createMemoryPlatform } from '@frankly/core/platform'
import { vi } from 'vitest'
import { createApp } from '../../src/app/create-app.ts'
import type { App, LoaderHost } from '../../src/contract/host.ts'
import type { Settings } from '../../src/contract/settings.ts'
import { createDelivery } from '../../src/delivery/create-delivery.ts'
import { appLoaders, deliveryLoaders } from '../../src/entries/loaders.ts'
import { createLoader, type Loader } from '../../src/loader/create-loader.ts'
import { surveyOf } from './open.ts'

/** One question of five marks. */
export const ease = { kind: 'rating', id: 'ease', scale: 'ease5', text: 'How easy?' } as const

/** A survey of one mark and of words on a second page. */
export const after = (more: Partial<Survey> = {}): Survey =>
  surveyOf([[ease], [{ kind: 'text', id: 'why', text: 'Why?' }]], { id: 'after', title: 'After', ...more })

/** The interface on a page: the real loader, app, client and queue; a collector that takes what a real one takes. */
export interface AppPage {
  readonly loader: Loader
  readonly host: LoaderHost
  readonly app: App
  /** Responses that the collector has stored. */
  readonly stored: Response[]
  readonly events: (readonly [FeedbackEventName, unknown])[]
  readonly warned: string[]
  /** The collector's configuration; `undefined`: it cannot be had. */
  config: ProjectConfig | undefined
  /** What the collector says next. */
  outcome: SendOutcome
  command(name: Parameters<App['command']>[0], ...args: readonly unknown[]): Promise<unknown>
  /** What floats above the page. */
  cards(): readonly HTMLElement[]
  end(): void
}

/** What happy-dom lacks: a layout, of which it is said that nothing is there, and the top layer, with what it refuses. */
function completeDom(): void {
  Object.assign(document, { elementsFromPoint: () => [] })
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      if (!this.isConnected || !this.popover)
        throw new DOMException('no popover, or not connected', 'InvalidStateError')
    },
  })
}

const { get: activeElement } = Object.getOwnPropertyDescriptor(ShadowRoot.prototype, 'activeElement')!
/** `null` where the focus is in another root: happy-dom throws there. */
Object.defineProperty(ShadowRoot.prototype, 'activeElement', {
  configurable: true,
  get(this: ShadowRoot) {
    try {
      return activeElement!.call(this)
    } catch {
      return null
    }
  },
})

/** Makes one. `config: null`: the collector cannot be reached. */
export async function appPage(
  surveys: readonly Survey[] = [after()],
  { config = {}, settings = {} }: { config?: Partial<ProjectConfig> | null; settings?: Partial<Settings> } = {},
): Promise<AppPage> {
  completeDom()
  const stored: Response[] = []
  const events: AppPage['events'] = []
  const warned: string[] = []
  const warn = vi.spyOn(console, 'warn').mockImplementation((...words) => void warned.push(words.join(' ')))
  const transport: Transport = {
    async send({ data }) {
      if (page.outcome.status !== 'delivered') return page.outcome
      const checked = checkResponse('response' in data ? data.response : undefined, Date.now())
      if (!checked.ok) return { status: 'rejected', code: 'invalid', detail: JSON.stringify(checked.issues) }
      stored.push(checked.response)
      return page.outcome
    },
  }
  let lent: LoaderHost | undefined
  let app: App | undefined
  const loader = createLoader(
    { project: 'pk', host: '', nonce: '', auto: false, dataLayer: 'dataLayer', ...settings },
    {
      config: async () => page.config ?? Promise.reject(new Error('no network')),
      ui: async () => ({
        start(host) {
          lent = host
          app = createApp(host, appLoaders)
          return app
        },
      }),
      delivery: async () => ({
        start: (host) =>
          createDelivery(host, deliveryLoaders, {
            transport,
            platform: createMemoryPlatform(),
          }),
      }),
    },
    () => {},
  )
  for (const name of EVENT_NAMES) loader.run('on', [name, (event: unknown) => events.push([name, event])])
  const page: AppPage = {
    loader,
    get host() {
      return lent!
    },
    get app() {
      return app!
    },
    stored,
    events,
    warned,
    config: config ? { project: 'pk', shop: 'Leaf & Clay', surveys, governor: {}, ...config } : undefined,
    outcome: { status: 'delivered' },
    command: async (name, ...args) => loader.run(name as never, args),
    cards: () => [...document.querySelectorAll<HTMLElement>('frankly-box')],
    end() {
      loader.run('destroy', [])
      warn.mockRestore()
      localStorage.clear()
      sessionStorage.clear()
    },
  }
  await loader.run('status', [])
  return page
}
