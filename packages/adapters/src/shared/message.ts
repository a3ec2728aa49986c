import type { AnswerValue, Delivery, Response as Revision } from '@frankly/core'
import type { DeliveryQuestion } from '@frankly/core/wire'
import { cleanText, safeUrl } from './escape.ts'
import { type StaffLocale, speaker } from './words.ts'

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
  const say = speaker(locale)
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
    default: {
      const complaint = delivery.data.response.complaint
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
  for (const line of answerLines(delivery, response.answers, say)) if (!told.has(line.text)) lines.push(line)
  for (const { answers } of ('alsoSaid' in data && data.alsoSaid) || [])
    for (const line of answerLines(delivery, answers, say))
      lines.push({ ...line, label: [say('also_said'), line.label].filter(Boolean).join(' · ') })
  const order = response.context?.order?.orderId
  if (order) lines.push({ label: say('order'), text: cleanText(order) })
  return lines
}

/** Answers in the survey's order, then those it does not name. */
function answerLines(delivery: Delivery, answers: Revision['answers'] = {}, say: Say): MessageLine[] {
  const asked = delivery.texts?.questions ?? []
  const known = new Map(asked.map((question) => [question.id, question]))
  const ids = [...asked.map((question) => question.id), ...Object.keys(answers).filter((id) => !known.has(id))]
  return ids.flatMap((id) => {
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined
    return value ? valueLines(value, known.get(id), id, say) : []
  })
}

function valueLines(value: AnswerValue, question: DeliveryQuestion | undefined, id: string, say: Say): MessageLine[] {
  const label = oneLine(cleanText(question?.text) || cleanText(id))
  const labels = question?.labels ?? {}
  // What was chosen is a stranger's word: `constructor` is no label.
  const word = (key: string | number): string =>
    oneLine(cleanText(Object.hasOwn(labels, key) ? labels[key] : key === 'na' ? say('na') : key))
  const list = (keys: readonly string[] | undefined): string => (keys ?? []).map(word).join(', ')
  switch (value.kind) {
    case 'rating':
    case 'scale':
      return [{ label, text: ratingText(value.value, word) }]
    case 'choice': {
      const picked = list(value.choices)
      const other = cleanText(value.other)
      return [{ label, text: [picked, other && `“${other}”`].filter(Boolean).join(': ') }]
    }
    case 'text':
      return [{ label, text: cleanText(value.text), quote: true }]
    case 'matrix':
      return Object.entries(value.rows ?? {}).map(([row, column]) => ({ label: word(row), text: word(column) }))
    case 'ranking':
      return [{ label, text: (value.order ?? []).map((key, i) => `${i + 1}. ${word(key)}`).join(', ') }]
    case 'split':
      return [
        {
          label,
          text: Object.entries(value.points ?? {})
            .map(([key, n]) => `${word(key)} ${n}`)
            .join(', '),
        },
      ]
    case 'contact': {
      const hours = (value.hours ?? []).map(say).join(', ')
      const text = [say(value.channel), cleanText(value.address), hours].filter(Boolean).join(', ')
      return [{ label: say('reply'), text }]
    }
    case 'consent':
      return [{ label, text: say(value.granted ? 'yes' : 'no') }]
    case 'attachment':
      return [{ label: say('files'), text: (value.files ?? []).map((file) => cleanText(file.name)).join(', ') }]
    case 'praise':
      return [
        { label, text: [cleanText(value.who), cleanText(value.text)].filter(Boolean).join(': '), quote: true },
        { label: say('praise_kind'), text: value.praise ? say(value.praise) : '' },
      ]
    case 'complaint':
      return [
        { text: cleanText(value.text), quote: true },
        { label: say('about'), text: value.category ? cleanText(say(value.category)) : '', staff: true },
        { label: say('wants'), text: wishText(value.remedy, value.remedyText, say) },
        { label: say('may_see_name'), text: value.nameVisibleTo ? say(value.nameVisibleTo) : '' },
      ]
    default:
      return []
  }
}

function ratingText(value: number | 'na', word: (key: string | number) => string): string {
  const said = word(value)
  return value === 'na' || said === String(value) ? said : `${said} (${value})`
}

function wishText(remedy: string | undefined, words: string | undefined, say: Say): string {
  return [remedy ? cleanText(say(remedy)) : '', cleanText(words)].filter(Boolean).join(': ')
}

function dateText(at: number, locale: StaffLocale): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return ''
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const
  return `${new Intl.DateTimeFormat(locale, options).format(date)} UTC`
}
