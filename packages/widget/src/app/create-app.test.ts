import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage, ease } from '../../test/support/app-page.ts'
import { surveyOf } from '../../test/support/open.ts'

let page: AppPage
afterEach(() => page.end())

const suppressed = (): unknown[] => page.events.flatMap(([name, event]) => (name === 'suppressed' ? [event] : []))
const dialogs = (): (string | null)[] =>
  page
    .cards()
    .flatMap(({ shadowRoot }) =>
      [...shadowRoot!.querySelectorAll('[role=dialog]')].map((each) => each.getAttribute('aria-label')),
    )
const onPurchase = (id: string, title: string) => after({ id, title, targeting: { triggers: [{ on: 'purchase' }] } })

describe('[CD2] show() resolves to what was shown, or why not', () => {
  it('to the run of a survey that stands, and to a close that takes it away', async () => {
    page = await appPage()
    const shown = await page.command('show', 'after')
    expect(shown).toMatchObject({ shown: true, run: { surveyId: 'after' } })
    expect(dialogs()).toEqual(['After'])
    await page.command('close')
    expect(dialogs()).toEqual([])
    expect(page.events.map(([name]) => name)).toEqual(['survey.shown', 'survey.dismissed'])
  })

  it.each([
    ['an unknown survey', 'other'],
    ['what is no id', { id: 1 }],
    ['nothing', undefined],
  ])('for %s to unknown-survey, which is told', async (_, id) => {
    page = await appPage()
    expect(await page.command('show', id)).toMatchObject({ shown: false, reason: 'unknown-survey' })
    expect(suppressed()).toMatchObject([{ reason: 'unknown-survey' }])
  })

  it('without a configuration to not-loaded, and the next call tries again', async () => {
    page = await appPage([], { config: null })
    expect(await page.command('show', 'after')).toMatchObject({ shown: false, reason: 'not-loaded' })
    page.config = { project: 'pk', shop: 'S', surveys: [after()], governor: {} }
    expect(await page.command('show', 'after')).toMatchObject({ shown: true })
  })
})

describe('what happens on the page', () => {
  it('[D6] shows the survey of highest priority among those that may be shown; the others are told', async () => {
    page = await appPage([onPurchase('low', 'Low'), { ...onPurchase('high', 'High'), priority: 5 }])
    await page.command('purchase', { orderId: 'A-1' })
    await vi.waitFor(() => expect(dialogs()).toEqual(['High']))
    expect(suppressed()).toMatchObject([{ surveyId: 'low', reason: 'lower-priority' }])
  })

  it('[C12] two events at once begin one survey', async () => {
    page = await appPage([
      onPurchase('one', 'One'),
      after({ id: 'two', title: 'Two', targeting: { triggers: [{ on: 'event', name: 'paid' }] } }),
    ])
    await Promise.all([
      page.app.occur({ on: 'event', name: 'paid', properties: {} }),
      page.app.occur({ on: 'event', name: 'paid', properties: {} }),
    ])
    expect(dialogs()).toEqual(['Two'])
    expect(page.events.filter(([name]) => name === 'survey.shown')).toHaveLength(1)
    // the second is not even decided: nobody is told of a no
    expect(suppressed()).toEqual([])
  })

  it('[G3] an order that the page was told of is a purchase once, however often it stands in the page', async () => {
    page = await appPage([onPurchase('one', 'One')], {
      config: {
        governor: {
          perSession: 9,
          perDay: 9,
          gapAfterShownDays: 0,
          gapAfterDismissedDays: 0,
          oncePerOrder: false,
        },
      },
    })
    page.host.facts.candidates.push({
      from: 'layer',
      raw: { event: 'purchase', ecommerce: { transaction_id: 'A-1' } },
      route: 0,
    })
    await page.app.occur({ on: 'purchase' }, 'layer')
    expect(dialogs()).toEqual(['One'])
    page.app.close()
    await page.app.occur({ on: 'purchase' }, 'layer')
    expect(dialogs()).toEqual([])
  })

  it('what holds no order is no purchase, unless the shop calls it one', async () => {
    page = await appPage([onPurchase('one', 'One')])
    page.host.facts.candidates.push({ from: 'layer', raw: { event: 'purchase' }, route: 0 })
    await page.app.occur({ on: 'purchase' }, 'layer')
    expect(dialogs()).toEqual([])
    await page.command('purchase')
    await vi.waitFor(() => expect(dialogs()).toEqual(['One']))
  })

  it('waits until the page shows no modal dialog of its own', async () => {
    page = await appPage([after({ targeting: { triggers: [{ on: 'event', name: 'paid' }] } })])
    const dialog = document.body.appendChild(document.createElement('div'))
    dialog.ariaModal = 'true'
    dialog.setAttribute('aria-modal', 'true')
    dialog.getClientRects = () => [{}] as unknown as DOMRectList
    const done = page.app.occur({ on: 'event', name: 'paid', properties: {} })
    await new Promise((go) => setTimeout(go, 100))
    expect(dialogs()).toEqual([])
    dialog.remove()
    await done
    expect(dialogs()).toEqual(['After'])
  })
})

describe('what the page tells of the visit reaches the response', () => {
  it('[CR5] cleaned: person, order, tags and touchpoint, also what was told before the interface came', async () => {
    page = await appPage([surveyOf([[ease]], { id: 'after' })])
    await page.command('identify', { id: 'anna', traits: { plan: 'gold' }, email: 'anna@shop.example' })
    await page.command('context', { touchpoint: 'delivered', tags: { basket: 'large', 'anna@shop.example': 'x' } })
    await page.command('purchase', { orderId: 'A-1', value: 1990, currency: 'RUB' })
    const { run } = (await page.command('show', 'after')) as {
      run: { answer(id: string, value: object): void; submit(): Promise<unknown> }
    }
    run.answer('ease', { kind: 'rating', value: 4 })
    await run.submit()
    await vi.waitFor(() => expect(page.stored.at(-1)).toMatchObject({ status: 'completed' }))
    expect(page.stored.at(-1)).toMatchObject({
      surveyId: 'after',
      subject: { id: 'anna', traits: { plan: 'gold' } },
      context: { order: { orderId: 'A-1', value: 1990 }, tags: { basket: 'large' } },
      answers: { ease: { value: 4 } },
    })
    expect(JSON.stringify(page.stored)).not.toContain('anna@shop.example')
    expect(page.warned.join()).toMatch(/email|anna@|bad/i)
  })

  it('[P3] what one person began is put away when another comes, and the box of a visit that nobody owned is not', async () => {
    page = await appPage()
    await page.command('show', 'after')
    await page.command('identify', { id: 'anna' })
    expect(dialogs()).toEqual(['After'])
    await page.command('identify', { id: 'boris' })
    expect(dialogs()).toEqual([])
  })
})

it('nothing of ours stays after destroy', async () => {
  page = await appPage()
  await page.command('show', 'after')
  page.loader.run('destroy', [])
  expect(page.cards()).toEqual([])
  expect(await page.command('show', 'after')).toEqual({ shown: false, reason: 'destroyed' })
})
