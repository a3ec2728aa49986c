const IMAGE = 0x2c
const EXTENSION = 0x21
const END = 0x3b
const CONTROL = 0xf9
const APPLICATION = 0xff
/** Extensions that say how often the frames come again. */
const LOOPS = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

/** A GIF without comments, texts, foreign extensions (XMP is one) and whatever stands behind it. It cannot say that it is turned. */
export function plainGif(bytes: Uint8Array): Uint8Array | undefined {
  let at = 13 + tableSize(bytes[10] ?? 0)
  if (at > bytes.length) return undefined
  const parts = [bytes.subarray(0, at)]
  let images = 0
  while (at < bytes.length) {
    const from = at
    const kind = bytes[at]!
    if (kind === END) return images === 0 ? undefined : Buffer.concat([...parts, Uint8Array.of(END)])
    if (kind === IMAGE) {
      images++
      at = endOfBlocks(bytes, at + 11 + tableSize(bytes[at + 9] ?? 0))
      if (at < 0) return undefined
      parts.push(bytes.subarray(from, at))
    } else if (kind === EXTENSION) {
      at = endOfBlocks(bytes, at + 2)
      if (at < 0) return undefined
      if (isNeeded(bytes, from)) parts.push(bytes.subarray(from, at))
    } else return undefined
  }
  return undefined
}

/** Bytes of a colour table, by the flags of its descriptor. */
const tableSize = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)

/** Place behind a row of blocks; below 0 when it does not end. */
function endOfBlocks(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += bytes[at]! + 1) if (bytes[at] === 0) return at + 1
  return -1
}

function isNeeded(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] === CONTROL) return true
  const name = Buffer.from(bytes.subarray(at + 3, at + 14)).toString('latin1')
  return bytes[at + 1] === APPLICATION && LOOPS.has(name)
}
