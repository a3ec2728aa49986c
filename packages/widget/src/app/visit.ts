import {
  cleanContext,
  cleanSubject,
  type Happening,
  type OrderContext,
  type ResponseContext,
  sayDropped,
  type Visit,
} from '@frankly/core'
import type { LoaderHost } from '../loader/surface.ts'
import type { OrderSign } from '../triggers/order-signs.ts'
import { orderOfAttributes, orderOfCall, orderOfLayer } from '../triggers/orders.ts'
import { orderOfJsonLd } from '../triggers/orders-of-json-ld.ts'
import type { Occasion } from '../triggers/watch.ts'

const READ = {
  call: (raw: unknown) => orderOfCall(raw),
  attributes: (raw: unknown) => orderOfAttributes(raw as DOMStringMap),
  layer: (raw: unknown) => orderOfLayer(raw),
  'json-ld': (raw: unknown) => orderOfJsonLd(raw as readonly string[], Date.now()),
} as const satisfies Record<OrderSign['from'], (raw: unknown) => OrderContext | undefined>

/** The order of this visit: of the newest page that holds one, the latest sign of the strongest source. */
export function orderOfVisit(signs: readonly OrderSign[]): OrderContext | undefined {
  return cleanContext({ order: readOrder(signs) }).context.order
}

/** The same as the page told it. */
function readOrder(signs: readonly OrderSign[]): OrderContext | undefined {
  const sources = Object.keys(READ)
  const newestFirst = [...signs]
    .reverse()
    .sort((one, other) => other.route - one.route || sources.indexOf(one.from) - sources.indexOf(other.from))
  for (const { from, raw } of newestFirst) {
    try {
      const order = READ[from](raw)
      if (order) return order
    } catch {
      // a getter of the page threw: it tells no order
    }
  }
  return undefined
}

/**
 * Is it a purchase that this page has not heard of? What the page says by itself counts when it holds an order, once for
 * each order; a call without any order counts too, since the shop said so.
 * @param heard - ids of the orders that were heard of; the new one is added
 */
export function isNewPurchase(
  signs: readonly OrderSign[],
  from: OrderSign['from'] | undefined,
  heard: Set<string>,
): boolean {
  const order = orderOfVisit(signs)
  const bare =
    from === 'call' &&
    (signs.findLast((sign) => sign.from === 'call')?.raw as { orderId?: unknown } | undefined)?.orderId === undefined
  if (!order) return bare
  const isNew = from === 'call' || !heard.has(order.orderId)
  heard.add(order.orderId)
  return isNew
}

function deviceOf(): 'phone' | 'tablet' | 'desktop' {
  const { width, height } = screen
  const short = Math.min(width, height)
  return !matchMedia('(pointer: coarse)').matches ? 'desktop' : short < 600 ? 'phone' : 'tablet'
}

/** What the rules may know of this moment. */
export function visitOf(host: LoaderHost, more: Partial<Visit>): Visit {
  const { facts } = host
  const order = orderOfVisit(facts.signs)
  const { subject } = cleanSubject(facts.subject)
  return {
    now: Date.now(),
    url: location.href,
    locale: facts.locale,
    key: subject?.id ?? order?.orderId ?? `${facts.startedAt}`,
    device: deviceOf(),
    offsets: [-new Date().getTimezoneOffset()],
    refused: facts.consent !== undefined && facts.consent !== 'granted',
    test: facts.test,
    ...(facts.touchpoint && { touchpoint: facts.touchpoint }),
    ...(order && { order }),
    ...(subject?.traits && { traits: subject.traits }),
    ...more,
  }
}

/** The allow-listed facts that go with an answer. What is left out of what the page said is named in the console. */
export function contextOf({ facts, warn }: LoaderHost): ResponseContext {
  const { context, dropped } = cleanContext({
    path: location.pathname,
    device: deviceOf(),
    utcOffsetMinutes: -new Date().getTimezoneOffset(),
    order: readOrder(facts.signs),
    tags: Object.keys(facts.tags).length ? facts.tags : undefined,
  })
  const line = sayDropped([...dropped, ...cleanSubject(facts.subject).dropped])
  if (line) warn(line)
  return context
}

/** The occasion in the words of the rules. */
export function happeningOf({ on, name = '', props = {}, met }: Occasion): Happening {
  switch (on) {
    case 'event':
      return { on, name, properties: props }
    case 'click':
      return { on, selector: `${met}` }
    case 'scroll':
      return { on, percent: Number(met) }
    case 'dwell':
      return { on, ms: Number(met) }
    default:
      return { on: on as 'page' }
  }
}
