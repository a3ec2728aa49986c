import type { Clock, Random } from './platform.ts'

/**
 * Makes a UUIDv7 (RFC 9562 5.7): 48 bits of milliseconds, then chance. Time-ordered, so that a store's
 * index stays compact; made by the client, so that a repeat is recognised for ever.
 * @public
 */
export function makeId(clock: Pick<Clock, 'now'>, random: Pick<Random, 'bytes'>): string {
  const bytes = random.bytes(16)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  // a clock that is set past the year 10889 has no place in 48 bits
  const time = Math.min(2 ** 48 - 1, Math.max(0, Math.floor(clock.now()) || 0))
    .toString(16)
    .padStart(12, '0')
  return (time + hex.slice(12)).replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
