import { charactersIn } from '@frankly/core/model'
import type { JSX } from 'preact'
import { counted } from '../i18n/counted.ts'
import type { AllTexts } from '../i18n/texts.ts'

interface CharactersLeftProps {
  readonly text: string | undefined
  /** Most characters of the text. */
  readonly limit: number
  /** Without the later words nothing is said yet. */
  readonly texts: Partial<AllTexts>
}

/** Says how many characters a text may still have, once few are left; before that nothing. */
export function CharactersLeft({ text = '', limit, texts }: CharactersLeftProps): JSX.Element | undefined {
  const left = limit - charactersIn(text.trim())
  const words = left < 0 ? texts.charactersOver : texts.charactersLeft
  if (!words || left > Math.max(10, Math.min(100, limit / 10))) return undefined
  return (
    // one that goes with every letter would be read aloud with every letter
    <p class={left < 0 ? 'bad' : 'soft'} role={left < 0 ? 'status' : undefined}>
      {counted(words, Math.abs(left), texts)}
    </p>
  )
}
