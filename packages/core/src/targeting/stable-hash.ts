/**
 * A 32-bit number that is the same for the same text everywhere (FNV-1a with the murmur3 finaliser, so
 * that neighbours such as `order-1` and `order-2` fall far apart). For samples and for order ids in the
 * ledger; not for secrets.
 * @public
 */
export function stableHash(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** How the ledger names an order: never by its id. @public */
export function orderMark(orderId: string): string {
  return stableHash(`order:${orderId}`).toString(36)
}
