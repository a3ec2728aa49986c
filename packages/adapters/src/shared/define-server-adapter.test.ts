import { afterEach, expect, it, vi } from 'vitest'
import { defineServerAdapter } from './define-server-adapter.ts'
import { messageSpec } from './message-options.ts'
import { delivered } from './outcome.ts'

afterEach(() => vi.unstubAllGlobals())

const make = () => ({ ...messageSpec({}, ['case.opened']), send: async () => delivered() })

it('a server adapter has its name, runs on servers only, and has `close` only where it keeps a connection', async () => {
  const adapter = defineServerAdapter('mailbox', make)
  expect(adapter).toMatchObject({ name: 'mailbox', runsOn: 'server', reach: 'service', hears: ['case.opened'] })
  expect('close' in adapter).toBe(false)
  const close = vi.fn(async () => {})
  await defineServerAdapter('mailbox', () => ({ ...make(), close })).close()
  expect(close).toHaveBeenCalledOnce()
})

it('in a page it is refused before any option is read: where it runs is told first', () => {
  vi.stubGlobal('document', {})
  vi.stubGlobal('process', undefined)
  const read = vi.fn(make)
  expect(() => defineServerAdapter('mailbox', read)).toThrow(expect.objectContaining({ code: 'server-only' }))
  expect(read).not.toHaveBeenCalled()
})
