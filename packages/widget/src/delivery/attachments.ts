import { type AttachmentRef, makeId } from '@frankly/core'

/** Where photos are posted. */
export interface AttachmentPost {
  /** `https://…/v1/projects/{key}/attachments` */
  readonly url: string
  readonly fetch?: typeof fetch
}

/** Waits before the second and third try, ms. */
const WAITS = [1000, 4000]
const TIMEOUT_MS = 60_000

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/**
 * Posts one photo at once, as a simple request, and says whether it arrived: a photo is too large for the journal,
 * so that "taken" must mean "stored". The id makes a repeat harmless.
 * @returns `undefined` when it did not arrive
 */
export async function postFile(
  { url, fetch: send = fetch }: AttachmentPost,
  file: Blob,
  name: string,
  responseId: string,
): Promise<AttachmentRef | undefined> {
  const id = makeId(Date, random)
  const query = new URLSearchParams({ id, response: responseId, name })
  // without a type the body is a simple request; the collector looks at the bytes themselves
  const body = await file.arrayBuffer()
  for (let attempt = 0; attempt <= WAITS.length; attempt++) {
    try {
      const reply = await send(`${url}?${query}`, {
        method: 'POST',
        body,
        credentials: 'omit',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (reply.ok) return { id, name, type: file.type, size: file.size }
      if (reply.status < 500 && reply.status !== 429 && reply.status !== 408) return
    } catch {
      // no network, or too slow: tried again
    }
    const wait = WAITS[attempt]
    if (wait !== undefined) await new Promise((go) => setTimeout(go, wait))
  }
  return
}
