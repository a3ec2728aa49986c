import type { Response } from '@frankly/core'
import { makeId } from '@frankly/core/platform'
import { sampleResponse } from '@frankly/testing/sample-response'

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

/** A new usual response. */
export function item(): Response {
  return sampleResponse(makeId({ now: Date.now }, random))
}

/** `count` new items as request bodies of `size` items each. */
export function batches(size: number, count: number): readonly string[] {
  return Array.from({ length: Math.ceil(count / size) }, () =>
    JSON.stringify({ sentAt: Date.now(), items: Array.from({ length: size }, item) }),
  )
}
