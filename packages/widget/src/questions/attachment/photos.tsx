import type { AttachmentRef } from '@frankly/core'
import type { JSX } from 'preact'
import { counted } from '../../i18n/counted.ts'
import { fill } from '../../i18n/fill.ts'
import type { ShotsProps, TakeOptions } from '../photo-parts.ts'
import { shrink } from './shrink.ts'

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

/** The photos so far, each with a way out. */
export function Shots({ files, pictures, texts, onRemove }: ShotsProps): JSX.Element {
  return (
    <ul class="shots">
      {files.map((file) => (
        <li key={file.id}>
          <Preview picture={pictures.get(file.id)} name={file.name} />
          {file.name}
          <button
            type="button"
            class="link"
            aria-label={`${texts.remove}: ${file.name}`}
            onClick={() => onRemove(file)}
          >
            {texts.remove}
          </button>
        </li>
      ))}
    </ul>
  )
}

const SIDE = 224

/** Drawn on a canvas: an `<img>` of a blob would ask for `img-src blob:` of the host's policy. */
function Preview({ picture, name }: { readonly picture: ImageBitmap | undefined; readonly name: string }): JSX.Element {
  if (!picture) return <i aria-hidden="true" />
  const draw = (canvas: HTMLCanvasElement | null): void => {
    const side = Math.min(picture.width, picture.height)
    const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2]
    canvas?.getContext('2d')?.drawImage(picture, x, y, side, side, 0, 0, SIDE, SIDE)
  }
  return <canvas ref={draw} width={SIDE} height={SIDE} role="img" aria-label={name} />
}
