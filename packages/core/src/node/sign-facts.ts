import { createHmac, timingSafeEqual } from 'node:crypto'
import { FeedbackError } from '../model/errors.ts'
import type { EpochMs, ProjectKey } from '../model/ids.ts'

/** What a signature vouches for. @public */
export type SignedFact = 'order' | 'subject' | 'survey'

/** A secret that the shop's server and the collector share. @public */
export interface SigningKey {
  /** Name of the key, stands in each signature: letters, digits, `_` and `-`, at most 32. */
  readonly id: string
  /** At least 32 characters of chance, for example from `openssl rand -base64 32`. */
  readonly secret: string
}

/** What is signed, and how. @public */
export interface SignOptions {
  /** Public key of the project: a signature for one is none for another. */
  readonly project: ProjectKey
  /** The secret to sign with. */
  readonly key: SigningKey
  /** Wall clock, epoch ms. Default `Date.now`. */
  readonly now?: () => EpochMs
}

/** What came of checking a signature: `unverified` when there is none. @public */
export type Proof = 'verified' | 'unverified' | 'bad'

/** How signatures are checked. @public */
export interface VerifyOptions {
  /** Public key of the project that the signature must be for. */
  readonly project: ProjectKey
  /** Secrets by the id of their key; several while a key is replaced. */
  readonly keys: ReadonlyMap<string, string>
  /** Wall clock, epoch ms. */
  readonly now: EpochMs
  /** Older signatures are bad. Default 30 days, ms: an answer may wait on a phone without a network. */
  readonly maxAgeMs?: number
}

/** Clocks of two servers may differ by so much, ms. */
const TOLERANCE_MS = 300_000
const MAX_AGE_MS = 30 * 86_400_000
const SHAPE = /^v1\.([A-Za-z0-9_-]{1,32})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/

/**
 * Vouches for an order, on the shop's server, when the thank-you page is made: give it as `data-order-signature` or as
 * `signature` of the order. Form: `v1.<key id>.<seconds>.<base64url of HMAC-SHA-256>`, see `docs/wire/signatures.md`.
 * @throws FeedbackError `option-invalid` for an empty id, a weak secret or an odd key id
 * @example
 * ```ts
 * const key = { id: 'k1', secret: process.env.FRANKLY_SIGNING_KEY! }
 * const signature = signOrder('A-1', { project: 'pk_demo', key })
 * ```
 * @public
 */
export function signOrder(orderId: string, options: SignOptions): string {
  return sign('order', orderId, options)
}

/**
 * Vouches for a person known to the shop: give it as `signature` to `identify`. Form as `signOrder`.
 * @throws FeedbackError `option-invalid` for an empty id, a weak secret or an odd key id
 * @public
 */
export function signSubject(subjectId: string, options: SignOptions): string {
  return sign('subject', subjectId, options)
}

/**
 * Opens a survey of the audience `staff` for 30 days: `/s/SURVEY?project=KEY&pass=SURVEY~SIGNATURE` of the collector.
 * Form as `signOrder`.
 * @throws FeedbackError `option-invalid` for an empty id, a weak secret or an odd key id
 * @public
 */
export function signSurvey(surveyId: string, options: SignOptions): string {
  return sign('survey', surveyId, options)
}

/**
 * Checks a signature in constant time. Never throws: whatever it is given is verified, unverified or bad.
 * @public
 */
export function verifyFact(fact: SignedFact, id: string, signature: string | undefined, options: VerifyOptions): Proof {
  if (signature === undefined || signature === '') return 'unverified'
  const [, keyId = '', seconds = '', given = ''] = SHAPE.exec(signature) ?? []
  const secret = options.keys.get(keyId)
  const age = options.now - Number(seconds) * 1000
  if (secret === undefined || age < -TOLERANCE_MS || age > (options.maxAgeMs ?? MAX_AGE_MS)) return 'bad'
  const wanted = mac(fact, id, options.project, { id: keyId, secret }, seconds)
  return timingSafeEqual(Buffer.from(wanted), Buffer.from(given)) ? 'verified' : 'bad'
}

function sign(fact: SignedFact, id: string, { project, key, now = Date.now }: SignOptions): string {
  const must = (path: string, holds: boolean, wanted: string, found: unknown = '(secret)'): void => {
    if (!holds) throw new FeedbackError('option-invalid', { path, found, wanted })
  }
  must(`${fact}Id`, typeof id === 'string' && id !== '', `the id of the ${fact}, a text`, id)
  must('project', typeof project === 'string' && project !== '', 'the public key of the project', project)
  must('key.id', /^[A-Za-z0-9_-]{1,32}$/.test(key?.id), 'letters, digits, _ and -, at most 32', key?.id)
  must('key.secret', typeof key?.secret === 'string' && key.secret.length >= 32, 'at least 32 characters of chance')
  const seconds = String(Math.floor(now() / 1000))
  return `v1.${key.id}.${seconds}.${mac(fact, id, project, key, seconds)}`
}

/** The id stands last, since it alone may hold anything. */
function mac(fact: SignedFact, id: string, project: string, key: SigningKey, seconds: string): string {
  const signed = ['frankly-v1', fact, project, key.id, seconds, id].join('\n')
  return createHmac('sha256', key.secret).update(signed, 'utf8').digest('base64url')
}
