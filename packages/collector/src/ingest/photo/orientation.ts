/** How a picture is turned, as EXIF counts it: 1 is upright, 2 to 8 are turned or mirrored. */
export type Orientation = number

const ORIENTATION = 0x0112
const SHORT = 3

/** Reads the one fact of EXIF that a picture needs, from a TIFF block; 1 when it says nothing sensible. */
export function orientationOf(tiff: Uint8Array): Orientation {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  if (tiff.byteLength < 14) return 1
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return 1
  const little = order === 0x4949
  const start = view.getUint32(4, little)
  if (start + 2 > tiff.byteLength) return 1
  const count = view.getUint16(start, little)
  for (let i = 0, at = start + 2; i < count && at + 12 <= tiff.byteLength; i++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue
    const value = view.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** A TIFF block that says how the picture is turned, and nothing else. */
export function tiffWith(orientation: Orientation): Uint8Array {
  return Uint8Array.from([
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ])
}

/** A TIFF block without the `Exif` mark that some writers put before it. */
export function withoutMark(block: Uint8Array): Uint8Array {
  const mark = Buffer.from(block.subarray(0, 6)).toString('latin1')
  return mark === 'Exif\0\0' ? block.subarray(6) : block
}
