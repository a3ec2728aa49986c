import type { Response } from '@frankly/core'
import type { KeptWords, ResponseQuery, Store, StoredResponse } from '../store/ports.ts'
import { may, type Who } from './who.ts'

/** The answers as one reader may see them: of their own team alone, and without what leads to a person. */
export interface Reads extends Pick<Store, 'responses' | 'response' | 'byReceipt'> {
  /** Whether it is of a team that they see. */
  sees(row: StoredResponse): boolean
  /** Those of the rows that they see, as they see them. */
  shown(rows: readonly StoredResponse[]): readonly StoredResponse[]
}

type Answers = Pick<Store, 'responses' | 'response' | 'byReceipt'>

/** Reads for who asks. */
export function readsOf(store: Answers, who: Who): Reads {
  const hasTeams = (who.teams?.size ?? 0) > 0
  const sees = (row: StoredResponse): boolean => {
    const team = who.teams?.get(row.project) ?? (who.roles.has(row.project) ? undefined : who.teams?.get('*'))
    return team === undefined || teamOf(row) === team
  }
  const show = (row: StoredResponse) => (may(who, 'contacts:read', row.project) ? row : withoutContacts(row))
  const shown = (rows: readonly StoredResponse[]) => rows.filter(sees).map(show)
  return {
    sees,
    shown,
    async response(project, id) {
      const row = await store.response(project, id)
      return row && sees(row) ? show(row) : undefined
    },
    byReceipt: async (code) => shown(await store.byReceipt(code)),
    responses: async (query) => (hasTeams ? ofTeam(store, query, shown) : shown(await store.responses(query))),
  }
}

/** As many as are asked for, however many of others stand between them. */
async function ofTeam(store: Answers, query: ResponseQuery, shown: Reads['shown']): Promise<readonly StoredResponse[]> {
  const found: StoredResponse[] = []
  let { after } = query
  for (;;) {
    const rows = await store.responses({ ...query, ...(after ? { after } : {}) })
    found.push(...shown(rows))
    after = rows.at(-1)
    if (found.length >= query.limit || rows.length < query.limit) break
  }
  return found.slice(0, query.limit)
}

const responseOf = ({ body }: StoredResponse): Response => JSON.parse(body)

/** The team that an answer belongs to, as the shop's page says: its tag `team`. */
const teamOf = (row: StoredResponse): unknown => responseOf(row).context.tags?.['team']

/**
 * Without what leads to the person: id and traits, order, address, receipt code, photos, tags, variables and page. What was
 * said in free text stays.
 */
export function withoutContacts(row: StoredResponse): StoredResponse {
  const { subject: _subject, receiptCode: _code, variables: _variables, ...rest } = responseOf(row)
  const { order: _order, tags: _tags, path: _path, ...context } = rest.context
  const response = { ...rest, answers: plainAnswers(rest.answers), context }
  const alsoSaid = row.alsoSaid?.map((words): KeptWords => ({ ...words, answers: plainAnswers(words.answers) }))
  return { ...row, body: JSON.stringify(response), ...(alsoSaid ? { alsoSaid } : {}) }
}

function plainAnswers(answers: Response['answers']): Response['answers'] {
  const seen = Object.entries(answers).filter(([, { kind }]) => kind !== 'attachment')
  const kept = seen.map(([id, answer]) => {
    if (answer.kind !== 'contact') return [id, answer] as const
    const { address: _address, ...channel } = answer
    return [id, channel] as const
  })
  return Object.fromEntries(kept)
}
