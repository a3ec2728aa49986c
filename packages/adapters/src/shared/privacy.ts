import type { Delivery, SendOutcome } from '@frankly/core'
import type { Adapter, Carries } from './capabilities.ts'
import { need } from './check-options.ts'
import { skipped } from './outcome.ts'
import { strip } from './strip.ts'

/** What the shop's law and the visitor's wish allow. @public */
export interface PrivacyPolicy {
  /** `ru`: personal data stays on hosts in Russia (152-FZ, 23-FZ). Default: no region. */
  readonly region?: 'ru'
  /** Hosts that stand in the region, beside those known (`max.ru`, `amocrm.ru` …); subdomains count. */
  readonly homeHosts?: readonly string[]
  /** Foreign hosts for which the shop has filed its cross-border notice: they may get personal data. */
  readonly allowedAbroad?: readonly string[]
  /** Global Privacy Control of the visitor. Default: what the browser says. On: nothing goes to analytics. */
  readonly gpc?: () => boolean
  /** Has the visitor agreed to this purpose? Asked for `analytics` before each sending. Default: not asked. */
  readonly consent?: (purpose: 'analytics') => boolean
  /** Further than the adapter's own declaration: `false` takes out, `true` cannot add. */
  readonly carries?: Partial<Carries>
}

/** Services that keep their data in Russia, by their own statements; `homeHosts` adds the shop's own. */
const RUSSIAN_HOSTS = ['max.ru', 'amocrm.ru', 'smsc.ru', 'yandex.ru', 'bitrix24.ru']

/**
 * The gate before an adapter: takes out what its declaration, the region or the visitor's consent does not allow.
 * Under `ru` a foreign host gets numbers and choices, but no contact, words, order or person; erasures pass always. An
 * analytics adapter against Global Privacy Control or without consent gets nothing: `skipped`, reason `privacy_gpc` or `privacy_consent`.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function withPrivacy<T extends Adapter>(adapter: T, policy: PrivacyPolicy): T {
  need(policy.region === undefined || policy.region === 'ru', 'region', policy.region, '`ru` or nothing')
  const abroad = policy.region === 'ru' && !adapter.hosts.every((host) => mayGoTo(host, policy))
  const may = (what: keyof Carries): boolean => adapter.carries[what] && policy.carries?.[what] !== false && !abroad
  const carries: Carries = {
    contact: may('contact'),
    text: may('text'),
    order: may('order'),
    subject: may('subject'),
  }
  const send = async (delivery: Delivery, signal: AbortSignal): Promise<SendOutcome> => {
    if (adapter.reach === 'analytics' && delivery.type !== 'subject.erased') {
      if (policy.gpc?.()) return skipped('privacy_gpc')
      if (policy.consent?.('analytics') === false) return skipped('privacy_consent')
    }
    return await adapter.send(strip(delivery, carries), signal)
  }
  // One by one: a gate that is asked for each has no use for batches.
  const { sendMany: _, ...face } = Object.getOwnPropertyDescriptors(adapter)
  return Object.defineProperties({}, { ...face, carries: { value: carries }, send: { value: send } }) as T
}

function mayGoTo(host: string, { homeHosts = [], allowedAbroad = [] }: PrivacyPolicy): boolean {
  return [...RUSSIAN_HOSTS, ...homeHosts, ...allowedAbroad].some((home) => host === home || host.endsWith(`.${home}`))
}
