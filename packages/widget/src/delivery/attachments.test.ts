import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { postFile } from './attachments.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** Answers in turn: a status, `Retry-After` seconds behind it, or what the page's `fetch` throws. */
function collector(...answers: readonly (readonly [status: number, retryAfter?: string] | Error)[]) {
  const asked: { at: number; url: string; bytes: number }[] = []
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const request = input as Request
    asked.push({ at: Date.now(), url: request.url, bytes: (await request.arrayBuffer()).byteLength })
    const answer = answers[asked.length - 1]
    if (answer instanceof Error) throw answer
    const [status = 200, retryAfter] = answer ?? []
    return new Response('{}', { status, headers: retryAfter ? { 'retry-after': retryAfter } : {} })
  }
  const url = 'https://feedback.example/v1/projects/pk/attachments'
  const photo = new Blob([new Uint8Array(500)], { type: 'image/jpeg' })
  const taken = postFile({ url, fetch }, photo, 'lid.jpg', 'r-1')
  return { asked, taken }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

it('a photo is tried again after no network and a busy collector, as the same photo under the same id', async () => {
  const { asked, taken } = collector(new TypeError('Failed to fetch'), [503], [200])
  await pass(900)
  expect(asked).toHaveLength(1)
  await pass(200)
  expect(asked).toHaveLength(2)
  await pass(4000)
  const ref = await taken
  expect(ref).toMatchObject({ name: 'lid.jpg', type: 'image/jpeg', size: 500 })
  expect(asked.map(({ bytes }) => bytes)).toEqual([500, 500, 500])
  expect(new Set(asked.map(({ url }) => url)).size).toBe(1)
  expect(asked[0]!.url).toContain(`id=${ref!.id}`)
  expect(asked[0]!.url).toContain('response=r-1')
})

it.each([502, 504, 522])('and after %s of a box in the middle', async (status) => {
  const { taken } = collector([status], [200])
  await pass(1100)
  expect(await taken).toBeDefined()
})

it('whatever the page`s own fetch throws, it is tried three times, and not said to be taken', async () => {
  const { asked, taken } = collector(new Error('wrapped'), new Error('wrapped'), new Error('wrapped'), [200])
  await pass(10_000)
  expect(await taken).toBeUndefined()
  expect(asked).toHaveLength(3)
})

it.each([400, 403, 413, 422])('a photo that is refused (%s) is asked about once', async (status) => {
  const { asked, taken } = collector([status], [200])
  await pass(10_000)
  expect(await taken).toBeUndefined()
  expect(asked).toHaveLength(1)
})

it('waits as long as the collector says, half a minute at most', async () => {
  const { asked, taken } = collector([429, '3'], [503, '3600'], [200])
  await pass(2900)
  expect(asked).toHaveLength(1)
  await pass(200)
  expect(asked).toHaveLength(2)
  await pass(29_000)
  expect(asked).toHaveLength(2)
  await pass(2000)
  expect(asked).toHaveLength(3)
  expect(await taken).toBeDefined()
})
