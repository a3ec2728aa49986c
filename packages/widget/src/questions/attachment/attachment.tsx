import type { AnswerValue, AttachmentQuestion, AttachmentRef } from '@frankly/core'
import { Component, type JSX } from 'preact'
import { counted } from '../../i18n/counted.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import type { PhotoParts } from '../photo-parts.ts'
import { ofKind, type QuestionProps } from '../question-props.ts'
import { css } from './attachment.css.ts'

type Props = QuestionProps<AllTexts>
type Files = readonly AttachmentRef[]

const filesOf = (answer: AnswerValue | undefined): Files => ofKind('attachment', answer)?.files ?? []

const CAMERA = 'M3 8h4l2-3h6l2 3h4v11H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z'
const PICTURE = 'M3 5h18v14H3zM3 17l6-6 5 5 3-3 4 4M15.5 9.5h1'

interface State {
  /** Files are being taken. */
  readonly busy?: boolean
  readonly trouble?: string
  readonly photos?: PhotoParts
}

/** Photos: from the camera on phones or from files, shrunk here, previewed, each removable. */
export class Kind extends Component<Props, State> {
  override state: State = {}
  private readonly pictures = new Map<string, ImageBitmap>()
  /** Choices of files are taken one after the other: two at once bring no more than asked for. */
  private line: Promise<unknown> = Promise.resolve()

  override componentDidMount(): void {
    void this.load()
  }

  override componentWillUnmount(): void {
    for (const picture of this.pictures.values()) picture.close()
  }

  private async load(): Promise<State['photos']> {
    const photos = this.state.photos ?? (await this.props.acts.photos().catch(() => undefined))
    if (photos) this.setState({ photos })
    return photos
  }

  private add(chosen: readonly File[]): void {
    const taking = this.line.then(() => this.take(chosen))
    this.line = taking
    this.props.acts.making(taking.then((trouble) => !trouble))
  }

  private async take(chosen: readonly File[]): Promise<string> {
    const { question, texts, acts } = this.props
    const { maxFiles = 3, maxBytes = 5_000_000 } = question.definition as AttachmentQuestion
    this.setState({ busy: true, trouble: '' })
    const photos = await this.load()
    const trouble = photos
      ? await photos.takePhotos(chosen, {
          texts,
          maxFiles,
          maxBytes,
          attach: acts.attach,
          count: () => filesOf(acts.latest(question.id)).length,
          took: (ref, picture) => {
            if (picture) this.pictures.set(ref.id, picture)
            this.give((files) => [...files, ref])
          },
        })
      : texts.notLoaded
    this.setState({ busy: false, trouble })
    return trouble
  }

  private give(change: (files: Files) => Files): void {
    this.props.onAnswer((latest) => ({ kind: 'attachment', files: change(filesOf(latest)) }))
  }

  override render({ question, texts, describedBy }: Props, { busy, trouble, photos }: State): JSX.Element {
    const { maxFiles = 3 } = question.definition as AttachmentQuestion
    const files = filesOf(question.answer)
    const picker = (label: string, camera: boolean): JSX.Element => (
      <label class={camera ? 'o cam' : 'o'} title={label}>
        <input
          type="file"
          accept="image/*"
          multiple={!camera && maxFiles > 1}
          capture={camera ? 'environment' : undefined}
          aria-label={label}
          aria-describedby={describedBy}
          onChange={({ currentTarget }) => {
            this.add([...currentTarget.files!])
            // the same file may be chosen again, and a later choice is not emptied when this one has been taken
            currentTarget.value = ''
          }}
        />
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={camera ? CAMERA : PICTURE} />
        </svg>
        <span>{label}</span>
      </label>
    )
    return (
      <>
        {files.length < maxFiles && (
          <div class="add">
            {picker(texts.takePhoto, true)}
            {picker(texts.choosePhoto, false)}
          </div>
        )}
        <p class="bad" role="alert">
          {trouble}
        </p>
        <p class="soft" role="status">
          {busy ? texts.filePreparing : files.length > 0 && counted(texts.filesAdded, files.length, texts)}
        </p>
        {photos && (
          <photos.Shots
            files={files}
            pictures={this.pictures}
            texts={texts}
            onRemove={({ id }) => this.give((now) => now.filter((each) => each.id !== id))}
          />
        )}
      </>
    )
  }
}

export { css }
