import type { AttachmentRef } from '@frankly/core'
import { counted } from '../../i18n/counted.ts'
import { fill } from '../../i18n/fill.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import { shrink } from './shrink.ts'

/** What taking photos needs from the question. */
export interface TakeOptions {
  readonly texts: AllTexts
  readonly maxFiles: number
  readonly maxBytes: number
  /** How many there are by now. */
  count(): number
  attach(file: Blob, name: string): Promise<AttachmentRef | undefined>
  took(ref: AttachmentRef, picture: ImageBitmap | undefined): void
}

/** So long one photo may take, ms: Send waits for it, and a store or a decoder that hangs must not hold the words back. */
const LONGEST_MS = 10_000

/** Shrinks and takes the chosen files one by one; gives the trouble in words, empty when all went well. */
export async function takePhotos(chosen: readonly File[], options: TakeOptions): Promise<string> {
  const { texts, maxFiles, maxBytes } = options
  const why = { too_large: texts.fileLarge, unreadable: texts.fileBad, ready: texts.fileLost }
  let trouble = ''
  for (const file of chosen) {
    if (options.count() >= maxFiles) return counted(texts.faults.too_many, maxFiles, texts)
    const { is, ref, picture } = await inTime(keep(file), { is: 'ready' })
    if (ref) options.took(ref, picture)
    else trouble = fill(why[is], { name: file.name })
  }
  return trouble

  async function keep(file: File): Promise<Kept> {
    const shrunk = await shrink(file, maxBytes)
    if (shrunk.is !== 'ready') return { is: shrunk.is }
    const ref = await options.attach(shrunk.file, shrunk.name)
    return { is: 'ready', ...(ref && { ref }), ...(shrunk.picture && { picture: shrunk.picture }) }
  }
}

/** `ready` without a `ref`: it was readable and could not be kept. */
interface Kept {
  readonly is: 'too_large' | 'unreadable' | 'ready'
  readonly ref?: AttachmentRef
  readonly picture?: ImageBitmap
}

/** What comes after {@link LONGEST_MS} is not taken: the customer was told that it was not kept. */
async function inTime(work: Promise<Kept>, late: Kept): Promise<Kept> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<Kept>((go) => {
    timer = setTimeout(() => go(late), LONGEST_MS)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}
