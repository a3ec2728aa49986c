import { afterEach, expect, it, vi } from 'vitest'
import { rawFetch } from './raw-fetch.ts'

afterEach(() => vi.restoreAllMocks())

/** An empty frame with a `fetch` of its own, which is there as long as its frame stands in the page. */
function frameWith(answer: () => Promise<Response>) {
  const frame = document.createElement('div')
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => {
    if (!frame.isConnected) throw new TypeError('the frame has gone')
    return answer()
  })
  Object.defineProperty(frame, 'contentWindow', { value: { fetch } })
  // happy-dom loads no frames
  vi.spyOn(document, 'createElement').mockReturnValue(frame)
  return { frame, fetch }
}

it('asks with the function of an empty frame, which has gone when the whole answer is read', async () => {
  const { frame, fetch } = frameWith(
    async () => new Response('words', { status: 503, headers: { 'retry-after': '3' } }),
  )
  const init = { method: 'POST', body: 'x' }
  const reply = await rawFetch('https://f.example/v1', init)
  expect(frame.isConnected).toBe(false)
  expect(fetch.mock.calls).toEqual([['https://f.example/v1', init]])
  expect([reply.status, reply.headers.get('retry-after'), await reply.text()]).toEqual([503, '3', 'words'])
})

it('no frame stays where the network fails', async () => {
  const { frame } = frameWith(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(rawFetch('https://f.example/v1', {})).rejects.toThrow('Failed to fetch')
  expect(frame.isConnected).toBe(false)
})
