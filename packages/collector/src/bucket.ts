import { hash, randomUUID } from 'node:crypto'
import type { AwsV4Signer } from 'aws4fetch'
import type { ResolvedS3 } from './options/options.ts'
import { type Bucket, BucketTrouble, StoreRefusal } from './store/ports.ts'

/** How long one call may take, ms: less than a device waits for its photo to be taken. */
const PATIENCE_MS = 20_000

/** What to do about what S3 says, by its codes. */
const CURES: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'look at accessKeyId',
  SignatureDoesNotMatch: 'look at secretAccessKey',
  AccessDenied: 'give this key the rights to put, get and delete objects, or look at both parts of it',
  NoSuchBucket: 'make the bucket, or look at its name',
  AuthorizationHeaderMalformed: 'look at the region',
  PermanentRedirect: 'look at the region and the endpoint',
  RequestTimeTooSkewed: 'let NTP set the clock of this machine',
}

/**
 * Opens the bucket that the options name. Asks nothing of it yet.
 * @returns nothing where they name none
 * @throws StoreRefusal when the package for it is not installed
 */
export async function openBucket(s3: ResolvedS3 | undefined): Promise<Bucket | undefined> {
  if (!s3) return undefined
  try {
    const { AwsV4Signer: Signer } = await import('aws4fetch')
    return bucketOn(s3, Signer)
  } catch (cause) {
    throw new StoreRefusal('"attachments.s3" needs a package: npm install aws4fetch@1', { cause })
  }
}

/** Names of objects begin with that of their bucket, so that a row stays true when the options name another one. */
function bucketOn({ endpoint, bucket, prefix, ...key }: ResolvedS3, Signer: typeof AwsV4Signer): Bucket {
  const call = async (
    method: string,
    name: string,
    { body, signal }: { body?: Uint8Array; signal?: AbortSignal } = {},
  ) => {
    const signed = await new Signer({
      ...key,
      method,
      url: `${endpoint}/${name}`,
      service: 's3',
      headers: {
        // Signed along with its hash, so that not a byte of it can be changed on the way.
        'x-amz-content-sha256': hash('sha256', body ?? ''),
        // Should the bucket be open to the world, no browser takes an object for a page.
        ...(body ? { 'content-type': 'application/octet-stream' } : {}),
      },
    }).sign()
    const patience = AbortSignal.timeout(PATIENCE_MS)
    try {
      const reply = await fetch(signed.url, {
        method,
        headers: signed.headers,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
        ...(body ? { body: new Uint8Array(body) } : {}),
      })
      return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) }
    } catch (cause) {
      const said = `the bucket at ${endpoint} cannot be reached: look whether it runs and at "attachments.s3"`
      throw new BucketTrouble(`${said} (${wordsOf(cause)})`)
    }
  }
  const refused = (method: string, { status, bytes }: { status: number; bytes: Uint8Array }): BucketTrouble => {
    const code = codeOf(bytes)
    const cure = CURES[code] ?? 'look whether this is the address of the storage, and at its own log'
    return new BucketTrouble(`the bucket answered ${status} ${code} to ${method}: in "attachments.s3", ${cure}`)
  }
  return {
    newName: (project) => `${bucket}/${prefix}${project}/${randomUUID()}`,
    async put(name, body) {
      const reply = await call('PUT', name, { body })
      // Every such service names what it has stored by its ETag; a page of something on the way does not.
      if (reply.status !== 200 || !reply.headers.has('etag')) throw refused('PUT', reply)
    },
    async get(name) {
      const reply = await call('GET', name)
      if (reply.status === 200 && reply.headers.has('etag')) return reply.bytes
      if (reply.status === 404 && codeOf(reply.bytes) === 'NoSuchKey') return undefined
      throw refused('GET', reply)
    },
    async delete(name, signal) {
      const reply = await call('DELETE', name, signal ? { signal } : {})
      const isGone = [200, 204].includes(reply.status) || (reply.status === 404 && codeOf(reply.bytes) === 'NoSuchKey')
      if (!isGone) throw refused('DELETE', reply)
      return { keepsOld: reply.headers.get('x-amz-delete-marker') === 'true' }
    },
  }
}

/** S3 says its reason in XML. */
const codeOf = (bytes: Uint8Array): string =>
  /<Code>(\w{3,60})<\/Code>/.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1] ?? 'without a code'

function wordsOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined }
  return cause instanceof Error && cause.message !== '' ? cause.message : message
}
