import type { ComplaintBlock } from '@frankly/core'
import { Component, type JSX } from 'preact'
import type { AllTexts } from '../../i18n/texts.ts'
import { plain } from '../../rich-text/rich.tsx'
import { css as ways } from '../contact/contact.css.ts'
import type { QuestionProps } from '../question-props.ts'
import { css as own } from './complaint.css.ts'
import { type ComplaintProps, complaintIn, type Seer } from './complaint-answer.ts'
import { Name } from './name.tsx'
import { Wish } from './wish.tsx'
import { Words } from './words.tsx'

type Props = QuestionProps<AllTexts>

/**
 * The frank door: own words first; what would put it right, a category and who may see the name are offered, never
 * forced. In steps each part is a page of its own; where a survey asks for all at once, everything but the words is folded.
 */
export class Kind extends Component<Props> {
  /** Who may see the name. It is kept here, since without words there is no answer yet to hold it. */
  private seer = complaintIn(this.props.question.answer).nameVisibleTo

  private readonly give: ComplaintProps['give'] = (change) =>
    this.props.onAnswer((latest) => {
      const { seer } = this
      return { ...change(complaintIn(latest)), ...(seer && { nameVisibleTo: seer }) }
    })

  private readonly see = (seer: Seer): void => {
    this.seer = seer
    this.give((answer) => answer)
    this.forceUpdate()
  }

  override render(props: Props): JSX.Element {
    const { question, texts } = props
    const { part } = question.definition as ComplaintBlock
    const answer = complaintIn(question.answer)
    const all: ComplaintProps = { ...props, answer, give: this.give }
    const name = (title: string): JSX.Element => (
      <Name title={title} id={question.id} texts={texts} seer={this.seer ?? 'team'} onSee={this.see} />
    )
    if (part === 'words') return <Words {...all} />
    if (part === 'wish') return <Wish {...all} />
    if (part === 'name') return name(plain(question.text, props.acts.drawings))
    return (
      <>
        <Words {...all} />
        <details class="fold" open={!!(answer.remedy || answer.category)}>
          <summary>{texts.want}</summary>
          <fieldset class="sub" aria-label={texts.want}>
            <Wish {...all} />
          </fieldset>
        </details>
        {name(texts.whoSees)}
      </>
    )
  }
}

export const css: string = ways + own
