import type { Delivery, SendOutcome } from '@frankly/core'
import { DELIVERY_TYPES } from '@frankly/core/wire'
import type { Adapter, Carries, Reach } from './capabilities.ts'
import { deliveryWithoutName } from './name-visibility.ts'
import { heardBy, type News } from './news.ts'
import { rejected, retry, skipped } from './outcome.ts'
import { strip } from './strip.ts'

/** What makes an adapter. */
export interface AdapterSpec {
  readonly name: string
  readonly carries: Carries
  readonly reach: Reach
  readonly hosts?: readonly string[]
  readonly runsOn?: Adapter['runsOn']
  /** Which deliveries it sends; the others are skipped. Default: all. */
  readonly hears?: readonly News[]
  /** A further condition; `false`: skipped, reason `not_wanted`. */
  readonly takes?: (delivery: Delivery) => boolean
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
 * analytics against Global Privacy Control or without consent, an erasure never silently dropped. What a gate holds
 * back is `skipped`, never delivered. A throw of `send` loses nothing: it is a retry.
 */
export function defineAdapter(spec: AdapterSpec): Adapter {
  const hears = spec.hears ?? DELIVERY_TYPES
  return {
    name: spec.name,
    carries: spec.carries,
    reach: spec.reach,
    hosts: spec.hosts ?? [],
    runsOn: spec.runsOn ?? 'anywhere',
    hears,
    async send(delivery, signal) {
      try {
        if (delivery.type === 'subject.erased' && spec.erase !== 'send') return await eraseBy(spec, delivery, signal)
        if (!heardBy(hears, delivery)) return skipped('event')
        if (spec.takes?.(delivery) === false) return skipped('not_wanted')
        // The shop's own systems get everything, the wish for no name included; elsewhere people read it, so it is obeyed here.
        const told = spec.reach === 'own' ? delivery : deliveryWithoutName(delivery)
        return refusedByVisitor(spec) ?? (await spec.send(strip(told, spec.carries), signal))
      } catch (cause) {
        return retry(cause, undefined, 'item')
      }
    },
  }
}

async function eraseBy(spec: AdapterSpec, delivery: ErasedDelivery, signal: AbortSignal): Promise<SendOutcome> {
  if (typeof spec.erase === 'function') return await spec.erase(delivery, signal)
  if (!Object.values(spec.carries).includes(true)) return skipped('nothing_personal')
  return rejected('erase_unsupported', `${spec.name} has no call for it: delete there by hand`)
}

function refusedByVisitor(spec: AdapterSpec): SendOutcome | undefined {
  if (spec.reach !== 'analytics') return undefined
  const visitor = globalThis.navigator as { globalPrivacyControl?: boolean } | undefined
  if (visitor?.globalPrivacyControl) return skipped('privacy_gpc')
  return spec.consent?.() === false ? skipped('privacy_consent') : undefined
}
