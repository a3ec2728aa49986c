import type { Delivery } from '@frankly/core'
import { ALL, type Carries } from './capabilities.ts'
import type { ServerAdapterSpec } from './define-server-adapter.ts'
import { responseOf } from './flat-answers.ts'
import { type News, newsOf } from './news.ts'

/** What every adapter to the shop's own stores and streams can be told. @public */
export interface PipeOptions {
  /** Milliseconds for one sending, connecting included. Default 15 000. */
  readonly timeoutMs?: number
  /** Which events to send; the others are skipped. Default: all, erasures too. */
  readonly on?: readonly News[]
  /** What it may be given. Default: everything, since it is the shop's own. */
  readonly carries?: Partial<Carries>
}

/** The gates of such an adapter. */
export function pipeSpec(
  options: Pick<PipeOptions, 'on' | 'carries'>,
): Pick<ServerAdapterSpec, 'carries' | 'reach' | 'hears' | 'erase'> {
  return {
    carries: { ...ALL, ...options.carries },
    reach: 'own',
    hears: newsOf(options.on),
    erase: 'send',
  }
}

/** Ids of the responses that a delivery is about: one, none, or those to forget. */
export function responseIdsOf(delivery: Delivery): readonly string[] {
  if (delivery.type === 'subject.erased') return delivery.data.responseIds
  const id = responseOf(delivery)?.id
  return id === undefined ? [] : [id]
}
