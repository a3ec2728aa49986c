import { type Response, type Survey, textFor } from '@frankly/core'
import type { ConsentRecord } from '@frankly/core/model'
import type { ResolvedProject } from '../options/options.ts'
import type { Store, StoredResponse } from '../store/ports.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { deliveryTexts } from '../words/delivery-texts.ts'
import { questionsOf } from '../words/questions.ts'
import type { NamedBy, Person, PersonFile } from './person.ts'

/** What a copy needs. */
export interface CopyDeps {
  readonly store: Pick<Store, 'attachment'>
  /** Of the configuration, for the words that were asked. */
  readonly project: ResolvedProject | undefined
}

/**
 * A person's own copy of everything (right of access, portability): one object for each thing, with `what`. Responses
 * are whole, with the name: it is the person's own. Photos are base64. One at a time, so that memory holds one photo.
 */
export async function* personCopy(deps: CopyDeps, person: Person, file: PersonFile): AsyncGenerator<object> {
  yield {
    what: 'person',
    project: person.project,
    by: person.by,
    value: person.value,
    responses: file.responses.length,
  }
  for (const row of file.responses) {
    const { body, ...facts } = row
    const response = JSON.parse(body) as Response
    const survey = wordsAsked(deps.project, row.surveyId, row.surveyVersion)
    yield { what: 'response', ...facts, response, ...(survey ? { asked: deliveryTexts(survey, response.locale) } : {}) }
    yield* response.consents.map((consent) => ({ what: 'consent', ...consentFacts(row, response, consent, survey) }))
  }
  const { conflicts, letters, deliveries, attachments } = file.beside
  for (const row of [...conflicts, ...file.conflicts]) yield { what: 'second-body', ...row }
  for (const row of [...letters, ...file.letters]) yield { what: 'refused', ...row }
  for (const { delivery, ...row } of deliveries) yield { what: 'delivery', ...row, delivery }
  for (const { id, ...facts } of attachments) {
    const photo = await deps.store.attachment(person.project, id)
    if (photo) yield { what: 'photo', id, ...facts, bytes: Buffer.from(photo.bytes).toString('base64') }
  }
}

/** Who agreed to what, when and in which words, as far as the words of that version are known. */
function consentFacts(row: StoredResponse, response: Response, consent: ConsentRecord, survey: Survey | undefined) {
  const asked = survey && questionsOf(survey).find((each) => each.kind === 'consent' && isAbout(each, consent))
  const text = asked && survey ? textFor(asked.text, response.locale, survey.defaultLocale) : undefined
  return { responseId: row.id, ...consent, ...(text === undefined ? {} : { text }) }
}

const isAbout = (
  { purpose, textVersion }: { readonly purpose?: string; readonly textVersion?: string },
  consent: ConsentRecord,
): boolean => purpose === consent.purpose && textVersion === consent.textVersion

/** What is stored of a person, counted. */
export interface PersonSummary {
  readonly project: string
  readonly by: NamedBy
  readonly responses: readonly {
    readonly id: string
    readonly survey: string
    readonly version: number
    readonly status: string
    readonly receivedAt: number
    readonly test: boolean
    readonly held: boolean
    readonly consents: readonly ConsentRecord[]
  }[]
  readonly attachments: number
  readonly conflicts: number
  readonly deadLetters: number
  readonly deliveries: number
}

/** What is stored of a person, counted; says no word of it. */
export function personSummary(person: Person, file: PersonFile): PersonSummary {
  const { beside } = file
  return {
    project: person.project,
    by: person.by,
    responses: file.responses.map((row) => ({
      id: row.id,
      survey: row.surveyId,
      version: row.surveyVersion,
      status: row.status,
      receivedAt: row.receivedAt,
      test: row.test,
      held: row.quarantine !== undefined,
      consents: (JSON.parse(row.body) as Response).consents,
    })),
    attachments: beside.attachments.length,
    conflicts: beside.conflicts.length + file.conflicts.length,
    deadLetters: beside.letters.length + file.letters.length,
    deliveries: beside.deliveries.length,
  }
}
