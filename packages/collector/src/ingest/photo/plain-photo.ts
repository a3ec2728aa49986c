import { plainBmff } from './bmff.ts'
import { plainGif } from './gif.ts'
import { plainJpeg } from './jpeg.ts'
import { plainPng } from './png.ts'
import { plainWebp } from './webp.ts'

const BY_TYPE: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array | undefined> = new Map([
  ['image/jpeg', plainJpeg],
  ['image/png', plainPng],
  ['image/webp', plainWebp],
  ['image/gif', plainGif],
  ['image/heic', plainBmff],
  ['image/avif', plainBmff],
])

/**
 * A photo without what it tells beside the picture: where and when it was taken, by which device, thumbnails, comments, and
 * anything that is hidden before, between or behind. The picture itself is not touched; how it is turned stays.
 * @returns nothing when it is broken: what cannot be read cannot be cleaned
 */
export function plainPhoto(bytes: Uint8Array, type: string): Uint8Array | undefined {
  try {
    return BY_TYPE.get(type)?.(bytes)
  } catch (error) {
    // A length that leads out of the file.
    if (error instanceof RangeError) return undefined
    throw error
  }
}
