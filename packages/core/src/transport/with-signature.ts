import { FeedbackError } from '../model/errors.ts'
import type { Delivery } from '../wire/delivery.ts'
import type { SendOutcome, Transport } from './transport.ts'

/** Options of {@link withSignature} and {@link createSigner}. @public */
export interface SignatureOptions {
  /**
   * Secrets as Standard Webhooks writes them, `whsec_` and base64 of 24 to 64 bytes. Several while a key is
   * rotated: the newest first, each signs.
   */
  readonly secrets: readonly string[]
  /** Wall clock, epoch ms. Default `Date.now`. */
  readonly now?: () => number
}

/** What a signed sending carries. @public */
export interface SignedBody {
  /** What is sent. */
  readonly delivery: Delivery
  /** The exact text that was signed: send these bytes, nothing made anew. */
  readonly body: string
  /** `webhook-id`, `webhook-timestamp`, `webhook-signature`. */
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A transport that writes the delivery once, signs those very bytes by Standard Webhooks 1.0
 * (https://www.standardwebhooks.com) and hands them to `post`. The id of the delivery is `webhook-id`, the same over
 * all attempts; the timestamp is the attempt's own.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function withSignature(
  post: (signed: SignedBody, signal: AbortSignal) => Promise<SendOutcome>,
  options: SignatureOptions & { readonly write?: (delivery: Delivery) => string },
): Transport {
  const sign = createSigner(options)
  const write = options.write ?? JSON.stringify
  return {
    async send(delivery, signal) {
      const body = write(delivery)
      return await post({ delivery, body, headers: await sign(delivery.id, body) }, signal)
    },
  }
}

/**
 * Makes the three headers of Standard Webhooks 1.0 for a body: HMAC-SHA256 of `id.timestamp.body`, base64, `v1,` in
 * front, one for each secret. Uses WebCrypto, so it runs in Node, workers and browsers with a secure origin.
 * @throws FeedbackError `option-invalid`
 * @public
 */
export function createSigner(options: SignatureOptions): (id: string, body: string) => Promise<Record<string, string>> {
  const now = options.now ?? Date.now
  if (!options.secrets?.length) bad('secrets', 0, 'at least one secret')
  const keys = options.secrets.map((secret, i) => importKey(keyBytes(secret, `secrets[${i}]`)))
  // A key that cannot be imported fails the signing that waits for it, not the process.
  for (const key of keys) key.catch(() => {})
  return async (id, body) => {
    const seconds = Math.floor(now() / 1000)
    const signed = new TextEncoder().encode(`${id}.${seconds}.${body}`)
    const signatures = await Promise.all(
      keys.map(async (key) => `v1,${base64(await crypto.subtle.sign('HMAC', await key, signed))}`),
    )
    return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': signatures.join(' ') }
  }
}

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

function keyBytes(secret: unknown, path: string): Uint8Array<ArrayBuffer> {
  const text = typeof secret === 'string' && secret.startsWith('whsec_') ? secret.slice(6) : ''
  if (!/^[\w+/-]{32,88}={0,2}$/.test(text)) bad(path, '(secret)', '`whsec_` and base64 of 24 to 64 bytes')
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(raw, (char) => char.charCodeAt(0))
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}

function bad(path: string, found: unknown, wanted: string): never {
  throw new FeedbackError('option-invalid', { path, found, wanted })
}
