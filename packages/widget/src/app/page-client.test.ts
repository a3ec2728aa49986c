import type { ContactHistory } from '@frankly/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import { deviceOf } from './page-client.ts'

afterEach(() => vi.unstubAllGlobals())

describe('what the customer holds', () => {
  const held = (isCoarse: boolean, width: number, height: number) => {
    vi.stubGlobal('matchMedia', (media: string) => ({ matches: media === '(pointer: coarse)' && isCoarse }))
    vi.stubGlobal('screen', { width, height })
    return deviceOf()
  }
  it('a finger on less than 600 px across is a phone, however it is turned; more is a tablet; else a desktop', () => {
    expect(held(true, 390, 844)).toBe('phone')
    expect(held(true, 844, 390)).toBe('phone')
    expect(held(true, 600, 960)).toBe('tablet')
    expect(held(false, 390, 844)).toBe('desktop')
  })
})

describe('the client of a page', () => {
  let page: AppPage
  const asked: string[] = []
  beforeEach(() => {
    asked.length = 0
    vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
      asked.push(new URL(input instanceof Request ? input.url : input).pathname)
      return Response.json({ ledger: { answered: Date.now() } } satisfies { ledger: Partial<ContactHistory['ledger']> })
    })
  })
  afterEach(() => page.end())
  const settings = { host: 'https://f.example' }
  const show = async () => (await page.command('show', 'after')) as { shown: boolean; reason?: string }

  it('[L7] asks the collector of a person whom the shop has signed, and heeds what it knows', async () => {
    page = await appPage([after()], { settings })
    await page.command('identify', { id: 'anna', signature: 'a'.repeat(43) })
    await show()
    expect(asked).toHaveLength(1)
    expect(asked[0]).toContain('/v1/projects/pk/')
  })

  it('[L8] and not of one without a signature: the device`s own ledger alone counts', async () => {
    page = await appPage([after()], { settings })
    await page.command('identify', { id: 'anna' })
    expect(await show()).toMatchObject({ shown: true })
    expect(asked).toEqual([])
  })

  it('nor where a transport of the shop`s own is in place of the collector', async () => {
    page = await appPage([after()])
    await page.command('identify', { id: 'anna', signature: 'a'.repeat(43) })
    await show()
    expect(asked).toEqual([])
  })

  it.each(['denied', 'withdrawn', 'gran ted'])(
    '[CR3] consent %s in the tag is a refusal: nothing is written',
    async (consent) => {
      page = await appPage([after()], { settings: { consent: consent as never } })
      expect(await page.command('status')).toMatchObject({ consent: { feedback: 'denied' } })
      expect(await show()).toMatchObject({ shown: false, reason: 'consent' })
      expect(localStorage.length).toBe(0)
    },
  )

  it('[CR1] nothing is stored before the customer acts; [CR2] with storage none no note of what was asked ever', async () => {
    page = await appPage([after()])
    await show()
    expect(localStorage.length + sessionStorage.length).toBe(0)
    await page.command('close')
    await vi.waitFor(() => expect(Object.keys(localStorage)).toContain('frankly.pk.ledger'))
    page.end()
    page = await appPage([after()], { settings: { storage: 'none' } })
    await show()
    await page.command('close')
    await page.command('flush')
    expect(Object.keys(localStorage).filter((key) => key.startsWith('frankly.pk'))).toEqual([])
  })
})
