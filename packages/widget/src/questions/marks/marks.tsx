import type { JSX } from 'preact'
import type { LanguageAttributes } from '../../i18n/in-language.ts'
import { label } from '../../rich-text/rich.tsx'
import { optionPart } from '../option-part.ts'
import { isMeant } from '../press.ts'
import type { Drawings, Drawn } from '../question-props.ts'
import { keepFit } from './keep-fit.ts'

/** A point of a scale: its word, or its number alone. */
export interface Mark<Value> {
  readonly value: Value
  readonly text: string
  /** What it is called where that is more than its text. */
  readonly name?: string | undefined
  /** Language of the text. */
  readonly own?: LanguageAttributes | undefined
}

interface MarksProps {
  /** `dots`: a round mark above each word; `numbers`: one grid of numbers. */
  readonly look: Drawn | 'dots' | 'numbers'
  /** Name of the group of native radios. */
  readonly name: string
  /** Negative end first. */
  readonly marks: readonly Mark<number>[]
  readonly chosen: number | 'na' | undefined
  /** Words for the answer that the question does not apply; absent: it is not offered. */
  readonly na?: string | undefined
  /** Words below both ends, where not every point has its own below it. */
  readonly ends: readonly [low: string, high: string] | undefined
  /** Points have no words: below drawings nothing is shown but the ends. */
  readonly isBare?: boolean
  readonly describedBy: string | undefined
  readonly drawings: Drawings | undefined
  /** @param isMeant - not passed over by an arrow key */
  onChoose(value: number | 'na', isMeant: boolean): void
}

/**
 * One row of native radios, drawn as what they are (`keepFit`). Where a word does not fit below its mark, the words of dots
 * stand below and above by turns, or the dots become a list; drawings keep their row with the word of the chosen one, before
 * that of both ends, below.
 */
export function Marks(props: MarksProps): JSX.Element {
  const { look, marks, chosen, na, ends, isBare } = props
  // until it is here, with its styles, the words stand in a list
  const draw = props.drawings?.drawing
  const isDrawn = look !== 'dots' && look !== 'numbers'
  const longest = Math.max(...marks.map(({ text }) => text.length))
  const size = `--n:${marks.length};--half:${Math.ceil(marks.length / 2)};--least:${44 * marks.length}px;--long:${longest}`
  const chosenText = isDrawn && !isBare && marks.find(({ value }) => value === chosen)?.text
  const option = (mark: Mark<number | 'na'>, picture?: JSX.Element): JSX.Element => (
    <label
      class={mark.value === 'na' ? 'o na' : 'o'}
      part={optionPart(chosen === mark.value) + (mark.value === 'na' ? '' : ' mark')}
      key={mark.value}
    >
      <input
        type="radio"
        name={props.name}
        value={mark.value}
        checked={chosen === mark.value}
        aria-label={mark.name}
        aria-describedby={props.describedBy}
        onClick={(event) => props.onChoose(mark.value, isMeant(event))}
      />
      {picture}
      <span {...mark.own}>{label(mark.text, props.drawings)}</span>
    </label>
  )
  return (
    <>
      <div
        style={size}
        class={`r ${isDrawn ? 'drawn ' : ''}${look}`}
        // other words are measured anew
        key={marks.map(({ text }) => text).join()}
        ref={look === 'thumbs' || (isDrawn && isBare) ? null : keepFit}
      >
        {marks.map((mark, i) =>
          option(
            mark,
            isDrawn && draw ? (
              <svg viewBox="0 0 28 28" aria-hidden="true">
                {draw(look, i / (marks.length - 1))}
              </svg>
            ) : undefined,
          ),
        )}
      </div>
      {ends && look !== 'dots' && look !== 'thumbs' && (
        <div class="ends" style={size} aria-hidden="true">
          {chosenText ? (
            <b>{label(chosenText, props.drawings)}</b>
          ) : (
            ends.map((end) => <span key={end}>{label(end, props.drawings)}</span>)
          )}
        </div>
      )}
      {na && option({ value: 'na', text: na })}
    </>
  )
}
