import type { JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import type { Seer } from './complaint-answer.ts'

const VISIBLE: readonly Seer[] = ['nobody', 'team', 'everyone']

interface NameProps {
  readonly id: string
  readonly title: string
  readonly texts: AllTexts
  readonly seer: Seer
  onSee(who: Seer): void
}

/** Who may see the name: folded, and its line says what holds now. */
export function Name({ id, title, texts, seer, onSee }: NameProps): JSX.Element {
  return (
    <details class="fold">
      <summary>
        {title} <span class="soft">{texts.seers[VISIBLE.indexOf(seer)]}</span>
      </summary>
      <div class="ways" role="radiogroup" aria-label={title}>
        {VISIBLE.map((who, i) => (
          <label class="o" part={optionPart(seer === who)} key={who}>
            <input
              type="radio"
              name={`${fieldName(id)}.name`}
              value={who}
              checked={seer === who}
              onChange={() => onSee(who)}
            />
            <span>{texts.seers[i]}</span>
          </label>
        ))}
      </div>
    </details>
  )
}
