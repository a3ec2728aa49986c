import { expect, it } from 'vitest'
import { asStaff, collectorWith } from '../support/start.ts'

it('[F15] a text with U+0000 is refused by name wherever it stands', async () => {
  const { app } = await collectorWith()
  const ask = async (path: string, form?: string) => {
    const headers = { ...asStaff, ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) }
    const reply = await app.request(`http://127.0.0.1${path}`, {
      headers,
      ...(form ? { method: 'POST', body: form } : {}),
    })
    return [reply.status, ((await reply.json()) as { code: string }).code]
  }
  expect(await ask('/v1/responses?project=a%00b')).toEqual([400, 'query_invalid'])
  expect(await ask('/v1/attachments/pk_demo/a%00b')).toEqual([404, 'not_found'])
})
