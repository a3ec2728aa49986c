import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'
import { COMMANDS } from '../contract/host.ts'
import type { ShownResult } from './core.ts'

let page: AppPage
afterEach(() => page.end())
const shown = async (id = 'after') => (await page.command('show', id, { force: true })) as ShownResult

describe('commands', () => {
  it('status says what the client knows and does, and opens no queue where nothing was kept', async () => {
    page = await appPage()
    await page.command('identify', { id: 'anna' })
    await page.command('context', { test: true })
    await shown()
    expect(await page.command('status')).toEqual({
      version: 'source',
      project: 'pk',
      isReady: true,
      test: true,
      storage: 'local',
      consent: { feedback: 'granted', analytics: 'denied', records: [] },
      locale: expect.any(String),
      open: ['after'],
      subject: { id: 'anna' },
      queue: expect.objectContaining({ waiting: 0, store: 'disk' }),
    })
  })

  it('[D5] explain says what choose would do, and shows nothing', async () => {
    page = await appPage([
      after({ targeting: { triggers: [{ on: 'purchase' }] } }),
      after({ id: 'other', targeting: { devices: ['tablet'] } }),
    ])
    const { decisions } = (await page.command('explain')) as {
      decisions: { surveyId: string; show: boolean; reason: string }[]
    }
    expect(decisions.map(({ surveyId, reason }) => [surveyId, reason])).toEqual([
      ['after', 'matched'],
      ['other', 'device'],
    ])
    const one = (await page.command('explain', 'after', { on: 'page' })) as typeof decisions extends infer D
      ? { decisions: D }
      : never
    expect(one.decisions).toMatchObject([{ surveyId: 'after', show: false, reason: 'no-trigger' }])
    expect(page.cards()).toEqual([])
  })

  it('[CD3] complain opens the built-in door where the project has none; [CD4] a prefill never costs it', async () => {
    page = await appPage()
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (prefill) => {
        expect(await page.command('complain', prefill)).toMatchObject({ shown: true })
      }),
      { numRuns: 30 },
    )
    const { run } = (await page.command('complain', { text: 'It broke' })) as ShownResult
    expect(run.written()).toContain('It broke')
  })

  it('[W1] after a withdrawal what stands in the middle of an answer goes, and nothing of it is sent', async () => {
    page = await appPage()
    const { run } = await shown()
    run.answer('ease', { kind: 'rating', value: 2 })
    await page.command('consent', 'withdrawn')
    expect(page.cards()).toEqual([])
    await page.command('flush')
    await new Promise((go) => setTimeout(go, 600))
    expect(page.stored).toEqual([])
    expect(await page.command('status')).toMatchObject({ consent: { feedback: 'withdrawn' } })
  })

  it('flush sends what was said now', async () => {
    page = await appPage()
    const { run } = await shown()
    run.answer('ease', { kind: 'rating', value: 2 })
    await page.command('flush')
    expect(page.stored.at(-1)).toMatchObject({ answers: { ease: { value: 2 } } })
  })

  it('reset forgets who, what and when; nobody is asked about what was told before', async () => {
    page = await appPage()
    await page.command('identify', { id: 'anna' })
    await page.command('context', { tags: { basket: 'large' } })
    await page.command('purchase', { orderId: 'A-1' })
    await shown()
    await page.command('reset')
    expect(page.cards()).toEqual([])
    expect(page.host.facts).toMatchObject({ subject: undefined, tags: {}, candidates: [] })
    expect(await page.command('status')).not.toHaveProperty('subject')
    const { run } = await shown()
    run.answer('ease', { kind: 'rating', value: 2 })
    await page.command('flush')
    const last = page.stored.at(-1)!
    expect(last.subject).toBeUndefined()
    expect(last.context.order).toBeUndefined()
    expect(last.context.tags ?? {}).toEqual({})
  })

  it('[CR4] a locale that is none leaves that of the settings', async () => {
    page = await appPage([after()], { settings: { locale: 'de' } })
    await page.command('locale', 'russian')
    expect(page.host.facts.locale).toBe('de')
  })

  it('[CD2] no command of any arguments rejects', async () => {
    page = await appPage()
    const names = COMMANDS.filter((name) => name !== 'destroy')
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.array(fc.anything(), { maxLength: 3 }), async (name, args) => {
        const answer = await page.command(name, ...args)
        if (name === 'show' || name === 'complain') expect(answer).toHaveProperty('shown')
      }),
      { numRuns: 150 },
    )
    // what was told remains of use
    await page.command('reset')
    expect(await page.command('show', 'after', { force: true })).toMatchObject({ shown: true })
  })

  it('trouble is told in the look of the rest from then on', async () => {
    page = await appPage()
    await page.command('status')
    const takeAway = page.host.alert(() => {}, undefined)
    expect(page.cards().at(-1)!.shadowRoot!.querySelector('[role=alert]')).not.toBeNull()
    takeAway()
    await vi.waitFor(() => expect(page.cards()).toEqual([]))
  })
})
