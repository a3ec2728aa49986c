import type { Delivery } from '@frankly/core'
import type { AnswerTextField } from '@frankly/core/model'
import type { Carries } from './capabilities.ts'
import { maskContacts } from './redact.ts'

// By field names, not type by type: this is in every bundle for pages, and must be small.
type Bag = Record<string, unknown>

/** Fields that hold a person's own words. `address` is in a contact answer, which goes as a whole. */
const WORDS = {
  text: true,
  other: true,
  who: true,
  remedyText: true,
  summary: true,
} satisfies Record<Exclude<AnswerTextField, 'address'> | 'summary', true>

/**
 * Takes out of a delivery what the destination may not carry. Contact data also goes when the customer refused the
 * `contact` consent. Where free text may go but contact data may not, what looks like an address is masked.
 */
export function strip(delivery: Delivery, carries: Carries): Delivery {
  const kept: Bag = { ...delivery }
  // The page of a response may be the customer's own; the desk's case needs a staff session.
  if (delivery.links && !carries.contact) kept['links'] = delivery.links.case ? { case: delivery.links.case } : {}
  if (delivery.type === 'subject.erased') return kept as never
  const data = stripWords(delivery.data as never, carries)
  const { case: facts, response } = data as Record<string, Bag | undefined>
  if (facts) {
    const left = stripWords(facts, carries)
    // The code opens the customer's page: whoever holds it can speak for the customer.
    if (!carries.contact) left['receiptCode'] = ''
    data['case'] = left
  }
  if (response) {
    const allowed = allowedBy(response, carries)
    data['response'] = stripResponse(response, allowed)
    const beside = data['alsoSaid'] as readonly Bag[] | undefined
    if (beside)
      data['alsoSaid'] = beside.map((words) => ({
        ...words,
        answers: stripAnswers(words['answers'] as never, allowed),
      }))
  }
  kept['data'] = data
  return kept as never
}

/** Contact data also needs the customer's consent. */
function allowedBy(response: Bag, asked: Carries): Carries {
  const consents = response['consents'] as readonly { readonly purpose: string; readonly granted: boolean }[]
  const refused = consents.some((record) => record.purpose === 'contact' && !record.granted)
  return refused ? { ...asked, contact: false } : asked
}

function stripResponse(response: Bag, carries: Carries): Bag {
  const kept: Bag = { ...response, answers: stripAnswers(response['answers'] as never, carries) }
  if (!carries.order) {
    const { order: _, ...place } = response['context'] as Bag
    kept['context'] = place
  }
  if (!carries.contact) {
    delete kept['receiptCode']
    if (kept['subject']) kept['subject'] = { id: (kept['subject'] as Bag)['id'] }
  }
  if (!carries.subject) delete kept['subject']
  return kept
}

function stripAnswers(answers: Record<string, Bag>, carries: Carries): Bag {
  const gone = [...(carries.contact ? [] : ['contact']), ...(carries.text ? [] : ['text', 'attachment'])]
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, { kind }]) => !gone.includes(kind as string))
      .map(([id, answer]) => [id, stripWords(answer, carries)]),
  )
}

function stripWords(from: Bag, { text, contact }: Carries): Bag {
  const kept = { ...from }
  for (const key in WORDS) {
    const said = kept[key]
    if (typeof said !== 'string') continue
    if (!text && key !== 'text') delete kept[key]
    else kept[key] = !text ? '' : contact ? said : maskContacts(said)
  }
  return kept
}
