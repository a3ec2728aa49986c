import type { AnswerValue, CaseFacts, Delivery, Response as Revision } from '@frankly/core'
import type { Carries } from './capabilities.ts'
import { maskContacts } from './redact.ts'

/**
 * Takes out of a delivery what the destination may not carry. Contact data also goes when the customer refused the
 * `contact` consent. Where free text may go but contact data may not, what looks like an address is masked.
 */
export function strip(delivery: Delivery, carries: Carries): Delivery {
  const { links, ...rest } = delivery
  const kept = {
    ...rest,
    ...(links && carries.contact ? { links } : links ? { links: staffLinks(links) } : {}),
  } as Delivery
  if (kept.type === 'subject.erased') return kept
  const data: Record<string, unknown> = { ...kept.data }
  if ('response' in kept.data && kept.data.response) data['response'] = stripResponse(kept.data.response, carries)
  if ('case' in kept.data) data['case'] = stripCase(kept.data.case, carries)
  if (kept.type === 'praise.created') {
    data['text'] = carries.text ? words(kept.data.text, carries) : ''
    if (!carries.text) delete data['who']
  }
  return { ...kept, data } as Delivery
}

/** The page of a response may be the customer's own; the desk's case needs a staff session. */
function staffLinks(links: NonNullable<Delivery['links']>): NonNullable<Delivery['links']> {
  return links.case ? { case: links.case } : {}
}

function words(text: string, carries: Carries): string {
  return carries.contact ? text : maskContacts(text)
}

function stripCase(facts: CaseFacts, carries: Carries): CaseFacts {
  const { summary, ...rest } = facts
  return {
    ...rest,
    // The code opens the customer's page: whoever holds it can speak for the customer.
    receiptCode: carries.contact ? facts.receiptCode : '',
    ...(summary !== undefined && carries.text ? { summary: words(summary, carries) } : {}),
  }
}

function stripResponse(response: Revision, asked: Carries): Revision {
  const refused = response.consents.some((record) => record.purpose === 'contact' && !record.granted)
  const carries = refused ? { ...asked, contact: false } : asked
  const { subject, receiptCode, context, ...rest } = response
  const { order, ...place } = context
  const answers: Record<string, AnswerValue> = {}
  for (const [id, value] of Object.entries(response.answers)) {
    const left = stripAnswer(value, carries)
    if (left) answers[id] = left
  }
  return {
    ...rest,
    answers,
    context: order && carries.order ? context : place,
    ...(receiptCode && carries.contact ? { receiptCode } : {}),
    ...(subject && carries.subject ? { subject: carries.contact ? subject : { id: subject.id } } : {}),
  }
}

function stripAnswer(value: AnswerValue, carries: Carries): AnswerValue | undefined {
  switch (value.kind) {
    case 'contact':
      return carries.contact ? value : undefined
    case 'text':
      return carries.text ? { ...value, text: words(value.text, carries) } : undefined
    case 'attachment':
      return carries.text ? value : undefined
    case 'choice': {
      const { other, ...rest } = value
      return other !== undefined && carries.text ? { ...rest, other: words(other, carries) } : rest
    }
    case 'praise': {
      const { who, text, ...rest } = value
      if (!carries.text) return { ...rest, text: '' }
      return { ...rest, text: words(text, carries), ...(who === undefined ? {} : { who }) }
    }
    case 'complaint': {
      const { remedyText, text, ...rest } = value
      if (!carries.text) return { ...rest, text: '' }
      return {
        ...rest,
        text: words(text, carries),
        ...(remedyText === undefined ? {} : { remedyText: words(remedyText, carries) }),
      }
    }
    default:
      return value
  }
}
