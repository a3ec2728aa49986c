import { cleanContext, cleanSubject, type ResponseContext, sayDropped, type Visit } from '@frankly/core'
import type { LoaderHost } from '../loader/surface.ts'
import { orderOfVisit, toldOrder } from '../triggers/order-of-visit.ts'

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
    order: toldOrder(facts.signs),
    tags: Object.keys(facts.tags).length ? facts.tags : undefined,
  })
  const line = sayDropped([...dropped, ...cleanSubject(facts.subject).dropped])
  if (line) warn(line)
  return context
}
