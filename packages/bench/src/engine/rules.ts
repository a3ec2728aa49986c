import type { Survey } from '@frankly/core'
import { EMPTY_LEDGER, type Governor, type Visit } from '@frankly/core/targeting'
import { OURS } from './definition.ts'

/** Two hundred surveys whose rules mostly hold, so that few can be left early. */
export const SURVEYS: readonly Survey[] = Array.from({ length: 200 }, (_, at) => ({
  ...OURS,
  id: `survey-${at}`,
  priority: at % 7,
  targeting: {
    triggers: [{ on: 'event', name: 'coupon', where: [{ key: 'count', op: 'gte', value: 2 }] }],
    url: { op: 'contains', value: at % 5 === 0 ? '/cart' : '/thanks' },
    devices: ['phone', 'tablet'],
    locales: ['en', 'ru'],
    order: [{ key: 'value', op: 'gt', value: 10 * at }],
    percentage: 50,
  },
}))

export const VISIT: Visit = {
  now: Date.UTC(2026, 10, 21, 12),
  url: 'https://shop.example/thanks?order=A-1',
  locale: 'en-GB',
  key: 'anna',
  device: 'phone',
  event: { on: 'event', name: 'coupon', properties: { count: 3 } },
  order: { orderId: 'A-1', value: 1990, currency: 'RUB' },
  sessionStart: Date.UTC(2026, 10, 21, 11),
}

export const GOVERNOR: Governor = { policy: {}, ledger: { ...EMPTY_LEDGER, shown: [Date.UTC(2026, 9, 1)] } }

/**
 * The yardstick: the same rules written as a plain loop by hand, with no reasons, no evidence and no care for broken
 * definitions. Gives the indexes of the surveys that may be shown.
 */
export function plainLoop(): readonly number[] {
  const found: number[] = []
  const { event, order } = VISIT
  for (let at = 0; at < SURVEYS.length; at++) {
    const { triggers, url, devices, locales, order: filters, percentage } = SURVEYS[at]!.targeting!
    const trigger = triggers![0]!
    if (trigger.on !== 'event' || event?.on !== 'event' || trigger.name !== event.name) continue
    if (!((event.properties!['count'] as number) >= (trigger.where![0]!.value as number))) continue
    if (!VISIT.url.includes((url as { value: string }).value)) continue
    if (!devices!.includes(VISIT.device!)) continue
    if (!locales!.some((tag) => VISIT.locale === tag || VISIT.locale.startsWith(`${tag}-`))) continue
    if (!(order!.value! > (filters![0]!.value as number))) continue
    if (!(hash(`${SURVEYS[at]!.id}:${VISIT.key}`) / 2 ** 32 < percentage! / 100)) continue
    if (isGoverned()) continue
    found.push(at)
  }
  return found
}

function isGoverned(): boolean {
  const { ledger } = GOVERNOR
  const { now, sessionStart } = VISIT
  if (ledger.orders.includes(hash(`order:${VISIT.order!.orderId}`).toString(36))) return true
  let [session, day, month] = [0, 0, 0]
  for (const at of ledger.shown) {
    if (at >= sessionStart!) session++
    if (at > now - 86_400_000) day++
    if (at > now - 2_592_000_000) month++
  }
  if (session >= 1 || day >= 1 || month >= 4) return true
  if (ledger.answered && now < ledger.answered + 7_776_000_000) return true
  if (ledger.dismissed && now < ledger.dismissed + 2_592_000_000) return true
  const last = ledger.shown.at(-1)
  return last !== undefined && now < last + 604_800_000
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
