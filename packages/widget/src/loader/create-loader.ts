import type { TriggerEvent } from '@frankly/core'
import { somethingWaits } from '@frankly/core/browser'
import { createEmitter } from '@frankly/core/client'
import { mayBeAsked, type TriggerEventKind } from '@frankly/core/targeting'
import type { App, Command, LoaderHost, Parts, VisitFacts } from '../contract/host.ts'
import type { Settings } from '../contract/settings.ts'
import { createDisposer, type Disposer } from '../page/disposer.ts'
import type { PlainFetch } from '../page/raw-fetch.ts'
import {
  lookForAWhile,
  type OrderFound,
  type OrderSource,
  watchDataLayer,
  watchMarkup,
} from '../triggers/order-candidates.ts'
import { MOMENTS, watchClicks, watchRoute } from '../triggers/watch.ts'
import { isQuiet } from './gate.ts'
import { showPlainTrouble } from './plain-trouble.ts'
import { warn as warnOnConsole } from './warn.ts'

/** Milliseconds until the customer sees that what was asked for has not been loaded yet. */
const PATIENCE_MS = 1800

/** The same for what a page draws by itself: on a slow phone it comes late, and nobody waits with a finger on it. */
const UNASKED_PATIENCE_MS = 10_000

const NOT_LOADED = 'not-loaded'

/** Further errors within this time, ms, are taken for consequences of the first. */
const FOLLOWS_MS = 5000

/** Commands that set facts of the visit: queued until the interface is loaded. */
const FACT_COMMANDS: readonly Command[] = ['identify', 'context', 'consent', 'locale']
/** Those of them whose facts are cleaned. */
const CLEANED_FACTS: readonly Command[] = ['identify', 'context']
/** A refusal of consent is not queued: stored data must be removed at once. */
const REFUSALS = ['denied', 'withdrawn']

/** A function of the page in `on`, a name of an event before it. */
type Run = (name: Command, args: readonly unknown[]) => unknown

/** The part that is on every page: hears commands and triggers, and fetches the rest when something is to be done. */
export interface Loader {
  /** Runs a command. Never throws; the promises of commands never reject. */
  run: Run
  /** Looks at the page: order sources, triggers, what waits to be sent. */
  look(attributes?: DOMStringMap): void
  /** Makes a custom element what it has to be now. */
  element(element: HTMLElement): void
}

/**
 * One closure: it is on every page, where two of its parts in files of their own were 35 bytes more.
 * @param ended - called by `destroy`, to take the global away
 */
export function createLoader(settings: Settings, parts: Parts, ended: () => void): Loader {
  let failedAt = 0
  const warn: LoaderHost['warn'] = (message, cause) => {
    // a consequence of an error is not reported
    if (cause && Date.now() - failedAt < FOLLOWS_MS) return
    if (cause) failedAt = Date.now()
    warnOnConsole(message, cause)
  }
  const failed = (cause: unknown): void => warn('stopped at an error', cause)
  const emitter = createEmitter({ debug: warn, warn })
  const newScope = (): Disposer => createDisposer(failed)
  const scope = newScope()
  // `createApp` adds the other fields
  const facts = { candidates: [], queued: [], route: 0 } as Pick<
    VisitFacts,
    'candidates' | 'queued' | 'route'
  > as VisitFacts
  /**
   * Keeps a success and forgets a failure, so that the next need tries again; it also asks anew beside something that
   * hangs. Whatever comes first counts, once.
   */
  const once = <Part, Value>(load: () => Promise<Part>, use: (part: Part) => Value): (() => Promise<Value>) => {
    let made: Promise<Value>
    let value: Value | undefined
    let since = 0
    return () => {
      if (!value && Date.now() - since >= PATIENCE_MS) {
        since = Date.now()
        const loading = load().then(
          (part) => {
            made = loading
            value ??= use(part)
            return value
          },
          (cause) => {
            since = 0
            throw cause
          },
        )
        made = loading
      }
      return made
    }
  }
  let app: App | undefined
  const getApp = once(parts.ui, (part) => (app = part.start(host)))
  const rawFetch = (): Promise<PlainFetch> => getApp().then((loaded) => loaded.rawFetch)
  const config = once(
    () => parts.config(rawFetch),
    (found) => found,
  )
  const command: App['command'] = (name, args) => getApp().then((loaded) => loaded.command(name, args))
  /** Messages that are shown now, by place; each value removes its message. */
  const troubles = new Map<unknown, () => void>()
  const attempt: LoaderHost['attempt'] = (work, inside, unasked) => {
    const clear = (): void => {
      stop()
      troubles.get(inside)?.()
    }
    const tell = (): void => {
      clear()
      if (!scope.done)
        troubles.set(
          inside,
          host.alert(() => void attempt(work, inside), inside),
        )
    }
    const stop = scope.after(unasked ? UNASKED_PATIENCE_MS : PATIENCE_MS, tell)
    return work().then(
      (value) => {
        clear()
        if ((value as { reason?: unknown } | undefined)?.reason === NOT_LOADED) tell()
        return value
      },
      (cause) => {
        failed(cause)
        tell()
        return { shown: false, reason: NOT_LOADED } as never
      },
    )
  }
  const host: LoaderHost = {
    settings,
    facts,
    scope,
    newScope,
    warn,
    failed,
    config: () => config().catch((cause) => warn(`no configuration of "${settings.project}"`, cause) as undefined),
    somethingWaits,
    delivery: once(parts.delivery, (part) => part.start(host)),
    prefetch: () => parts.prefetch?.(),
    rawFetch,
    attempt,
    alert: showPlainTrouble,
    emitter,
  }

  /** Lets the interface act if a survey may wait for one of these. What comes before the configuration waits for it. */
  const wake = async (
    events: readonly TriggerEventKind[],
    act: (app: App) => Promise<void>,
    called?: boolean,
  ): Promise<void> => {
    const known = settings.auto || called ? await host.config() : undefined
    const may = known?.surveys.filter(
      (survey) =>
        survey &&
        events.some((event) => mayBeAsked(survey, event, location.href)) &&
        (survey.targeting?.alwaysOpen || emitter.hears('suppressed') || !isQuiet(settings.project)),
    )
    if (!may?.length || scope.done) return
    const hasOrders = facts.candidates.length > 0
    if (hasOrders || facts.queued.some(([name]) => CLEANED_FACTS.includes(name))) parts.facts?.(hasOrders)
    await act(await getApp())
  }
  const safely = (work: Promise<unknown>): void => void work.catch(failed)
  const happened = (event: TriggerEvent, called?: boolean, from?: OrderSource): void =>
    safely(wake([event], (app) => app.occur(event, from), called))
  const purchase: OrderFound = (from, raw) => {
    facts.candidates.push({ from, raw, route: facts.route })
    happened({ on: 'purchase' }, from === 'call', from)
  }

  const destroy = (): void => {
    ended()
    scope.dispose()
    emitter.clear()
  }
  const ownCommands: { [Name in Command | 'attributes']?: (...args: never[]) => unknown } = {
    track: (name: string, props?: Record<string, unknown>) =>
      name === 'purchase' ? purchase('call', props) : happened({ on: 'event', name, properties: props ?? {} }, true),
    purchase: (order: unknown) => purchase('call', order),
    // a second tag of this page: see `startScript`
    attributes: (data: DOMStringMap) => data['orderId'] && purchase('attributes', { ...data }),
    on: emitter.on,
    off: emitter.off,
    close: () => app?.close(),
    destroy,
  }

  const asks = (name: Command): boolean => name === 'show' || name === 'complain'
  /** `show` and `complain` always resolve to a result, whatever went wrong. */
  const notShown = (name: Command, reason: string) => (asks(name) ? { shown: false, reason } : undefined)
  const run: Run = (name, args) => {
    try {
      if (scope.done) return Promise.resolve(notShown(name, 'destroyed'))
      const ownCommand = ownCommands[name] as ((...args: readonly unknown[]) => unknown) | undefined
      const [word] = args as [({ readonly feedback?: string } & string)?]
      if (!app && FACT_COMMANDS.includes(name) && !REFUSALS.includes(word?.feedback ?? word!))
        return void facts.queued.push([name, args])
      const ask = (): Promise<unknown> => command(name, args)
      const result = ownCommand ? ownCommand(...args) : asks(name) ? attempt(ask) : ask()
      // a page may have put a Promise of its own in place of the browser's
      return (
        (result as Promise<unknown> | undefined)?.catch?.((cause) => {
          failed(cause)
          return notShown(name, NOT_LOADED)
        }) ?? result
      )
    } catch (cause) {
      failed(cause)
      return Promise.resolve(notShown(name, NOT_LOADED))
    }
  }

  const watchPage = (attributes: DOMStringMap): void => {
    const layer = watchDataLayer(scope, settings.dataLayer, purchase)
    const markup = watchMarkup(attributes, purchase)
    const look = (): void => {
      layer()
      markup()
    }
    look()
    const start = async (): Promise<void> => {
      if (scope.done) return
      lookForAWhile(scope, look)
      if (settings.auto)
        safely(
          host.config().then((known) => {
            const triggers = known?.surveys.flatMap((survey) => survey.targeting?.triggers ?? []) ?? []
            watchClicks(scope, triggers, happened)
            happened({ on: 'page' })
            safely(wake(MOMENTS, (app) => app.watchMoments()))
            if (known?.door && known.door.show !== 'none') safely(command('tab', []))
          }),
        )
      watchRoute(scope, () => {
        facts.route++
        lookForAWhile(scope, look)
        happened({ on: 'route' })
      })
      safely(somethingWaits().then((waits) => (waits ? host.delivery() : undefined)))
      if (location.search.includes('frankly-debug')) safely(command('debug', []))
      emitter.emit('ready', {})
    }
    const calm = (): void => {
      scope.on(window, 'load', layer)
      // storing, fetching and listening wait until the page has done its own work
      const ready = (): void => safely(start())
      if ('requestIdleCallback' in window) requestIdleCallback(ready, { timeout: 2000 })
      else setTimeout(ready)
    }
    if (document.readyState === 'loading') scope.on(document, 'DOMContentLoaded', calm)
    else calm()
  }

  return {
    run,
    element: (element) => safely(attempt(() => command('element', [element]), element, true)),
    look(attributes = {}) {
      try {
        watchPage(attributes)
      } catch (cause) {
        warn('did not start', cause)
        // half a loader would only go on to say the same of its other half
        destroy()
      }
    },
  }
}
