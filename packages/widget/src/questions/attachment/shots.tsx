import type { AttachmentRef } from '@frankly/core'
import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'

interface ShotsProps {
  readonly files: readonly AttachmentRef[]
  /** Pictures of this page's life; a draft taken up later shows names only. */
  readonly pictures: ReadonlyMap<string, ImageBitmap>
  readonly texts: AllTexts
  onRemove(file: AttachmentRef): void
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
