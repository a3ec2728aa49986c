import { orientationOf, tiffWith, withoutMark } from './orientation.ts'

const APP0 = 0xe0
const APP1 = 0xe1
const APP2 = 0xe2
const APP14 = 0xee
const START_OF_SCAN = 0xda
const END = 0xd9

/** Tables, frames and scans: what the picture is made of. */
const isPicture = (marker: number): boolean => (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xda && marker <= 0xdf)
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/**
 * A JPEG without EXIF, XMP, IPTC, thumbnails, maker notes, comments and whatever stands behind it. Colours (ICC, Adobe) and
 * the way it is turned stay. A picture that ends early is ended; one without a frame or a scan is none.
 */
export function plainJpeg(bytes: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  let orientation = 1
  let frames = 0
  let scans = 0
  let at = 2
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1]!
    // Fill bytes may stand before any marker.
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === END) break
    if (standsAlone(marker)) {
      at += 2
      continue
    }
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (end < at + 4 || end > bytes.length) {
      if (scans > 0) break
      return undefined
    }
    const body = bytes.subarray(at + 4, end)
    if (isFrame(marker)) frames++
    if (isPicture(marker) || isColour(marker, body)) parts.push(bytes.subarray(at, end))
    else if (marker === APP0 && startsWith(body, 'JFIF\0') && body.length >= 14) parts.push(plainJfif(body))
    else if (marker === APP1 && startsWith(body, 'Exif\0\0')) orientation = orientationOf(withoutMark(body))
    at = end
    if (marker !== START_OF_SCAN) continue
    scans++
    at = endOfScan(bytes, end)
    parts.push(bytes.subarray(end, at))
  }
  if (frames === 0 || scans === 0) return undefined
  const turned =
    orientation === 1 ? [] : [segment(APP1, Buffer.concat([Buffer.from('Exif\0\0'), tiffWith(orientation)]))]
  return Buffer.concat([Uint8Array.of(0xff, 0xd8), ...turned, ...parts, Uint8Array.of(0xff, END)])
}

/** Where the data of a scan ends: at a marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at)
    if (at < 0) return bytes.length
    const next = bytes[at + 1]
    if (next === undefined) return at
    if (next !== 0 && next !== 0xff && !standsAlone(next)) return at
    at += next === 0xff ? 1 : 2
  }
  return bytes.length
}

const isColour = (marker: number, body: Uint8Array): boolean =>
  (marker === APP2 && startsWith(body, 'ICC_PROFILE\0')) ||
  (marker === APP14 && startsWith(body, 'Adobe') && body.length === 12)

/** Version and density, no thumbnail. */
const plainJfif = (body: Uint8Array): Uint8Array => segment(APP0, Uint8Array.of(...body.subarray(0, 12), 0, 0))

const segment = (marker: number, body: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 0xff), body])

const startsWith = (body: Uint8Array, text: string): boolean =>
  Buffer.from(body.subarray(0, text.length)).toString('latin1') === text
