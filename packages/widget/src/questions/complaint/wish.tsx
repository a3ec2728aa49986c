import { COMPLAINT_CATEGORIES, type ComplaintBlock, type ComplaintCategory, REMEDIES, type Remedy } from '@frankly/core'
import { DEFAULT_MAX_LENGTH } from '@frankly/core/engine'
import type { JSX } from 'preact'
import { CharactersLeft } from '../characters-left.tsx'
import { fieldName } from '../field-name.ts'
import { optionPart } from '../option-part.ts'
import type { ComplaintProps } from './complaint-answer.ts'
import { likely } from './likely.ts'

/** What would put it right, and what it is about. All of it can be taken back by a second press. */
export function Wish(props: ComplaintProps): JSX.Element {
  const { question, texts, answer, give } = props
  const remedies: readonly Remedy[] = (question.definition as ComplaintBlock).remedies ?? REMEDIES
  const press = (wanted: Remedy): void =>
    give(({ remedy, ...rest }) => (remedy === wanted ? rest : { ...rest, remedy: wanted }))
  return (
    <>
      <div class="ways">
        {remedies.map((remedy) => (
          <Chip
            key={remedy}
            name={`${nameOf(props)}.remedy`}
            value={remedy}
            text={texts.remedies[REMEDIES.indexOf(remedy)]!}
            chosen={answer.remedy === remedy}
            onPress={press}
          />
        ))}
      </div>
      {answer.remedy === 'other' && (
        <label class="sub">
          <span class="ask">{texts.tellMore}</span>
          <input
            class="in"
            type="text"
            defaultValue={answer.remedyText ?? ''}
            onInput={({ currentTarget: { value: remedyText } }) => give((now) => ({ ...now, remedyText }))}
          />
          <CharactersLeft text={answer.remedyText} limit={DEFAULT_MAX_LENGTH} texts={texts} />
        </label>
      )}
      <Category {...props} />
    </>
  )
}

/** What the words sound like, to be taken, changed or ignored: a chip for each, and the whole list. */
function Category(props: ComplaintProps): JSX.Element {
  const { question, texts, answer, give } = props
  const offered: readonly ComplaintCategory[] =
    (question.definition as ComplaintBlock).categories ?? COMPLAINT_CATEGORIES
  const chips = likely(answer.text, texts.signs).filter((category) => offered.includes(category))
  const say = (category: ComplaintCategory): string => texts.categories[COMPLAINT_CATEGORIES.indexOf(category)]!
  const choose = (category: ComplaintCategory | ''): void =>
    give(({ category: _, ...rest }) => (category ? { ...rest, category } : rest))
  const press = (wanted: ComplaintCategory): void =>
    give(({ category, ...rest }) => (category === wanted ? rest : { ...rest, category: wanted }))
  const inList = answer.category && !chips.includes(answer.category) ? answer.category : ''
  return (
    <fieldset class="sub">
      <legend class="ask">{texts.closest}</legend>
      <div class="ways">
        {chips.map((category) => (
          <Chip
            key={category}
            name={`${nameOf(props)}.category`}
            value={category}
            text={say(category)}
            chosen={answer.category === category}
            onPress={press}
          />
        ))}
        <select
          class="o"
          aria-label={texts.closest}
          data-chosen={inList !== ''}
          value={inList}
          onChange={({ currentTarget: { value } }) => choose(value as ComplaintCategory | '')}
        >
          <option value="">{texts.ifYouLike}</option>
          {offered.map((category) => (
            <option key={category} value={category}>
              {say(category)}
            </option>
          ))}
        </select>
      </div>
    </fieldset>
  )
}

interface ChipProps<Value extends string> {
  readonly name: string
  readonly value: Value
  readonly text: string
  readonly chosen: boolean
  onPress(value: Value): void
}

/** One of several, as a native radio button; pressed a second time it is taken back, which a `change` would not tell. */
function Chip<Value extends string>({ name, value, text, chosen, onPress }: ChipProps<Value>): JSX.Element {
  return (
    <label class="o" part={optionPart(chosen)}>
      <input type="radio" name={name} value={value} checked={chosen} onClick={() => onPress(value)} />
      <span>{text}</span>
    </label>
  )
}

/** Names its fields after the answer that they belong to. */
const nameOf = ({ question: { id, definition } }: ComplaintProps): string =>
  fieldName((definition as ComplaintBlock).of ?? id)
