import type sharp from 'sharp'

/** Longest side, px: twice what a card shows. */
const SIDE = 320
/** A file that claims more pixels is not opened: a small file can claim gigabytes. */
const MOST_PIXELS = 50_000_000
const SECONDS = 5
/** Pictures made at once: a page of a hundred cards leaves room for answers that arrive. */
const AT_ONCE = 2

let loading: Promise<typeof sharp | undefined> | undefined
let running = 0
const waiting: (() => void)[] = []

/**
 * A small WebP of a photo, turned as it is to be seen, made anew from its pixels: nothing else of the file is in it.
 * @returns `undefined` where the library is not installed on this machine, or cannot read the picture
 */
export async function thumbnail(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  loading ??= import('sharp').then(
    ({ default: library }) => {
      library.cache(false)
      library.concurrency(1)
      return library
    },
    () => undefined,
  )
  const library = await loading
  if (!library) return undefined
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go))
  running++
  try {
    return await library(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true })
      .timeout({ seconds: SECONDS })
      .rotate()
      .resize(SIDE, SIDE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer()
  } catch {
    return undefined
  } finally {
    running--
    waiting.shift()?.()
  }
}
