import type { ComponentChildren, JSX } from 'preact'
import type { LanguageAttributes } from '../i18n/in-language.ts'
import { drawings, type LaterDrawings } from '../later-drawings.ts'

/** Stars in pairs, a link, an empty line, the first item of a list. */
const MARKS = /\*.*\*|\]\(|\n\s*\n|(?:^|\n)\s*(?:- |1\. )/s

/** Says whether a text may hold a mark. Its reader comes with the code after the first question; most texts hold none. */
export function mayHaveMarks(text: string): boolean {
  return MARKS.test(text)
}

interface RichProps {
  readonly text: string
  /** Default: blocks. */
  readonly as?: Parameters<LaterDrawings['drawText']>[1]
  /** For words in another language than the card. */
  readonly own?: LanguageAttributes
}

/** A text of a survey with its marks. */
export function Rich({ text, as = 'whole', own }: RichProps): JSX.Element {
  const words: ComponentChildren = (mayHaveMarks(text) && drawings.value?.drawText(text, as)) || text
  if (!own?.lang) return <>{words}</>
  return as === 'whole' ? <div {...own}>{words}</div> : <span {...own}>{words}</span>
}

/** An option or a label: bold and italics alone. */
export function label(text: string): JSX.Element {
  return <Rich text={text} as="label" />
}

/** What a text says below its heading, if anything. */
export function bodyOf(text: string): JSX.Element | undefined {
  return mayHaveMarks(text) ? drawings.value?.drawBody(text) : undefined
}

/** A text without its marks, for names and for what holds no elements. */
export function plain(text: string): string {
  return (mayHaveMarks(text) && drawings.value?.plainText(text)) || text
}
