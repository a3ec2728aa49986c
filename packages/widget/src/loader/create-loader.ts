import { createDisposer } from '../mount/disposer.ts'
import { readJsonLd, type SignFound, watchDataLayer } from '../triggers/order-signs.ts'
import { type Occasion, watchRoute, watchTriggers } from '../triggers/watch.ts'
import { mayAsk, quietUntil } from './gate.ts'
import type { Settings } from './settings.ts'
import type { App, Command, Delivery, EventName, LoaderHost, Parts, VisitFacts } from './surface.ts'

type Listener = (detail: unknown) => void
/** A function of the page in `on`, a name of an event before it. */
type Run = (name: Command, args: readonly unknown[]) => unknown

/** The part that is on every page: hears commands and triggers, and fetches the rest when something is to be done. */
export interface Loader {
  /** Runs a command. Never throws; the promises of commands never reject. */
  run: Run
  /** Looks at the page: order sources, triggers, what waits to be sent. */
  look(attributes?: DOMStringMap): void
  /** Renders a custom element; the function takes it away. */
  element(element: HTMLElement): () => void
}

/** @param ended - called by `destroy`, to take the global away */
export function createLoader(settings: Settings, parts: Parts, ended: () => void): Loader {
  const warn: LoaderHost['warn'] = (message, cause = '') => {
    // biome-ignore lint/suspicious/noConsole: the one line that a developer gets for a fault
    console.warn(`[frankly] ${message}`, cause)
  }
  const scope = createDisposer((cause) => warn('stopped at an error', cause))
  const listeners = new Map<string, Set<Listener>>()
  const facts: VisitFacts = {
    tags: {},
    signs: [],
    locale: settings.locale,
    consent: settings.consent,
    test: false,
    startedAt: Date.now(),
  }
  /** Keeps a success, forgets a failure, so that the next need tries again. */
  const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
    let made: Promise<Value> | undefined
    return () => {
      made ??= make().catch((cause) => {
        made = undefined
        throw cause
      })
      return made
    }
  }
  let app: App | undefined
  let delivery: Delivery | undefined
  const config = once(parts.config)
  const getApp = once(async () => {
    const part = await parts.ui()
    app ??= part.start(host)
    return app
  })
  const host: LoaderHost = {
    settings,
    facts,
    scope,
    warn,
    waits: parts.waits,
    config: () =>
      config().catch((cause) => warn(`no configuration of project "${settings.project}"`, cause) as undefined),
    delivery: once(async () => {
      const part = await parts.delivery()
      delivery ??= part.start(host)
      return delivery
    }),
    emit(name: EventName, detail: unknown) {
      for (const listener of [...(listeners.get(name) ?? [])]) {
        try {
          listener(detail)
        } catch (cause) {
          warn(`a listener of "${name}" threw`, cause)
        }
      }
    },
  }

  /** What happened before the configuration came is looked at once it is there. */
  const happened = async (occasion: Occasion, called = false): Promise<void> => {
    const known = settings.auto || called ? await host.config() : undefined
    const may = known?.surveys.filter?.((survey) => {
      try {
        return (
          mayAsk(survey, occasion, location.href) && (survey.targeting?.alwaysOpen || !quietUntil(settings.project))
        )
      } catch (cause) {
        return warn('a survey of the configuration cannot be read', cause)
      }
    })
    if (may?.length && !scope.done) await (await getApp()).occur(occasion)
  }
  const safely = (work: Promise<unknown>): void => {
    work.catch((cause) => warn('could not load', cause))
  }
  const purchase: SignFound = (from, raw) => {
    facts.signs.push({ from, raw })
    safely(happened({ on: 'purchase' }, from === 'call'))
  }

  const own: { [Name in Command]?: (...args: never[]) => unknown } = {
    identify(subject: VisitFacts['subject']) {
      facts.subject = subject
    },
    context({ touchpoint, test, ...more }: Partial<VisitFacts> & Record<string, unknown>) {
      if (touchpoint) facts.touchpoint = touchpoint
      if (test !== undefined) facts.test = test
      Object.assign(facts.tags, more.tags)
    },
    track: (name: string, props?: Record<string, unknown>) =>
      name === 'purchase' ? purchase('call', props) : safely(happened({ on: 'event', name, props: props ?? {} }, true)),
    purchase: (order: unknown) => purchase('call', order),
    on(name: string, listener: Listener) {
      if (!listeners.has(name)) listeners.set(name, new Set())
      listeners.get(name)!.add(listener)
    },
    off: (name: string, listener: Listener) => void listeners.get(name)?.delete(listener),
    // these two are facts first, and a change of what is open second
    consent(word: VisitFacts['consent']) {
      facts.consent = word
      return word === 'granted' ? undefined : getApp().then((loaded) => loaded.command('consent', [word]))
    },
    locale(tag: string) {
      facts.locale = tag
      return app?.command('locale', [tag])
    },
    show: async (surveyId: string, options: object) => (await getApp()).show(surveyId, options),
    close: () => app?.close(),
    async flush() {
      await (await host.delivery()).flush()
    },
    destroy() {
      ended()
      scope.dispose()
      listeners.clear()
    },
  }

  const run: Run = (name, args) => {
    try {
      if (scope.done) return
      const command = own[name] as ((...args: readonly unknown[]) => unknown) | undefined
      const result = command
        ? command(...args)
        : getApp().then((loaded) => (scope.done ? undefined : loaded.command(name, args)))
      return result instanceof Promise ? result.catch((cause) => warn(`"${name}" failed`, cause)) : result
    } catch (cause) {
      warn(`"${name}" failed`, cause)
    }
  }

  return {
    run,
    element(element) {
      let gone = false
      let undo: (() => void) | undefined
      safely(
        getApp().then((loaded) => {
          if (!gone && !scope.done) undo = loaded.element(element)
        }),
      )
      return () => {
        gone = true
        undo?.()
      }
    },
    look(attributes = {}) {
      if (attributes['orderId']) purchase('attributes', attributes)
      const layer = watchDataLayer(scope, settings.dataLayer, purchase)
      layer()
      const ready = (): void => {
        if (scope.done) return
        layer()
        readJsonLd(purchase)
        if (settings.auto)
          safely(
            host.config().then((known) => {
              const triggers = known?.surveys.flatMap((survey) => survey.targeting?.triggers ?? []) ?? []
              watchTriggers(scope, triggers, (occasion) => safely(happened(occasion)))
              if (known?.door && known.door.show !== 'none')
                safely(getApp().then((loaded) => loaded.command('tab', [])))
            }),
          )
        watchRoute(scope, () => {
          layer()
          safely(happened({ on: 'route' }))
        })
        safely(parts.waits().then((waits) => (waits ? host.delivery() : undefined)))
        if (location.search.includes('frankly-debug')) safely(getApp().then((loaded) => loaded.command('debug', [])))
        host.emit('ready', {})
      }
      const calm = (): void => {
        scope.on(window, 'load', layer)
        // storing, fetching and listening wait until the page has done its own work
        const { requestIdleCallback: idle } = window
        if (idle) idle(ready, { timeout: 2000 })
        else scope.after(1, ready)
      }
      if (document.readyState === 'loading') scope.on(document, 'DOMContentLoaded', calm)
      else calm()
    },
  }
}
