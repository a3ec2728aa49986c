import type { AnswerValue, Delivery, Response as Revision } from '@frankly/core'
import type { AnswerKind } from '@frankly/core/model'
import type { DeliveryQuestion } from '@frankly/core/wire'
import { answerLines } from '@frankly/core/words'
import { cleanText, safeUrl } from './escape.ts'
import { type StaffLocale, staffWords, type Word } from './staff-words.ts'

/** A message before it has any markup. All texts are clean, none is escaped. */
export interface Message {
  readonly title: string
  readonly urgent: boolean
  readonly lines: readonly MessageLine[]
  readonly link?: { readonly label: string; readonly url: string }
  /** Said where something had to be cut. */
  readonly cutNote: string
}

/** `quote`: in the customer's own words, free to be cut. `staff`: not for the customer to see. */
export interface MessageLine {
  readonly label?: string
  readonly text: string
  readonly quote?: boolean
  readonly staff?: boolean
}

/** Who may read it. `customer`: perhaps the customer too, as in a ticket of a desk that shows it to its requester. */
export type Reader = 'staff' | 'customer'

type Say = (key: string) => string

/**
 * Makes the message of a delivery from the words of the questions, never from ids where words are at hand
 * (keys are unreadable, and a missing field must not break it).
 */
export function messageOf(delivery: Delivery, locale: StaffLocale = 'en', reader: Reader = 'staff'): Message {
  const say = staffWords(locale)
  const forStaff = reader === 'staff'
  const lines = linesOf(delivery, say, locale).filter((line) => forStaff || !line.staff)
  const url = forStaff ? safeUrl(delivery.links?.case ?? delivery.links?.response) : undefined
  return {
    title: oneLine(forStaff ? titleOf(delivery, say) : neutralTitle(delivery, say)),
    urgent: delivery.lane === 'urgent',
    lines: lines.filter((line) => line.text),
    cutNote: url ? say('cut') : '',
    ...(url ? { link: { url, label: say(delivery.links?.case ? 'open_case' : 'open_response') } } : {}),
  }
}

function titleOf(delivery: Delivery, say: Say): string {
  const survey = cleanText(delivery.texts?.title)
  const after = survey ? `: ${survey}` : ''
  switch (delivery.type) {
    case 'praise.created': {
      const who = cleanText(delivery.data.who)
      return who ? say('praise_for').replace('{who}', () => who) : say('praise')
    }
    case 'case.opened':
      return `${say('case_opened')}: ${say(complaintTitle(delivery.data.case.severity))}`
    case 'case.updated':
      return say('case_updated')
    case 'subject.erased':
      return say('erased')
    case 'answer.saved':
    case 'response.completed': {
      const { complaint } = delivery.data.response
      if (complaint) return say(complaintTitle(complaint.severity)) + after
      return say(delivery.type === 'answer.saved' ? 'answer_partial' : 'answer') + after
    }
  }
}

/** A title that judges nothing: the customer reads it as the subject of our answer. */
function neutralTitle(delivery: Delivery, say: Say): string {
  return cleanText(delivery.texts?.title) || say(delivery.type === 'praise.created' ? 'praise' : 'complaint')
}

/** Titles and labels stand on one line, else their markup would break. Line by line: a pattern for it is slow on long white space. */
export function oneLine(text: string): string {
  const lines = text.split('\n')
  return lines.length === 1
    ? text
    : lines
        .map((line) => line.trim())
        .filter(Boolean)
        .join(' ')
}

function complaintTitle(severity: string | undefined): string {
  return severity === 'critical' ? 'complaint_critical' : 'complaint'
}

function linesOf(delivery: Delivery, say: Say, locale: StaffLocale): MessageLine[] {
  const { data } = delivery
  if (delivery.type === 'subject.erased') {
    return [{ label: say('responses'), text: cleanText(delivery.data.responseIds.join(', ')) }]
  }
  const lines: MessageLine[] = []
  if (delivery.more) lines.push({ label: say('more'), text: String(delivery.more), staff: true })
  if (delivery.type === 'praise.created') lines.push({ text: cleanText(delivery.data.text), quote: true })
  if ('case' in data) {
    const { category, summary, dueAt } = data.case
    if ('change' in data) lines.push({ label: say('change'), text: cleanText(data.change), staff: true })
    if (category) lines.push({ label: say('about'), text: cleanText(say(category)), staff: true })
    if (summary) lines.push({ text: cleanText(summary), quote: true })
    if (typeof dueAt === 'number') lines.push({ label: say('due'), text: dateText(dueAt, locale), staff: true })
  }
  const response = 'response' in data ? data.response : undefined
  if (!response) return lines
  const told = new Set(lines.map((line) => line.text))
  for (const line of linesOfAnswers(delivery, response.answers, say)) if (!told.has(line.text)) lines.push(line)
  for (const { answers } of ('alsoSaid' in data && data.alsoSaid) || [])
    for (const line of linesOfAnswers(delivery, answers, say))
      lines.push({ ...line, label: [say('also_said'), line.label].filter(Boolean).join(' · ') })
  const order = response.context?.order?.orderId
  if (order) lines.push({ label: say('order'), text: cleanText(order) })
  return lines
}

/** Answers in the survey's order, then those it does not name. */
function linesOfAnswers(delivery: Delivery, answers: Revision['answers'] = {}, say: Say): MessageLine[] {
  const asked = delivery.texts?.questions ?? []
  const known = new Map(asked.map((question) => [question.id, question]))
  const ids = [...asked.map((question) => question.id), ...Object.keys(answers).filter((id) => !known.has(id))]
  return ids.flatMap((id) => {
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined
    return value ? linesOfAnswer(value, known.get(id), id, say) : []
  })
}

/** Heads of answers that stand better without the question's own text. A complaint's words follow the title, which says it. */
const HEADS: { readonly [Kind in AnswerKind]?: Word | '' } = { contact: 'reply', attachment: 'files', complaint: '' }

function linesOfAnswer(
  value: AnswerValue,
  question: DeliveryQuestion | undefined,
  id: string,
  say: Say,
): MessageLine[] {
  const head = HEADS[value.kind]
  const asked = head === undefined ? cleanText(question?.text) || cleanText(id) : head && say(head)
  const texts = { labels: question?.labels, say, clean: cleanText }
  return answerLines(value, texts).map(({ row, label, text, quote = false, internal = false }) => {
    const heads = label === undefined ? [asked, row] : [label]
    return {
      label: oneLine(heads.filter(Boolean).join(' · ')),
      text: quote ? text : oneLine(text),
      ...(quote && { quote }),
      ...(internal && { staff: internal }),
    }
  })
}

function dateText(at: number, locale: StaffLocale): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(locale, options).format(date)} UTC`
}
