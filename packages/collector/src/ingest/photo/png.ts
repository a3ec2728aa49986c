import { crc32 } from 'node:zlib'
import { orientationOf, tiffWith, withoutMark } from './orientation.ts'

const SIGNATURE = 8
/** Chunks of the picture, its colours and its frames. */
const KEPT = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST cICP mDCV cLLI acTL fcTL fdAT'.split(' '),
)

/** A PNG without texts, times, EXIF, unknown chunks and whatever stands behind it; the way it is turned stays. */
export function plainPng(bytes: Uint8Array): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  let orientation = 1
  let data = 0
  for (let at = SIGNATURE; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if ((parts.length === 0) !== (type === 'IHDR')) return undefined
    if (type === 'eXIf') orientation = orientationOf(withoutMark(bytes.subarray(at + 8, at + 8 + length)))
    if (KEPT.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IDAT') data++
    if (type === 'IEND') {
      if (data === 0) return undefined
      const [head, ...rest] = parts
      const turned = orientation === 1 ? [] : [chunk('eXIf', tiffWith(orientation))]
      return Buffer.concat([bytes.subarray(0, SIGNATURE), head!, ...turned, ...rest])
    }
    at = end
  }
  return undefined
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
