import type { Delivery, DeliveryType, SendOutcome } from '@frankly/core'
import type { Adapter, Carries, Reach } from './capabilities.ts'
import { need } from './options.ts'
import { delivered, rejected, retry } from './outcome.ts'
import { strip } from './strip.ts'

/** What makes an adapter. */
export interface AdapterSpec {
  readonly name: string
  readonly carries: Carries
  readonly reach: Reach
  readonly hosts?: readonly string[]
  readonly runsOn?: Adapter['runsOn']
  /** Which deliveries it sends; the others are done with at once. Default: all. */
  readonly takes?: ((delivery: Delivery) => boolean) | undefined
  /** For `analytics`: has the visitor agreed? */
  readonly consent?: (() => boolean) | undefined
  /** Gets only what `carries` allows. */
  send(delivery: Delivery, signal: AbortSignal): Promise<SendOutcome>
  /** Forwards an erasure. `send`: as any other delivery. Without: done if nothing personal was ever sent, else refused. */
  readonly erase?: 'send' | ((delivery: ErasedDelivery, signal: AbortSignal) => Promise<SendOutcome>)
}

/** A delivery that asks to forget someone. */
export type ErasedDelivery = Extract<Delivery, { type: 'subject.erased' }>

/**
 * Makes an adapter with the gates that every one has: only what it takes, nothing that it may not carry, no
 * analytics against Global Privacy Control or without consent, an erasure never silently dropped. A throw of
 * `send` loses nothing: it is a retry.
 */
export function defineAdapter(spec: AdapterSpec): Adapter {
  return {
    name: spec.name,
    carries: spec.carries,
    reach: spec.reach,
    hosts: spec.hosts ?? [],
    runsOn: spec.runsOn ?? 'anywhere',
    async send(delivery, signal) {
      try {
        if (delivery.type === 'subject.erased' && spec.erase !== 'send') return await eraseBy(spec, delivery, signal)
        if (spec.takes && !spec.takes(delivery)) return delivered()
        return refusedByVisitor(spec) ?? (await spec.send(strip(delivery, spec.carries), signal))
      } catch (cause) {
        return retry(cause, undefined, 'item')
      }
    },
  }
}

async function eraseBy(spec: AdapterSpec, delivery: ErasedDelivery, signal: AbortSignal): Promise<SendOutcome> {
  if (typeof spec.erase === 'function') return await spec.erase(delivery, signal)
  if (!Object.values(spec.carries).includes(true)) return delivered()
  return rejected('erase_unsupported', `${spec.name} has no call for it: delete there by hand`)
}

function refusedByVisitor(spec: AdapterSpec): SendOutcome | undefined {
  if (spec.reach !== 'analytics') return undefined
  const visitor = globalThis.navigator as { globalPrivacyControl?: boolean } | undefined
  if (visitor?.globalPrivacyControl) return rejected('privacy_gpc', 'Global Privacy Control')
  return spec.consent?.() === false ? rejected('privacy_consent', 'no consent') : undefined
}

/** Turns the option `on` into a `takes`. */
export function takesOf(
  on: readonly DeliveryType[] | undefined,
  otherwise: readonly DeliveryType[],
): (d: Delivery) => boolean {
  const wanted = on ?? otherwise
  for (const type of wanted)
    need(/^(answer|response|praise|case|subject)\.\w+ed$/.test(type), 'on', type, 'names of events')
  return (delivery) => wanted.includes(delivery.type)
}
