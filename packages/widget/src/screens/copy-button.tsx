import { Component, type JSX } from 'preact'
import type { AllTexts } from '../i18n/texts.ts'

interface CopyProps {
  readonly text: () => string
  readonly texts: AllTexts
}

/** Copies and says so. Where the clipboard is refused the words stand beside it and can be selected. */
export class CopyButton extends Component<CopyProps, { copied: boolean }> {
  override state = { copied: false }

  override render({ text, texts }: CopyProps, { copied }: { copied: boolean }): JSX.Element {
    const copy = async (): Promise<void> => {
      try {
        await navigator.clipboard.writeText(text())
        this.setState({ copied: true })
      } catch {
        this.setState({ copied: false })
      }
    }
    const words = copied ? texts.copied : texts.copy
    return (
      // named by itself: what is told in a live region is no name in every browser
      <button type="button" class="line" aria-label={words} onClick={copy}>
        <span role="status">{words}</span>
      </button>
    )
  }
}
