import type { Delivery, SendOutcome } from '@frankly/core'
import type { ServerAdapter } from '../shared/capabilities.ts'
import { hostsOf, need, needUrl } from '../shared/check-options.ts'
import { defineServerAdapter } from '../shared/define-server-adapter.ts'
import { type HttpReply, httpCall } from '../shared/http-call.ts'
import { callOptions, type HttpOptions } from '../shared/http-options.ts'
import { delivered, type OutcomeRules, outcomeOf, rejected, retry } from '../shared/outcome.ts'
import { type PipeOptions, pipeSpec, responseIdsOf } from '../shared/pipe-options.ts'
import { hexOf, sha256 } from '../shared/sha256.ts'
import { toJson, wireBody } from '../shared/wire-body.ts'

/** Options of {@link createS3Adapter}. @public */
export interface S3AdapterOptions extends HttpOptions, PipeOptions {
  /** Address of the service: `https://s3.eu-central-1.amazonaws.com`, `https://storage.yandexcloud.net`, a MinIO of one's own. */
  readonly endpoint: string
  /** Name of the bucket. */
  readonly bucket: string
  /** Default `us-east-1`; `auto` for Cloudflare R2. */
  readonly region?: string
  /** The public part of the access key. */
  readonly accessKeyId: string
  /** Its other part: the secret. */
  readonly secretAccessKey: string
  /** For temporary credentials. */
  readonly sessionToken?: string
  /** Keys begin with it. Default `frankly/`. */
  readonly prefix?: string
}

/**
 * Puts each delivery as a JSON object into S3-compatible storage, signed by AWS Signature Version 4. The key is
 * `<prefix><response id>/<delivery id>.json`, so a repeat writes the same object again. An erasure lists and deletes what lies under its
 * responses; old versions of a versioned bucket stay until its own rules delete them. Needs the package `aws4fetch`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 * @throws FeedbackError `option-invalid`, `server-only`
 * @public
 */
export function createS3Adapter(options: S3AdapterOptions): ServerAdapter {
  return defineServerAdapter('s3', () => {
    const { bucket, region = 'us-east-1', accessKeyId, secretAccessKey, sessionToken, prefix = 'frankly/' } = options
    const endpoint = needUrl('endpoint', options.endpoint)
    need(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(String(bucket)), 'bucket', bucket, 'the name of a bucket')
    need(accessKeyId && secretAccessKey, 'secretAccessKey', '(secret)', 'both parts of an access key')
    need(/^[\w!.*'()/-]*$/.test(prefix), 'prefix', prefix, 'letters, digits and safe signs')
    const rules: OutcomeRules = { own: ownOutcome, secrets: [secretAccessKey, ...(sessionToken ? [sessionToken] : [])] }

    const call = async (signal: AbortSignal, method: string, path: string, body?: string): Promise<HttpReply> => {
      const { AwsV4Signer } = await import('aws4fetch')
      const signed = await new AwsV4Signer({
        method,
        url: `${endpoint}/${bucket}${path}`,
        // Signed along with its hash, so that not a byte of it can be changed on the way.
        headers: {
          'x-amz-content-sha256': hexOf(await sha256(body ?? '')),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
        accessKeyId,
        secretAccessKey,
        ...(sessionToken ? { sessionToken } : {}),
        service: 's3',
        region,
      }).sign()
      const headers = Object.fromEntries(signed.headers)
      const content = body === undefined ? {} : { body }
      return await httpCall({ ...callOptions(options), url: signed.url.href, method, headers, ...content }, signal)
    }
    const eraseOne = async (id: string, signal: AbortSignal): Promise<SendOutcome> => {
      const query = new URLSearchParams({ 'list-type': '2', prefix: `${prefix}${safe(id)}/` })
      const list = await call(signal, 'GET', `?${query}`)
      if (list.status !== 200) return undone(list, rules)
      const keys = keysOf(list.text)
      for (const key of keys) {
        const gone = await call(signal, 'DELETE', `/${pathOf(key)}`)
        // Some services say 200. Whatever else it says, the rest has not been deleted yet.
        if (![200, 204, 404].includes(gone.status)) return undone(gone, rules)
      }
      if (keys.length === 0)
        return list.text.includes('<ListBucketResult') ? delivered() : retry('a list that cannot be read')
      // S3 answers 204 for a key that never was, and lists 1000 at most: erased is what a new list does not show.
      const left = await call(signal, 'GET', `?${query}`)
      if (left.status !== 200) return undone(left, rules)
      return keysOf(left.text).length > 0 ? retry('more to delete', undefined, 'item') : delivered()
    }
    return {
      hosts: hostsOf(endpoint),
      ...pipeSpec(options),
      erase: async (delivery, signal) => {
        for (const id of delivery.data.responseIds) {
          const outcome = await eraseOne(id, signal)
          if (outcome.status !== 'delivered') return outcome
        }
        return delivered()
      },
      send: async (delivery, signal) => {
        const reply = await call(signal, 'PUT', `/${pathOf(prefix + keyOf(delivery))}`, toJson(wireBody(delivery)))
        // Every such service names what it has stored by its ETag; a page of something on the way does not.
        return reply.status === 200 && reply.header('etag') ? delivered() : undone(reply, rules)
      },
    }
  })
}

function keyOf(delivery: Delivery): string {
  return `${safe(responseIdsOf(delivery)[0] ?? 'other')}/${safe(delivery.id)}.json`
}

/** Ids hold letters, digits and a few signs; other characters are replaced, so that an id cannot name another folder. */
function safe(id: string): string {
  return id.replace(/[^\w.:-]|^\.+$/g, '_')
}

function pathOf(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/')
}

function keysOf(xml: string): readonly string[] {
  return [...xml.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => decoded(key!))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five names of XML and its numbers; what else stands there is left as it is. */
function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex, decimal, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? all
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}

/** A reply that does not prove what was asked for: never delivered. */
function undone(reply: HttpReply, rules: OutcomeRules): SendOutcome {
  const outcome = outcomeOf(reply, rules)
  return outcome.status === 'delivered' ? retry(`a ${reply.status} that is not from the storage`) : outcome
}

/** Codes of 4xx that pass: clocks, a body cut on the way, another call on the same key, a full quota. */
const PASSING = new Set([
  'RequestTimeTooSkewed',
  'RequestTimeout',
  'OperationAborted',
  'ConditionalRequestConflict',
  'IncompleteBody',
  'BadDigest',
  'XAmzContentSHA256Mismatch',
  'QuotaExceeded',
])

/** Codes outside 4xx that do not pass: the bucket lives elsewhere, the service cannot do it. */
const FINAL = new Set(['PermanentRedirect', 'NotImplemented'])

/** S3 says its reason in XML. */
function ownOutcome({ status, text }: HttpReply): SendOutcome | undefined {
  const code = /<Code>(\w{3,60})<\/Code>/.exec(text)?.[1]
  if (!code) return undefined
  if (!FINAL.has(code) && (status < 400 || status >= 500 || status === 408 || status === 429)) return undefined
  if (PASSING.has(code)) return retry(code)
  return rejected(code, /<Message>([^<]{0,300})/.exec(text)?.[1] ?? `HTTP ${status}`)
}
