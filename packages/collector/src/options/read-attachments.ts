import type { Reader, Secret } from './reader.ts'

/** Where photos lie. @public */
export interface AttachmentOptions {
  /** S3-compatible storage. Default: none, photos lie in the store. */
  readonly s3?: S3Options
}

/** A bucket for photos. Needs the package `aws4fetch`. @public */
export interface S3Options {
  /** Address of the service: `https://s3.eu-central-1.amazonaws.com`, `https://storage.yandexcloud.net`, a MinIO of one's own. */
  readonly endpoint: string
  /** Name of the bucket. It has to be there already, open to nobody but this key. */
  readonly bucket: string
  /** Default `us-east-1`; `auto` for Cloudflare R2. */
  readonly region?: string
  /** Names of objects begin with it. Ends with a slash, or is empty. Default `frankly-photos/`. */
  readonly prefix?: string
  /** The public part of the access key. It needs the rights to put, get and delete objects. */
  readonly accessKeyId: string | Secret
  /** Its other part. */
  readonly secretAccessKey: Secret
}

/** The same, complete. @public */
export interface ResolvedS3 {
  /** Without a slash at its end. */
  readonly endpoint: string
  /** Name of the bucket. */
  readonly bucket: string
  /** Of the signature. */
  readonly region: string
  /** Ends with a slash, or is empty. */
  readonly prefix: string
  /** Public part of the key. */
  readonly accessKeyId: string
  /** Secret part of the key. */
  readonly secretAccessKey: string
}

const NAMES = ['endpoint', 'bucket', 'region', 'prefix', 'accessKeyId', 'secretAccessKey']

/** Reads `attachments.s3`; absent: photos lie in the store. */
export function readAttachments(read: Reader, value: unknown): ResolvedS3 | undefined {
  const { s3 } = read.object(value ?? {}, 'attachments', ['s3'])
  if (s3 === undefined) return undefined
  const at = 'attachments.s3'
  const it = read.object(s3, at, NAMES)
  for (const name of ['endpoint', 'bucket', 'accessKeyId', 'secretAccessKey'])
    if (it[name] === undefined) read.fault(`${at}.${name}`, undefined, WANTED[name]!)
  const endpoint = readEndpoint(read, it['endpoint'], `${at}.endpoint`)
  const bucket = named(read, it['bucket'], `${at}.bucket`, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, WANTED['bucket']!)
  const region = named(read, it['region'], `${at}.region`, /^[A-Za-z0-9-]{1,64}$/, 'a region such as eu-central-1')
  const prefix = named(read, it['prefix'], `${at}.prefix`, /^([\w-][\w.-]*\/)*$/, WANTED_PREFIX)
  const plain = typeof it['accessKeyId'] === 'string'
  const accessKeyId = plain
    ? read.text(it['accessKeyId'], `${at}.accessKeyId`)
    : read.secret(it['accessKeyId'], `${at}.accessKeyId`)
  const secretAccessKey = read.secret(it['secretAccessKey'], `${at}.secretAccessKey`)
  if (!endpoint || !bucket || !accessKeyId || !secretAccessKey) return undefined
  const defaults = { region: region ?? 'us-east-1', prefix: prefix ?? 'frankly-photos/' }
  return { endpoint, bucket, ...defaults, accessKeyId, secretAccessKey }
}

const WANTED: Readonly<Record<string, string>> = {
  endpoint: 'the address of the service, such as https://s3.eu-central-1.amazonaws.com',
  bucket: 'the name of a bucket: 3 to 63 small letters, digits, - and .',
  accessKeyId: 'the public part of the access key',
  secretAccessKey: 'its secret part, as {"env": "NAME"} or {"file": "PATH"}',
}
const WANTED_PREFIX = 'names of letters, digits, _, - and ., each with / at its end, such as frankly-photos/'

function readEndpoint(read: Reader, value: unknown, at: string): string | undefined {
  const endpoint = read.url(value, at)
  if (endpoint === undefined) return undefined
  const { username, password, search, hash } = new URL(endpoint)
  if (`${username}${password}${search}${hash}` === '') return endpoint
  // The address itself may hold a password, which no message repeats.
  return read.fault(at, 'more than an address', 'an address without a user, ? and #')
}

function named(read: Reader, value: unknown, at: string, pattern: RegExp, wanted: string): string | undefined {
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return value
  return read.fault(at, value, wanted)
}
