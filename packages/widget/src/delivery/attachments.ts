import type { AttachmentRef } from '@frankly/core'
import { makeId } from '@frankly/core/platform'
import ky, { isHTTPError } from 'ky'
import { type KeptPhoto, keptPhotos } from './kept-photos.ts'

/** Where photos are posted. */
export interface AttachmentPost {
  /** `https://…/v1/projects/{key}/attachments` */
  readonly url: string
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch
  /** Called when the page's widget is taken away: ends timers and listeners. */
  onEnd?(end: () => void): void
}

/** Waits before the second and third try, ms; a collector that names its own wait (`Retry-After`) is obeyed up to the limit. */
const WAITS = [1000, 4000]
const LONGEST_WAIT_MS = 30_000
/** For one try, ms: a photo of some MB on a slow line. */
const TIMEOUT_MS = 60_000
/** So long the customer waits to hear whether the collector takes a photo that is kept, ms. */
const PATIENCE_MS = 4000
/** First and longest wait before all that is kept is tried again, ms. */
const AGAIN_MS = 30_000
const LONGEST_AGAIN_MS = 600_000
/** Busy, or a box in the middle that has lost its server (520 to 524 are Cloudflare's). */
const BUSY = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]

const random = { bytes: (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length)) }

/**
 * [PH1] Takes one photo: keeps it on the device and posts it. What is kept is tried again until it has arrived, by this
 * page and later ones; what cannot be kept must arrive now. The id makes a repeat harmless.
 * @returns `undefined` when it was refused, or neither arrived nor is kept
 */
export async function postFile(
  post: AttachmentPost,
  file: Blob,
  name: string,
  responseId: string,
): Promise<AttachmentRef | undefined> {
  const ref = { id: makeId(Date, random), name, type: file.type, size: file.size }
  const photo: KeptPhoto = { ...ref, url: post.url, responseId, at: Date.now(), bytes: await file.arrayBuffer() }
  const room = keptPhotos()
  if (!(await room.keep(photo))) return (await posted(post, photo)) === 'arrived' ? ref : undefined
  const outcome = posted(post, photo).then(async (what) => {
    if (what === 'later') sendLater(post)
    else await room.drop(photo.id).catch(() => undefined)
    return what
  })
  const late = new Promise<'later'>((go) => setTimeout(() => go('later'), navigator.onLine === false ? 0 : PATIENCE_MS))
  return (await Promise.race([outcome, late])) === 'refused' ? undefined : ref
}

/** `later`: no word of the collector's. */
type Outcome = 'arrived' | 'refused' | 'later'

/** Posts a photo as a simple request, three times if need be. */
async function posted({ url, fetch }: AttachmentPost, photo: KeptPhoto): Promise<Outcome> {
  const query = new URLSearchParams({ id: photo.id, response: photo.responseId, name: photo.name })
  try {
    await ky.post(`${url}?${query}`, {
      // without a type the body is a simple request; the collector looks at the bytes themselves
      body: photo.bytes,
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
    return 'arrived'
  } catch (error) {
    return isHTTPError(error) && !BUSY.includes(error.response.status) ? 'refused' : 'later'
  }
}

/** Addresses that this page sends to now, or has a timer for. */
const atWork = new Set<string>()

/** [PH2] Sends what is kept for this address, oldest first; what does not arrive is tried again. One at a time on a device. */
export async function sendPhotos(post: AttachmentPost, wait: number = AGAIN_MS): Promise<void> {
  if (atWork.has(post.url)) return
  atWork.add(post.url)
  let isDone = false
  try {
    isDone = await alone(post.url, () => sendAll(post))
  } catch {
    // No database any more: nothing is kept.
    isDone = true
  }
  atWork.delete(post.url)
  if (!isDone) sendLater(post, wait)
}

async function sendAll(post: AttachmentPost): Promise<boolean> {
  const room = keptPhotos()
  for (const photo of await room.waiting(post.url, Date.now())) {
    if ((await posted(post, photo)) === 'later') return false
    await room.drop(photo.id)
  }
  return true
}

/** Not while another tab does the same. */
function alone(name: string, work: () => Promise<boolean>): Promise<boolean> {
  if (!navigator.locks) return work()
  return navigator.locks.request(`frankly-photos ${name}`, { ifAvailable: true }, (lock) => (lock ? work() : false))
}

/** Tries again after a while, or when there is a network again. */
function sendLater(post: AttachmentPost, wait: number = AGAIN_MS): void {
  if (atWork.has(post.url)) return
  atWork.add(post.url)
  const end = () => {
    clearTimeout(timer)
    removeEventListener('online', again)
    atWork.delete(post.url)
  }
  const again = () => {
    end()
    void sendPhotos(post, Math.min(wait * 2, LONGEST_AGAIN_MS))
  }
  const timer = setTimeout(again, wait)
  addEventListener('online', again)
  post.onEnd?.(end)
}
