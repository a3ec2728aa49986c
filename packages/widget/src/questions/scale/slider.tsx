import type { ScaleSteps } from '@frankly/core/model'
import type { JSX } from 'preact'
import { label } from '../../rich-text/rich.tsx'
import { optionPart } from '../option-part.ts'
import type { Drawings } from '../question-props.ts'

interface SliderProps {
  readonly name: string
  readonly label: string
  readonly range: ScaleSteps
  /** Where the thumb stands before there is an answer. */
  readonly middle: number
  readonly chosen: number | 'na' | undefined
  readonly na: string | undefined
  readonly ends: readonly [low: string, high: string] | undefined
  readonly describedBy: string | undefined
  readonly drawings: Drawings | undefined
  /** Announced in place of a value while there is no answer. */
  readonly unset: string
  valueText(value: number): string
  onChoose(value: number | 'na'): void
}

/**
 * A native range. A browser gives it a value from the start, which is no answer: it counts from the first touch on, also
 * one that leaves it where it is (a press on the thumb; the space bar, of which `watchPresses` makes a click).
 */
export function Slider(props: SliderProps): JSX.Element {
  const { name, range, middle, chosen, na, ends, describedBy, unset, valueText, onChoose } = props
  const isSet = typeof chosen === 'number'
  const choose = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => onChoose(+currentTarget.value)
  return (
    <>
      <input
        type="range"
        class={isSet ? 'slide' : 'slide unset'}
        name={name}
        min={range.min}
        max={range.max}
        step={range.step ?? 1}
        // not `value`: the thumb is the customer's, a later render must not put an older answer in its place
        defaultValue={String(isSet ? chosen : middle)}
        aria-label={props.label}
        aria-valuetext={isSet ? valueText(chosen) : unset}
        aria-describedby={[describedBy, ends && `${name}-ends`].filter(Boolean).join(' ') || undefined}
        onInput={choose}
        onClick={choose}
      />
      <div class="ends said" id={`${name}-ends`}>
        <span>{ends && label(ends[0], props.drawings)}</span>
        <output aria-hidden="true">{isSet && valueText(chosen)}</output>
        <span>{ends && label(ends[1], props.drawings)}</span>
      </div>
      {na && (
        <label class="o na" part={optionPart(chosen === 'na')}>
          <input type="radio" name={`${name}.na`} checked={chosen === 'na'} onClick={() => onChoose('na')} />
          <span>{na}</span>
        </label>
      )}
    </>
  )
}
