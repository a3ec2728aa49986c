import type { EpochMs } from '@frankly/core'

/** Lets `perSecond` through on average, bursts of `burst`. Both give 0, or milliseconds until it is worth trying again. */
export interface RateLimiter {
  /** Takes one token. Refused when less than one is left. */
  take(key: string, now: EpochMs): number
  /**
   * Takes further tokens for a request that was let in. The bucket may go below zero, and later requests wait until it is
   * filled again: so one large request passes, whatever the burst. Refused only when the bucket is below zero already.
   */
  charge(key: string, now: EpochMs, cost: number): number
}

/** Token buckets in memory; the number of buckets is bounded. */
export function createRateLimiter(perSecond: number, burst: number, keep: number = 10_000): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: EpochMs }>()

  function pay(key: string, now: EpochMs, least: number, cost: number): number {
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    // Deleted and set anew, so that the first key of the map is the one unused for longest.
    buckets.delete(key)
    if (buckets.size >= keep) buckets.delete(buckets.keys().next().value!)
    buckets.set(key, bucket)
    bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
    bucket.at = now
    if (bucket.tokens < least) return Math.max(1, Math.ceil(((least - bucket.tokens) / perSecond) * 1000))
    bucket.tokens -= cost
    return 0
  }

  return {
    take: (key, now) => pay(key, now, 1, 1),
    charge: (key, now, cost) => pay(key, now, 0, cost),
  }
}

/** The range an address belongs to (IPv4 /24, IPv6 /48), or nothing for loopback. Never stored. */
export function addressRange(address: string | undefined): string | undefined {
  if (!address) return undefined
  const plain = address.replace(/^::ffff:/, '')
  if (plain.startsWith('127.') || plain === '::1') return undefined
  if (plain.includes('.')) return plain.split('.').slice(0, 3).join('.')
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':')
  if (tail !== undefined) while (groups.length < 3) groups.push('0')
  return groups.slice(0, 3).join(':')
}
