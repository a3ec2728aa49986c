import type { TriggerEvent } from '@frankly/core'
import { somethingWaits } from '@frankly/core/browser'
import { createEmitter } from '@frankly/core/client'
import { mayBeAsked, type TriggerEventKind } from '@frankly/core/targeting'
import type { App, Command, LoaderHost, Parts, VisitFacts } from '../contract/host.ts'
import type { Settings } from '../contract/settings.ts'
import { createDisposer, type Disposer } from '../page/disposer.ts'
import type { Ask } from '../page/untouched-fetch.ts'
import {
  lookForAWhile,
  type OrderFound,
  type OrderSource,
  watchDataLayer,
  watchMarkup,
} from '../triggers/order-candidates.ts'
import { MOMENTS, watchClicks, watchRoute } from '../triggers/watch.ts'
import { isQuiet } from './gate.ts'
import { showTrouble } from './say.ts'
import { warn as say } from './warn.ts'

/** After so long, ms, the customer is told that what was asked for has not come: two seconds are a long time. */
const PATIENCE_MS = 1800

const NOT_LOADED = 'not-loaded'

/** So long after a fault others are taken for what follows from it, ms. */
const FOLLOWS_MS = 5000

/** What a page tells of the visit: kept until the code is here that makes use of it. */
const TOLD: readonly Command[] = ['identify', 'context', 'consent', 'locale']
/** Those of them that are to be cleaned. */
const FACTS: readonly Command[] = ['identify', 'context']
/** A refusal is heeded at once: what is kept must go. */
const NO = ['denied', 'withdrawn']

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

/** @param ended - called by `destroy`, to take the global away */
export function createLoader(settings: Settings, parts: Parts, ended: () => void): Loader {
  let failedAt = 0
  const warn: LoaderHost['warn'] = (message, cause) => {
    // what follows from a fault is not said again
    if (cause && Date.now() - failedAt < FOLLOWS_MS) return
    if (cause) failedAt = Date.now()
    say(message, cause)
  }
  const failed = (cause: unknown): void => warn('stopped at an error', cause)
  const emitter = createEmitter({ debug: warn, warn })
  const newScope = (): Disposer => createDisposer(failed)
  const scope = newScope()
  // the rest of it comes with the interface
  const facts = { orderCandidates: [], told: [], route: 0 } as Pick<
    VisitFacts,
    'orderCandidates' | 'told' | 'route'
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
        const mine = load().then(
          (part) => {
            made = mine
            value ??= use(part)
            return value
          },
          (cause) => {
            since = 0
            throw cause
          },
        )
        made = mine
      }
      return made
    }
  }
  let app: App | undefined
  const getApp = once(parts.ui, (part) => (app = part.start(host)))
  const past = (): Promise<Ask> => getApp().then(({ ask }) => ask)
  const config = once(
    () => parts.config(past),
    (found) => found,
  )
  const command: App['command'] = (name, args) => getApp().then((loaded) => loaded.command(name, args))
  /** What is said now, by place. */
  const said = new Map<unknown, () => void>()
  const attempt: LoaderHost['attempt'] = (work, inside) => {
    const clear = (): void => {
      stop()
      said.get(inside)?.()
    }
    const tell = (): void => {
      clear()
      if (!scope.done)
        said.set(
          inside,
          host.say(() => void attempt(work, inside), inside),
        )
    }
    const stop = scope.after(PATIENCE_MS, tell)
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
    delivery: once(parts.delivery, (part) => part.start(host)),
    ahead: (starts) => parts.ahead?.(starts),
    past,
    attempt,
    say: showTrouble,
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
    const hasOrders = facts.orderCandidates.length > 0
    if (hasOrders || facts.told.some(([name]) => FACTS.includes(name))) parts.facts?.(hasOrders)
    await act(await getApp())
  }
  const safely = (work: Promise<unknown>): void => void work.catch(failed)
  const happened = (event: TriggerEvent, called?: boolean, from?: OrderSource): void =>
    safely(wake([event], (app) => app.occur(event, from), called))
  const purchase: OrderFound = (from, raw) => {
    facts.orderCandidates.push({ from, raw, route: facts.route })
    happened({ on: 'purchase' }, from === 'call', from)
  }

  const destroy = (): void => {
    ended()
    scope.dispose()
    emitter.clear()
  }
  const own: { [Name in Command | 'attributes']?: (...args: never[]) => unknown } = {
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
  /** Who asked whether it was shown is told no, whatever went wrong. */
  const no = (name: Command, reason: string) => (asks(name) ? { shown: false, reason } : undefined)
  const run: Run = (name, args) => {
    try {
      if (scope.done) return Promise.resolve(no(name, 'destroyed'))
      const mine = own[name] as ((...args: readonly unknown[]) => unknown) | undefined
      const [word] = args as [({ readonly feedback?: string } & string)?]
      if (!app && TOLD.includes(name) && !NO.includes(word?.feedback ?? word!))
        return void facts.told.push([name, args])
      const ask = (): Promise<unknown> => command(name, args)
      const result = mine ? mine(...args) : asks(name) ? attempt(ask) : ask()
      // a page may have put a Promise of its own in place of the browser's
      return (
        (result as Promise<unknown> | undefined)?.catch?.((cause) => {
          failed(cause)
          return no(name, NOT_LOADED)
        }) ?? result
      )
    } catch (cause) {
      failed(cause)
      return Promise.resolve(no(name, NOT_LOADED))
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
        facts.route += 1
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
    element: (element) => safely(attempt(() => command('element', [element]), element)),
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
