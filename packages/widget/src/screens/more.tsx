import type { Question, Survey } from '@frankly/core'
import type { JSX } from 'preact'
import { counted } from '../i18n/counted.ts'
import { gapIn } from '../i18n/in-language.ts'
import { KINDS } from '../questions/kinds.ts'
import type { ScreenProps } from './screen-props.ts'

/** "Two more questions? About 20 seconds." No is as easy as yes. */
export function MoreScreen({ model, texts }: ScreenProps): JSX.Element {
  const questions = questionsAfterOffer(model.survey)
  const quick = questions.every((question) => /^(rating|scale|choice)$/.test(question.kind))
  return (
    <div class="page">
      <h2 part="question" tabIndex={-1} data-head>
        {counted(texts.moreAsk, questions.length, texts)}
        {quick && gapIn(model.locale.value) + counted(texts.moreTime, questions.length * SECONDS_EACH, texts)}
      </h2>
      <div class="foot">
        <button type="button" onClick={() => model.more(false)}>
          {texts.moreNo}
        </button>
        <div class="end">
          <button type="button" class="go" part="button" onClick={() => model.more(true)}>
            {texts.moreYes}
          </button>
        </div>
      </div>
    </div>
  )
}

/** A closed question takes about ten seconds [U6]; open words take minutes, so no time is told then. */
const SECONDS_EACH = 10

/** What is asked from the offer on, conditions aside. */
export function questionsAfterOffer(survey: Survey): readonly Question[] {
  const from = survey.pages.findIndex((page) => page.id === survey.offerMoreBefore)
  return survey.pages
    .slice(Math.max(0, from))
    .flatMap((page) => page.questions)
    .filter(({ kind }) => KINDS[kind].form !== 'plain')
}
