import type { AttachmentRef } from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'

/** What takes and shows photos (`photos.tsx`): loaded while the customer looks for one. */
export interface PhotoParts {
  /** Shrinks and takes the chosen files one by one; gives the trouble in words, empty when all went well. */
  takePhotos(chosen: readonly File[], options: TakeOptions): Promise<string>
  /** The photos so far, each with a way out. */
  Shots(props: ShotsProps): JSX.Element
}

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

/** What the list of photos shows. */
export interface ShotsProps {
  readonly files: readonly AttachmentRef[]
  /** Pictures of this page's life; a draft taken up later shows names only. */
  readonly pictures: ReadonlyMap<string, ImageBitmap>
  readonly texts: AllTexts
  onRemove(file: AttachmentRef): void
}
