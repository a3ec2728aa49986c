import { hash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema.ts'

type ResponseRow = Selectable<Tables['responses']>

/** What the chain holds of a response: every column but the salt, the tombstone's mark and the time of the first revision, which a later revision cannot know. */
export type Covered = Omit<ResponseRow, 'salt' | 'erased' | 'first_received_at'>

/** Characters of a salt: 96 random bits. */
const SALT_LENGTH = 16

/** Fresh salts. */
export function newSalts(count: number): readonly string[] {
  const text = randomBytes(count * 12).toString('base64url')
  return Array.from({ length: count }, (_, i) => text.slice(i * SALT_LENGTH, (i + 1) * SALT_LENGTH))
}

/**
 * Salted digest of a response. Without the salt, which stands in the row alone, nobody can try out what was said.
 * @param words bodies of what others said beside it
 */
export function digestOf(row: Covered, salt: string, words: readonly string[] = []): string {
  const facts =
    `${salt}\0${row.project}\0${row.id}\0${row.revision}\0${row.writer}\0${row.survey_id}\0${row.survey_version}\0` +
    `${row.status}\0${row.lane}\0${row.complaint}\0${row.test}\0${row.quarantine}\0${row.subject_id}\0${row.order_mark}\0` +
    `${row.order_proof}\0${row.subject_proof}\0${row.kept}\0${row.occurred_at}\0${row.received_at}\0${row.body}`
  return hash('sha256', words.length === 0 ? facts : [facts, ...words.toSorted()].join('\0'), 'base64url')
}

/** What a link says: `responses` that were written or erased, one a line, or an `action` of somebody, as JSON. */
export type LinkKind = 'responses' | 'action'

/** A link before it has its place. */
export interface LinkDraft {
  readonly project: string
  readonly kind: LinkKind
  readonly at: number
  readonly body: string
}

/** Digest of a link over everything that it says and the digest of the one before it. */
export function linkHash(prev: string, strand: number, { project, kind, at, body }: LinkDraft): string {
  return hash('sha256', `${prev}\0${project}\0${strand}\0${kind}\0${at}\0${body}`, 'base64url')
}

/** Line of a link: this response stands as this revision. */
export const writtenLine = (id: string, revision: number, digest: string): string => `${id} ${revision} ${digest}`

/** Line of a link: this response was erased. */
export const erasedLine = (id: string): string => `${id} erased`
