import type { PageView, QuestionView } from '@frankly/core'
import type { JSX } from 'preact'
import { isOneChoice, KINDS } from '../questions/kinds.ts'
import { ButtonWords } from './button-words.tsx'
import { isLong } from './question-block.tsx'
import type { ScreenProps } from './screen-props.ts'

/** What a page does when a button of it is pressed. */
export interface PageTurns {
  send(): void
  skip(): void
  next(): void
}

interface ButtonsProps extends Pick<ScreenProps, 'model' | 'texts' | 'full'> {
  readonly view: PageView
  /** The page as it stands when a button is pressed. */
  page(): PageTurns
}

/** What leads on from a page: Skip, or Send where the rest may be left out; and Next. */
export function PageButtons({ view, model, texts, full, page }: ButtonsProps): JSX.Element {
  const asked = askedOn(view)
  const canSkip = asked.length > 0 && asked.every((question) => !question.required && !question.answer)
  const mayEnd = !view.isLast && full?.mayEndHere(model.survey, view.pageId)
  const outside = inFoot(view)
  return (
    <div class="end">
      {(mayEnd || canSkip) && (
        <button type="button" onClick={() => (mayEnd ? page().send() : page().skip())}>
          {mayEnd ? texts.send : texts.skip}
        </button>
      )}
      {/* where a tap goes on, what goes on without an answer is Skip */}
      {(!tapOf(view) || !canSkip) && (
        <button
          type={outside ? 'button' : 'submit'}
          class="go"
          part="button"
          onClick={outside ? () => page().next() : undefined}
        >
          <ButtonWords name={view.isLast ? 'send' : 'next'} view={view} texts={texts} />
        </button>
      )}
    </div>
  )
}

/** What is to be answered. */
export const askedOn = ({ questions }: PageView): readonly QuestionView[] =>
  questions.filter(({ kind }) => KINDS[kind].form !== 'plain')

/**
 * Do the buttons stand in the line at the foot of the card, without a row of their own? Where one tap answers all that
 * the page says. What is below the fold must not have Send beside it: a page of more keeps them at its end.
 */
export const inFoot = (view: PageView): boolean =>
  !!tapOf(view) && !view.canGoBack && !isLong(view.intro, 160) && !view.questions[1]

/**
 * [A1] What a tap on an answer does beside answering, as it is announced: where a page asks one thing, and that by one
 * choice, it goes on, and on the last page it sends.
 */
export function tapOf(view: PageView | undefined): 'next' | 'send' | undefined {
  const asked = view?.questions.filter(({ kind }) => kind !== 'statement')
  return asked?.length === 1 && isOneChoice(asked[0]!.definition) ? (view!.isLast ? 'send' : 'next') : undefined
}
