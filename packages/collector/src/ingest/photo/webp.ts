import { orientationOf, tiffWith, withoutMark } from './orientation.ts'

/** Chunks of the picture, its colours and its frames. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
const IN_FRAME = new Set(['VP8 ', 'VP8L', 'ALPH'])
const HAS_EXIF = 0x08
const HAS_XMP = 0x04
/** Place, size, duration and blending of a frame, bytes. */
const FRAME_HEAD = 16

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
}

/** A WebP without EXIF, XMP, unknown chunks and whatever stands behind it; the way it is turned stays. */
export function plainWebp(bytes: Uint8Array): Uint8Array | undefined {
  const size = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32LE(4)
  if (size + 8 > bytes.length) return undefined
  const chunks = chunksOf(bytes.subarray(12, size + 8))
  if (!chunks?.some(({ type }) => type === 'VP8 ' || type === 'VP8L' || type === 'ANMF')) return undefined
  const exif = chunks.find(({ type }) => type === 'EXIF')
  // Only the extended form knows of EXIF.
  const isExtended = chunks[0]!.type === 'VP8X'
  const orientation = exif && isExtended ? orientationOf(withoutMark(exif.data)) : 1
  const parts: Uint8Array[] = []
  for (const { type, data } of chunks) {
    if (!KEPT.has(type)) continue
    const plain = type === 'VP8X' ? plainHead(data, orientation) : type === 'ANMF' ? plainFrame(data) : data
    if (!plain) return undefined
    parts.push(chunk(type, plain))
  }
  if (orientation !== 1) parts.push(chunk('EXIF', tiffWith(orientation)))
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts])
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}

function chunksOf(bytes: Uint8Array): readonly Chunk[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = 0; at + 8 <= view.length; ) {
    const size = view.readUInt32LE(at + 4)
    if (at + 8 + size > view.length) return undefined
    chunks.push({ type: view.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) })
    at += 8 + size + (size & 1)
  }
  return chunks
}

function plainHead(data: Uint8Array, orientation: number): Uint8Array | undefined {
  if (data.length < 10) return undefined
  const head = Uint8Array.from(data.subarray(0, 10))
  head[0] = (head[0]! & ~(HAS_EXIF | HAS_XMP)) | (orientation === 1 ? 0 : HAS_EXIF)
  return head
}

function plainFrame(data: Uint8Array): Uint8Array | undefined {
  const inner = chunksOf(data.subarray(FRAME_HEAD))
  if (!inner) return undefined
  const kept = inner.filter(({ type }) => IN_FRAME.has(type)).map(({ type, data }) => chunk(type, data))
  return Buffer.concat([data.subarray(0, FRAME_HEAD), ...kept])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)])
}
