import type { EpochMs } from '@frankly/core'

/** Lets `perSecond` through on average, bursts of `burst`. */
export interface RateLimiter {
  /** 0: go ahead; otherwise milliseconds until it is worth trying again. */
  take(key: string, now: EpochMs): number
}

/** Token buckets in memory; the number of buckets is bounded. */
export function createRateLimiter(perSecond: number, burst: number, keep: number = 10_000): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: EpochMs }>()
  return {
    take(key, now) {
      const bucket = buckets.get(key) ?? { tokens: burst, at: now }
      // Taken out and put back, so that the first of the map is the one unused for longest.
      buckets.delete(key)
      if (buckets.size >= keep) buckets.delete(buckets.keys().next().value!)
      buckets.set(key, bucket)
      bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond)
      bucket.at = now
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1
        return 0
      }
      return Math.ceil(((1 - bucket.tokens) / perSecond) * 1000)
    },
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
