import type { AttachmentQuestion, AttachmentRef } from '@frankly/core'
import { Component, type JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './attachment.css.ts'

type Props = QuestionProps<AllTexts>

interface State {
  readonly busy: boolean
  readonly trouble: string
}

/**
 * Photos: from the camera on phones or from files, shrunk here, previewed, each removable. Previews are drawn on a
 * canvas: an `<img>` of a blob would ask for `img-src blob:` of the host's policy.
 */
export class Kind extends Component<Props, State> {
  override state: State = { busy: false, trouble: '' }
  /** Pictures of this page's life; a draft taken up later shows names only. */
  private readonly pictures = new Map<string, ImageBitmap>()
  /** Files by now, kept beside the props: several may finish between two renders. */
  private files: readonly AttachmentRef[] = []

  /** Loaded while the customer looks for a picture; a failure shows when one is added. */
  private readonly shrinker = import('./shrink.ts').catch(() => undefined)

  override componentWillUnmount(): void {
    for (const picture of this.pictures.values()) picture.close()
  }

  private async add(chosen: FileList | null): Promise<void> {
    const { question, texts, acts } = this.props
    const { maxFiles = 3, maxBytes = 5_000_000 } = question.definition as AttachmentQuestion
    this.setState({ busy: true, trouble: '' })
    let trouble = ''
    const shrinker = (await this.shrinker) ?? (await import('./shrink.ts').catch(() => undefined))
    for (const file of chosen ?? []) {
      if (this.files.length >= maxFiles) {
        trouble = fill(texts.faults.too_many, { n: maxFiles })
        break
      }
      const shrunk = shrinker ? await shrinker.shrink(file, maxBytes) : ({ is: 'unready' } as const)
      const ref = shrunk.is === 'ready' ? await acts.attach(shrunk.file, shrunk.name) : undefined
      if (shrunk.is === 'ready' && ref) {
        if (shrunk.picture) this.pictures.set(ref.id, shrunk.picture)
        this.give([...this.files, ref])
      } else {
        const why = {
          too_large: texts.fileLarge,
          unreadable: texts.fileBad,
          ready: texts.fileLost,
          unready: texts.notLoaded,
        }[shrunk.is]
        trouble = fill(why, { name: file.name })
      }
    }
    this.setState({ busy: false, trouble })
  }

  private give(files: readonly AttachmentRef[]): void {
    this.files = files
    this.props.onAnswer({ kind: 'attachment', files })
  }

  override render({ question, texts, describedBy }: Props, { busy, trouble }: State): JSX.Element {
    const { maxFiles = 3 } = question.definition as AttachmentQuestion
    this.files = question.answer?.kind === 'attachment' ? question.answer.files : this.files
    const picker = (label: string, camera: boolean): JSX.Element => (
      <label class={camera ? 'cam' : undefined}>
        <input
          type="file"
          accept="image/*"
          multiple={!camera && maxFiles > 1}
          capture={camera ? 'environment' : undefined}
          aria-describedby={describedBy}
          onChange={(event) => {
            const input = event.currentTarget
            void this.add(input.files).then(() => {
              input.value = ''
            })
          }}
        />
        {label}
      </label>
    )
    return (
      <>
        {this.files.length < maxFiles && (
          <div class="add">
            {picker(texts.takePhoto, true)}
            {picker(texts.choosePhoto, false)}
          </div>
        )}
        <p class="bad" role="alert">
          {trouble}
        </p>
        <p class="soft" role="status">
          {busy ? texts.filePreparing : this.files.length > 0 ? fill(texts.filesAdded, { n: this.files.length }) : ''}
        </p>
        <ul class="shots">
          {this.files.map((file) => (
            <li key={file.id}>
              <Preview picture={this.pictures.get(file.id)} name={file.name} />
              {file.name}
              <button
                type="button"
                class="link"
                aria-label={fill(texts.takeOut, { name: file.name })}
                onClick={() => this.give(this.files.filter((each) => each.id !== file.id))}
              >
                {texts.remove}
              </button>
            </li>
          ))}
        </ul>
      </>
    )
  }
}

const SIDE = 224

function Preview({ picture, name }: { readonly picture: ImageBitmap | undefined; readonly name: string }): JSX.Element {
  if (!picture) return <i aria-hidden="true" />
  const draw = (canvas: HTMLCanvasElement | null): void => {
    const side = Math.min(picture.width, picture.height)
    const [x, y] = [(picture.width - side) / 2, (picture.height - side) / 2]
    canvas?.getContext('2d')?.drawImage(picture, x, y, side, side, 0, 0, SIDE, SIDE)
  }
  return <canvas ref={draw} width={SIDE} height={SIDE} role="img" aria-label={name} />
}

export { css }
