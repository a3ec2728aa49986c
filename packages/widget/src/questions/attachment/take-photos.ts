import type { AttachmentRef } from '@frankly/core'
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

/** Shrinks and takes the chosen files one by one; gives the trouble in words, empty when all went well. */
export async function takePhotos(chosen: readonly File[], options: TakeOptions): Promise<string> {
  const { texts, maxFiles, maxBytes } = options
  const why = { too_large: texts.fileLarge, unreadable: texts.fileBad, ready: texts.fileLost }
  let trouble = ''
  for (const file of chosen) {
    if (options.count() >= maxFiles) return fill(texts.faults.too_many, { n: maxFiles })
    const shrunk = await shrink(file, maxBytes)
    const ref = shrunk.is === 'ready' ? await options.attach(shrunk.file, shrunk.name) : undefined
    if (ref && shrunk.is === 'ready') options.took(ref, shrunk.picture)
    else trouble = fill(why[shrunk.is], { name: file.name })
  }
  return trouble
}
