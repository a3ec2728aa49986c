import type { AttachmentRef } from '@frankly/core'
import { makeId } from '@frankly/core/platform'
import ky, { isHTTPError } from 'ky'

/** Where photos are posted. */
export interface AttachmentPost {
  /** `https://…/v1/projects/{key}/attachments` */
  readonly url: string
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
}

/** Waits before the second and third try, ms; a collector that names its own wait (`Retry-After`) is obeyed up to the limit. */
const WAITS = [1000, 4000]
const LONGEST_WAIT_MS = 30_000
/** For one try, ms: a photo of some MB on a slow line. */
const TIMEOUT_MS = 60_000
/** Busy, or a box in the middle that has lost its server (520 to 524 are Cloudflare's). */
const BUSY = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/**
 * Posts one photo at once, as a simple request, and says whether it arrived: a photo is too large for the journal,
 * so that "taken" must mean "stored". The id makes a repeat harmless.
 * @returns `undefined` when it did not arrive
 */
export async function postFile(
  { url, fetch }: AttachmentPost,
  file: Blob,
  name: string,
  responseId: string,
): Promise<AttachmentRef | undefined> {
  const id = makeId(Date, random)
  const query = new URLSearchParams({ id, response: responseId, name })
  try {
    await ky.post(`${url}?${query}`, {
      // without a type the body is a simple request; the collector looks at the bytes themselves
      body: await file.arrayBuffer(),
      credentials: 'omit',
      timeout: TIMEOUT_MS,
      retry: {
        limit: WAITS.length,
        methods: ['post'],
        statusCodes: BUSY,
        delay: (attempt) => WAITS[attempt - 1]!,
        maxRetryAfter: LONGEST_WAIT_MS,
        // no network, or too slow; what the page's own fetch throws may be anything
        shouldRetry: ({ error }) => !isHTTPError(error) || undefined,
      },
      ...(fetch && { fetch }),
    })
    return { id, name, type: file.type, size: file.size }
  } catch {
    return
  }
}
