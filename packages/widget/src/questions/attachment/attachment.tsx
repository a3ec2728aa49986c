import type { AttachmentQuestion, AttachmentRef } from '@frankly/core'
import { Component, type JSX } from 'preact'
import { fill } from '../../i18n/fill.ts'
import type { AllTexts } from '../../i18n/texts.ts'
import type { QuestionProps } from '../question-props.ts'
import { css } from './attachment.css.ts'

type Props = QuestionProps<AllTexts>

interface State {
  readonly busy?: boolean
  readonly trouble?: string
  readonly photos?: typeof import('./photos.ts')
}

/** Photos: from the camera on phones or from files, shrunk here, previewed, each removable. */
export class Kind extends Component<Props, State> {
  override state: State = {}
  private readonly pictures = new Map<string, ImageBitmap>()
  /** Files by now, kept beside the props: several may finish between two renders. */
  private files: readonly AttachmentRef[] = []

  override componentDidMount(): void {
    void this.load()
  }

  override componentWillUnmount(): void {
    for (const picture of this.pictures.values()) picture.close()
  }

  private async load(): Promise<State['photos']> {
    const photos = this.state.photos ?? (await import('./photos.ts').catch(() => undefined))
    if (photos) this.setState({ photos })
    return photos
  }

  private async add(chosen: FileList): Promise<void> {
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
          count: () => this.files.length,
          took: (ref, picture) => {
            if (picture) this.pictures.set(ref.id, picture)
            this.give([...this.files, ref])
          },
        })
      : texts.notLoaded
    this.setState({ busy: false, trouble })
  }

  private give(files: readonly AttachmentRef[]): void {
    this.files = files
    this.props.onAnswer({ kind: 'attachment', files })
  }

  override render({ question, texts, describedBy }: Props, { busy, trouble, photos }: State): JSX.Element {
    const { maxFiles = 3 } = question.definition as AttachmentQuestion
    this.files = question.answer?.kind === 'attachment' ? question.answer.files : this.files
    const picker = (label: string, camera: boolean): JSX.Element => (
      <label class={camera ? 'o cam' : 'o'}>
        <input
          type="file"
          accept="image/*"
          multiple={!camera && maxFiles > 1}
          capture={camera ? 'environment' : undefined}
          aria-describedby={describedBy}
          onChange={async ({ currentTarget }) => {
            await this.add(currentTarget.files!)
            currentTarget.value = ''
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
          {busy ? texts.filePreparing : this.files.length > 0 && fill(texts.filesAdded, { n: this.files.length })}
        </p>
        {photos && (
          <photos.Shots
            files={this.files}
            pictures={this.pictures}
            texts={texts}
            onRemove={(file) => this.give(this.files.filter((each) => each !== file))}
          />
        )}
      </>
    )
  }
}

export { css }
