import { hash } from 'node:crypto'
import type { EpochMs, Receipt, Response, Survey } from '@frankly/core'
import { contactTakenBack, withoutUnconsentedContact } from '@frankly/core/engine'
import { orderMark } from '@frankly/core/targeting'
import { checkReceiptCode, type ItemResult, type Problem } from '@frankly/core/wire'
import type { Limits } from '../options/limits.ts'
import type { ResolvedProject } from '../options/options.ts'
import { outboxEntries } from '../outbox/entries.ts'
import type { AnonymousItem, DeadLetter, PutItem } from '../store/ports.ts'
import type { Opened } from '../surveys/links.ts'
import { wordsAsked } from '../surveys/words-asked.ts'
import { anonymousAnswers, anonymousKeys, anonymousSurveys, dayOf } from './anonymous.ts'
import { type CheckedItem, checkItem, isId, isRevision } from './check-item.ts'
import { isComplaint, laneOf } from './lane.ts'
import { isCustomers, type Modes, PUBLIC_MODES, quotasFor } from './modes.ts'
import { problem } from './problems.ts'
import { badSignature, proven } from './proofs.ts'
import { receiptKey } from './receipt-key.ts'
import { type ScannedItem, scanEnvelope } from './scan-envelope.ts'
import { suspicion } from './suspicion.ts'
import { occurredAt } from './time.ts'
import { unreadAnswers } from './unread-answers.ts'

/** An item of an anonymous survey: nothing of it goes where other responses go. */
export interface AnonymousPlace extends Pick<ItemResult, 'id' | 'revision' | 'leftOut'> {
  readonly anonymous: AnonymousItem
}

/** What became of one item so far. */
export type Place = number | ItemResult | AnonymousPlace

/** One parsed request, item by item: what goes to the store and what is refused. */
export interface Sorted {
  readonly put: readonly PutItem[]
  /** Result of each item at its place; a number is the index of its item in `put`. */
  readonly places: readonly Place[]
  /** Refused items as they came, with their places. */
  readonly letters: readonly (DeadLetter & { readonly place: number })[]
  /** Answers of stored items that could not be read, as they came. */
  readonly unread: readonly DeadLetter[]
  /** What was left out of stored items, by their index in `put`. */
  readonly leftOut: ReadonlyMap<number, readonly string[]>
}

/** Checks of the envelope, before its items are read. */
export interface Envelope {
  readonly sentAt?: EpochMs
  readonly items: readonly unknown[]
  /** Counts that came beside them, as they came. */
  readonly report?: unknown
  readonly text: string
}

/** Reads the envelope; items are not looked at yet. */
export function readEnvelope(text: string, limits: Limits): Envelope | { readonly problem: Problem } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: problem('body_unreadable', 'not JSON') }
  }
  const items = (value as { items?: unknown } | null)?.items
  if (!Array.isArray(items)) {
    const issues = [{ path: 'items', found: typeof items, wanted: 'a list of responses' }]
    return { problem: problem('envelope_invalid', 'wanted {sentAt, items: […]}', { issues }) }
  }
  if (items.length > limits.items) {
    return { problem: problem('too_many_items', `${items.length} items; at most ${limits.items} are taken`) }
  }
  const { sentAt, report } = value as { sentAt?: unknown; report?: unknown }
  const isTime = typeof sentAt === 'number' && Number.isFinite(sentAt)
  return { ...(isTime ? { sentAt } : {}), items, ...(report === undefined ? {} : { report }), text }
}

/** Whether bad news is part of a flood. */
export type IsCrowd = (response: Response, survey: Survey | undefined) => boolean

/** Checks every item apart, so that good ones beside a bad one are stored. */
export function sortItems(
  project: ResolvedProject,
  envelope: Envelope,
  limits: Limits,
  now: EpochMs,
  isCrowd: IsCrowd = () => false,
  opened?: Opened,
  modes: Modes = PUBLIC_MODES,
): Sorted | { readonly problem: Problem } {
  const checked = envelope.items.map((item) => checkItem(item, limits, project.config.record, now, modes))
  const scan = isToTheLetter(envelope, checked) ? undefined : scanEnvelope(envelope.text)
  if (scan?.twice) return { problem: problem('envelope_invalid', 'items: named twice, wanted once') }
  const put: PutItem[] = []
  const letters: (DeadLetter & { place: number })[] = []
  const unread: DeadLetter[] = []
  const left = new Map<number, readonly string[]>()
  const places = envelope.items.map((item, i): Place => {
    const result = saidTwice(scan?.items[i]) ?? checked[i]!
    if ('problem' in result) {
      // Nothing of an anonymous survey is kept as it came.
      if (isAnonymous(project, (item as { surveyId?: unknown } | null)?.surveyId)) return rejected(item, result.problem)
      letters.push({ ...letterOf(project.key, item, scan!.items[i]!.text, result.problem, now), place: i })
      return rejected(item, result.problem)
    }
    const anonymous = anonymousOf(project, result, now, opened)
    if (anonymous) return anonymous
    const place = put.push(putItemOf(project, result, envelope.sentAt, now, isCrowd, opened)) - 1
    if (!result.leftOut) return place
    left.set(place, result.leftOut)
    const { response } = result
    const survey = wordsAsked(project, response.surveyId, response.surveyVersion)
    const letter = unreadAnswers(project.key, item, response, result.leftOut, survey, now)
    if (letter) unread.push(letter)
    return place
  })
  return { put, places, letters, unread, leftOut: left }
}

/**
 * Whether the text is just what our own client writes for these items. Then nothing was lost in reading it: a repeated key,
 * for example, would have made it longer.
 */
function isToTheLetter({ sentAt, report, text }: Envelope, checked: readonly CheckedItem[]): boolean {
  let length = '{"items":[]}'.length + Math.max(0, checked.length - 1)
  if (sentAt !== undefined) length += `"sentAt":${sentAt},`.length
  if (report !== undefined) length += `,"report":${JSON.stringify(report)}`.length
  for (const item of checked) {
    if ('problem' in item) return false
    length += item.body.length
  }
  return length === text.length
}

function isAnonymous(project: ResolvedProject, surveyId: unknown): boolean {
  return anonymousSurveys(project).some(({ id }) => id === surveyId)
}

function anonymousOf(
  project: ResolvedProject,
  { response: given, leftOut }: Exclude<CheckedItem, { problem: Problem }>,
  now: EpochMs,
  opened: Opened | undefined,
): AnonymousPlace | undefined {
  const survey = wordsAsked(project, given.surveyId, given.surveyVersion)
  if (!survey?.anonymous) return undefined
  const response = asTrial(given, opened)
  const { id, revision, writer, surveyId, surveyVersion: version } = response
  // Nobody looks at single answers here: what came without the link of a staff survey, or from an observer, is kept and
  // never counts.
  const test = response.test || !isCustomers(response) || withoutLink(response, survey, opened) !== undefined
  const anonymous = {
    project: project.key,
    surveyId,
    version,
    revision,
    ...(writer ? { writer } : {}),
    test,
    day: dayOf(now),
    answers: anonymousAnswers(project.key, response, survey),
    places: anonymousKeys(project.key, [id], [survey]),
    quotas: quotasFor(survey, { ...response, test }),
  }
  return { id, revision, anonymous, ...(leftOut ? { leftOut } : {}) }
}

function saidTwice(item: ScannedItem | undefined): { readonly problem: Problem } | undefined {
  if (item?.repeated === undefined) return undefined
  const issues = [{ path: item.repeated, found: 'twice in one object', wanted: 'once' }]
  return { problem: problem('item_invalid', `${item.repeated}: twice in one object, wanted once`, { issues }) }
}

function putItemOf(
  project: ResolvedProject,
  checked: Exclude<CheckedItem, { problem: Problem }>,
  sentAt: EpochMs | undefined,
  now: EpochMs,
  isCrowd: IsCrowd,
  opened: Opened | undefined,
): PutItem {
  const survey = wordsAsked(project, checked.response.surveyId, checked.response.surveyVersion)
  const { response: unsigned, ...proofs } = proven(asTrial(checked.response, opened), project, now)
  const response = withoutUnconsentedContact(unsigned, survey)
  const body = response === checked.response ? checked.body : JSON.stringify(response)
  const takenBack = contactTakenBack(response, survey)
  const lane = laneOf(response, survey)
  // Only a well-formed code is kept: anything else would be a stranger's text on a page of the shop.
  const code = checkReceiptCode(response.receiptCode ?? '')
  const quarantine =
    suspicion(response, project.spam) ?? badSignature(proofs, project) ?? withoutLink(response, survey, opened)
  const outboxOf = (told: Response) =>
    quarantine ? [] : outboxEntries(project, told, survey, lane, now, lane === 'urgent' && isCrowd(response, survey))
  return {
    project: project.key,
    id: response.id,
    revision: response.revision,
    ...(response.writer ? { writer: response.writer } : {}),
    ...(response.continues ? { continues: response.continues } : {}),
    body,
    surveyId: response.surveyId,
    surveyVersion: response.surveyVersion,
    status: response.status,
    lane,
    complaint: isComplaint(response),
    test: response.test,
    ...(quarantine ? { quarantine } : {}),
    // A held response counts for no quota yet.
    ...(survey?.quotas ? { quotas: quarantine ? [] : quotasFor(survey, response) } : {}),
    ...(response.subject ? { subjectId: withoutNul(response.subject.id) } : {}),
    ...(response.context.order ? { orderMark: orderMark(response.context.order.orderId) } : {}),
    ...(code ? { receiptCode: receiptKey(code) } : {}),
    ...proofs,
    ...(takenBack.length > 0 ? { takenBack } : {}),
    occurredAt: occurredAt(response.timings.updatedAt, sentAt, now),
    receivedAt: now,
    outbox: outboxOf(response),
    ...(response.status === 'completed' ? {} : { outboxBeside: () => outboxOf({ ...response, status: 'completed' }) }),
  }
}

/** [SV8] What is said to a definition that is not published is a trial. */
function asTrial(response: Response, opened: Opened | undefined): Response {
  return opened?.isDraft && opened.survey.id === response.surveyId ? { ...response, test: true } : response
}

/** [SV7] An answer for staff alone that came without a link is held, not lost. */
function withoutLink(response: Response, survey: Survey | undefined, opened: Opened | undefined): string | undefined {
  return survey?.audience === 'staff' && opened?.survey.id !== response.surveyId ? 'no_staff_link' : undefined
}

/** PostgreSQL takes no NUL in a text; the body holds it escaped. */
export const withoutNul = (text: string): string => text.replaceAll('\0', '')

/** The receipt code that the customer was shown, if the client made one. */
export function receiptOf(response: Pick<Response, 'receiptCode'>, publicUrl: string | undefined): Receipt | undefined {
  const code = checkReceiptCode(response.receiptCode ?? '')
  if (code === undefined) return undefined
  return publicUrl ? { code, url: `${publicUrl}/c/${encodeURIComponent(code)}` } : { code }
}

function rejected(item: unknown, why: Problem): ItemResult {
  const { id, revision } = (item ?? {}) as { id?: unknown; revision?: unknown }
  return {
    id: isId(id) ? id : typeof id === 'string' ? id.slice(0, 64) : '',
    revision: isRevision(revision) ? revision : 0,
    status: 'rejected',
    problem: why,
  }
}

function letterOf(project: string, item: unknown, text: string, why: Problem, now: EpochMs): DeadLetter {
  const { id, continues } = (item ?? {}) as { id?: unknown; continues?: unknown }
  const named = isId(id)
  return {
    project,
    hash: hash('sha256', text),
    reason: why.code,
    body: withoutNul(text),
    receivedAt: now,
    class: named ? 'item' : 'post',
    ids: named ? [id, continues].filter(isId) : idsIn(text),
  }
}

/** Ids of responses that stand in a text: an erasure of one of them takes the text too. */
export function idsIn(text: string): readonly string[] {
  return text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []
}
