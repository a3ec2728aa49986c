import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Problem } from '@frankly/core/wire'
import type { Limits } from '../options/limits.ts'
import { problem } from './problems.ts'

const inflate = promisify(gunzip)

/** A body in full, or why it is not taken. */
export type BodyResult = { readonly bytes: Uint8Array } | { readonly problem: Problem }

/** A body as text, or why it is not taken. */
export type TextResult = { readonly text: string } | { readonly problem: Problem }

/** Reads a request body: trusts a declared length to refuse at once, and counts while reading. */
export async function readBytes(request: Request, limit: number): Promise<BodyResult> {
  const declared = declaredLength(request)
  if (declared > limit) return tooLarge(declared, limit)
  // Node enforces a declared length, so such a body can be taken in one piece.
  if (Number.isInteger(declared)) return { bytes: new Uint8Array(await request.arrayBuffer()) }
  if (!request.body) return { bytes: new Uint8Array(0) }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > limit) return tooLarge(size, limit)
    parts.push(part)
  }
  return { bytes: Buffer.concat(parts) }
}

/** A body as text, under the same limit. */
export async function readText(request: Request, limit: number): Promise<TextResult> {
  return textOf(await readBytes(request, limit))
}

/** The bytes of a body as text. */
export function textOf(body: BodyResult): TextResult {
  if ('problem' in body) return body
  const { bytes } = body
  // Other encodings would lose letters silently when read as UTF-8.
  if (!isUtf8(bytes)) return { problem: problem('body_unreadable', 'the body is not UTF-8') }
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', from) }
}

const declaredLength = (request: Request): number => Number(request.headers.get('content-length') ?? Number.NaN)

/** Inflates a gzip body, up to the same number of bytes as any other. */
export async function unzip(bytes: Uint8Array, limits: Limits): Promise<BodyResult> {
  const cap = limits.bodyBytes
  try {
    return { bytes: await inflate(bytes, { maxOutputLength: cap }) }
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      return { problem: problem('body_too_large', `inflates to more than ${cap} bytes`) }
    }
    return { problem: problem('body_unreadable', 'announced as gzip, but it is not') }
  }
}

function tooLarge(found: number, limit: number): BodyResult {
  return { problem: problem('body_too_large', `${found} bytes or more; at most ${limit} are taken`) }
}

/** Memory for bodies that are being received. */
export interface ReadingRoom {
  /** Reserves memory for one body. `owner`: whom it is counted for, if that is known. */
  enter(owner: string | undefined): ReadingPlace
}

/** Memory of one body. */
export interface ReadingPlace {
  /** Takes room for so many bytes more; `false`: there is none. */
  take(bytes: number): boolean
  leave(): void
}

/** Room for so many bytes of all bodies together, and of those of one owner. */
export function createReadingRoom(bytes: number, bytesOfOne: number): ReadingRoom {
  const byOwner = new Map<string, number>()
  let all = 0
  return {
    enter(owner) {
      let mine = 0
      const ofOwner = () => (owner === undefined ? 0 : (byOwner.get(owner) ?? 0))
      const add = (more: number) => {
        mine += more
        all += more
        if (owner === undefined) return
        const left = ofOwner() + more
        if (left > 0) byOwner.set(owner, left)
        else byOwner.delete(owner)
      }
      return {
        take(more) {
          if (all + more > bytes || ofOwner() + more > bytesOfOne) return false
          add(more)
          return true
        },
        leave: () => add(-mine),
      }
    },
  }
}

/** Reads a body piece by piece, with room for what has arrived and no more. */
export async function readCounted(
  request: Request,
  limit: number,
  place: ReadingPlace,
): Promise<BodyResult | 'no room'> {
  const declared = declaredLength(request)
  if (declared > limit) return tooLarge(declared, limit)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength
    if (size > limit) return tooLarge(size, limit)
    if (!place.take(part.byteLength)) return 'no room'
    parts.push(part)
  }
  return { bytes: Buffer.concat(parts) }
}
