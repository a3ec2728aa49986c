import type { AnswerValue, PageView, QuestionView } from '@frankly/core'
import type { JSX } from 'preact'
import { inLanguage } from '../i18n/in-language.ts'
import type { AllTexts } from '../i18n/texts.ts'
import { restHere } from '../load-rest.ts'
import { FIRST } from '../questions/first-kinds.ts'
import { FORM } from '../questions/forms.ts'
import type { QuestionActs } from '../questions/question-props.ts'
import { QuestionBlock } from './question-block.tsx'
import { Rich } from './rich.tsx'
import type { ScreenProps } from './screen-props.ts'

interface PageProps {
  readonly view: PageView
  /** Runs what turns the page, once, however often it is pressed before the next one is drawn. */
  turn(run: () => void): void
  onNext(): void
}

/** One page of questions with Back, Skip and Next. */
export function PageScreen(props: ScreenProps & PageProps): JSX.Element {
  const { view, model, ui, texts, reload, failed, turn, onNext } = props
  const asked = view.questions.filter(({ kind }) => FORM[kind] !== 'plain')
  const mixed = asked.some((question) => question.required) && asked.some((question) => !question.required)
  const canSkip = asked.length > 0 && asked.every((question) => !question.required && !question.answer)
  const acts: QuestionActs = {
    attach: model.attach,
    openLink: (url) => ui.openLink?.(url),
    shop: ui.shop,
    locale: view.locale,
  }
  // sent they would be refused: they stay here, where they can be shortened
  const heavy = restHere()?.tooHeavy(model.written())
  const { is } = model.delivery.value
  const isLost = is === 'not_saved'
  const submit = (event: Event): void => {
    event.preventDefault()
    if (!heavy) turn(onNext)
  }
  return (
    <form class="page" noValidate onSubmit={submit}>
      {view.title && (
        <h2 tabIndex={-1} data-head>
          <span {...inLanguage(view.titleLang, view.locale)}>{view.title}</span>
        </h2>
      )}
      {view.intro && (
        <p class="soft">
          <Rich text={view.intro} own={inLanguage(view.introLang, view.locale)} />
        </p>
      )}
      {view.questions.map((question) => {
        const Kind = FIRST[question.kind] ?? restHere()?.lazyKind(question.kind)
        if (!Kind && failed) return <Trouble text={texts.notLoaded} again={reload} texts={texts} key={question.id} />
        if (!Kind) return <div class="q" aria-busy="true" key={question.id} />
        const answerIt = (value: AnswerValue, byPointer = false): void => {
          model.answer(question.id, value)
          if (byPointer && movesOn(view, question)) turn(model.next)
        }
        return (
          <QuestionBlock
            key={question.id}
            Kind={Kind}
            question={question}
            texts={texts}
            tellOptional={mixed}
            onAnswer={answerIt}
            acts={acts}
          />
        )
      })}
      {heavy && (
        <p class="bad" role="alert">
          {texts.wholeTooLong}
        </p>
      )}
      {(isLost || model.waits.value) && (
        <Trouble
          text={isLost ? texts.notSaved : is === 'kept' ? texts.kept : texts.notLoaded}
          again={model.retry}
          texts={texts}
        />
      )}
      <div class="foot">
        {view.canGoBack && (
          <button type="button" onClick={() => turn(model.back)}>
            {texts.back}
          </button>
        )}
        <div class="end">
          {canSkip && (
            <button
              type="button"
              onClick={() =>
                turn(() => {
                  for (const question of asked) model.skip(question.id)
                  model.next()
                })
              }
            >
              {texts.skip}
            </button>
          )}
          <button type="submit" class="go">
            {view.isLast ? texts.send : texts.next}
          </button>
        </div>
      </div>
    </form>
  )
}

/** Says what went wrong and offers to try again. */
export function Trouble({ text, again, texts }: { text: string; again(): void; texts: AllTexts }): JSX.Element {
  return (
    <p class="bad" role="alert">
      {text}{' '}
      <button type="button" class="link" onClick={again}>
        {texts.retry}
      </button>
    </p>
  )
}

/**
 * A tap on the only scale of a page goes on by itself, where Back can undo it: never on the last page, never by
 * an arrow key (it passes over answers on its way, WCAG 3.2.2).
 */
function movesOn(view: PageView, question: QuestionView): boolean {
  return question.kind === 'rating' && view.questions.length === 1 && !view.isLast
}
