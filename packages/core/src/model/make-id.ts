import type { Clock, Random } from '../platform/platform.ts'

/**
 * Makes a UUIDv7 (RFC 9562 5.7): 48 bits of milliseconds, then chance. Time-ordered, so that a store's
 * index stays compact; made by the client, so that a repeat is recognised for ever.
 * @public
 */
export function makeId(clock: Pick<Clock, 'now'>, random: Pick<Random, 'bytes'>): string {
  const bytes = random.bytes(16)
  const time = Math.max(0, Math.floor(clock.now()))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(time / 2 ** (8 * (5 - i))) & 0xff
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
