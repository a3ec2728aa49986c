import { createGa4Adapter } from '@frankly/adapters/ga4'
import type { Cell, FakeControl } from '@frankly/adapters/testing'
import { createYandexMetricaAdapter } from '@frankly/adapters/yandex-metrica'
import type { Transport } from '@frankly/core'
import { type DestinationCase, shapeFault } from '../base.ts'

const NO_REPLY = 'a call into the page has no reply'
const noReplies: Partial<Record<Cell, string>> = {
  'own word': NO_REPLY,
  '4xx': NO_REPLY,
  '429 with floor': NO_REPLY,
  '5xx': NO_REPLY,
  'after a refusal': NO_REPLY,
  timeout: NO_REPLY,
  'reset after commit': NO_REPLY,
}

/** A case of an adapter that pushes into a global of the page: the global is a strict stand-in while the cell runs. */
function pageCase(
  name: string,
  global: string,
  make: () => Transport,
  standIn: (take: (value: unknown, fault: string | undefined) => void) => unknown,
): DestinationCase {
  return {
    name,
    without: noReplies,
    start: async () => {
      const stored: { key: string | undefined; raw: string }[] = []
      const faults: string[] = []
      const host = globalThis as Record<string, unknown>
      host[global] = standIn((value, fault) => {
        if (fault) faults.push(fault)
        // The page has no key: that a repeat is not pushed again shows in there being one.
        stored.push({ key: String(stored.length), raw: JSON.stringify(value) })
      })
      const fake: FakeControl = { stored, faults, next: () => {}, close: async () => void delete host[global] }
      return { fake, transport: make() }
    },
  }
}

/** `gtag`. */
export const ga4: DestinationCase = pageCase(
  'ga4',
  'gtag',
  () => createGa4Adapter(),
  (take) => {
    return (command: unknown, event: unknown, params: unknown): void => {
      const value = { event, params }
      take(value, command === 'event' ? shapeFault('ga4', value) : `gtag('${command}')`)
    }
  },
)

/** Google Tag Manager's `dataLayer`. */
export const gtm: DestinationCase = pageCase(
  'ga4 (dataLayer)',
  'dataLayer',
  () => createGa4Adapter({ via: 'dataLayer' }),
  (take) => ({
    push: ({ event, ...params }: Record<string, unknown>): void => {
      const value = { event, params }
      // `undefined` takes away what an earlier push left
      take(value, shapeFault('ga4', JSON.parse(JSON.stringify(value))))
    },
  }),
)

/** `ym`. */
export const yandexMetrica: DestinationCase = pageCase(
  'yandex-metrica',
  'ym',
  () => createYandexMetricaAdapter({ counter: 12345678 }),
  (take) =>
    (...call: unknown[]): void =>
      take(call, shapeFault('yandex-metrica', call)),
)
