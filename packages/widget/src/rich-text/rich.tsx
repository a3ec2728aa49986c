import type { ComponentChildren, JSX } from 'preact'
import type { LanguageAttributes } from '../i18n/in-language.ts'

/**
 * Draws the marks of a text: `draw-rich-text.tsx`, which is loaded with the full interface. Until it is here a text is shown
 * as it was written.
 */
export interface RichTextParts {
  drawText(text: string, as: 'head' | 'line' | 'whole' | 'label'): ComponentChildren
  drawBody(text: string): JSX.Element | undefined
  plainText(text: string): string
}

/** Stars in pairs, a link, an empty line, the first item of a list. */
const MARKS = /\*.*\*|\]\(|\n\s*\n|(?:^|\n)\s*(?:- |1\. )/s

/** Says whether a text may hold a mark; most texts hold none. */
export function mayHaveMarks(text: string): boolean {
  return MARKS.test(text)
}

interface RichProps {
  readonly text: string
  readonly parts: RichTextParts | undefined
  /** Default: blocks. */
  readonly as?: Parameters<RichTextParts['drawText']>[1]
  /** For words in another language than the card. */
  readonly own?: LanguageAttributes
}

/** A text of a survey with its marks. */
export function Rich({ text, parts, as = 'whole', own }: RichProps): JSX.Element {
  const words: ComponentChildren = (mayHaveMarks(text) && parts?.drawText(text, as)) || text
  if (!own?.lang) return <>{words}</>
  return as === 'whole' ? <div {...own}>{words}</div> : <span {...own}>{words}</span>
}

/** An option or a label: bold and italics alone. */
export function label(text: string, parts: RichTextParts | undefined): JSX.Element {
  return <Rich text={text} parts={parts} as="label" />
}

/** What a text says below its heading, if anything. */
export function bodyOf(text: string, parts: RichTextParts | undefined): JSX.Element | undefined {
  return mayHaveMarks(text) ? parts?.drawBody(text) : undefined
}

/** A text without its marks, for names and for what holds no elements. */
export function plain(text: string, parts: RichTextParts | undefined): string {
  return (mayHaveMarks(text) && parts?.plainText(text)) || text
}
