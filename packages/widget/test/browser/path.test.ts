import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { answer, awake, bought, card, config, eventually, purchase, setUp, survey, tag } from './rig.ts'

describe.each(BROWSERS)('the main job in %s', (name) => {
  const rig = setUp(name)

  const words = (): (string | undefined)[] => rig.collector.revisions.map(({ status }) => status)

  it('asks after a GA4 purchase that was pushed before us, and stores each answer', async () => {
    rig.shop.page = { head: bought() }
    await rig.visit()
    await answer(rig.page, 'The basket was slow')
    const last = rig.collector.revisions.at(-1)!
    expect(last.status).toBe('completed')
    expect(last.answers).toEqual({
      ease: { kind: 'rating', value: 3 },
      why: { kind: 'text', text: 'The basket was slow' },
    })
    expect(last.context.order).toMatchObject({ orderId: 'A-1', value: 1990, currency: 'RUB' })
    expect(words()[0]).toBe('partial')
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it('hears a purchase that is pushed later, and leaves the layer as it was after destroy', async () => {
    rig.shop.page = { head: '<script>window.dataLayer=[]; var push = dataLayer.push</script>' }
    await rig.visit()
    await awake(rig.page)
    await rig.page.evaluate(purchase)
    await card(rig.page).waitFor()
    await rig.page.evaluate('frankly.destroy()')
    expect(await rig.page.evaluate('dataLayer.push === push')).toBe(true)
    expect(await rig.page.evaluate('[typeof frankly, document.querySelectorAll("frankly-box").length]')).toEqual([
      'undefined',
      0,
    ])
  })

  it.each([
    [
      'the stub',
      {
        head: `<script>window.frankly=window.frankly||function(){(window.frankly.q=window.frankly.q||[]).push(arguments)};frankly('purchase',{orderId:'A-1',value:5})</script>`,
      },
    ],
    ['data-order attributes', { script: 'ATTRIBUTES' }],
    [
      'Yandex Metrica',
      {
        head: `<script>dataLayer=[{ecommerce:{currencyCode:'RUB',purchase:{actionField:{id:'A-1',revenue:5},products:[]}}}]</script>`,
      },
    ],
    [
      'JSON-LD',
      { head: `<script type="application/ld+json">{"@type":"Order","orderNumber":"A-1","price":5}</script>` },
    ],
  ])('reads the order from %s', async (_source, page) => {
    const script = tag(rig.collector.url, 'data-order-id="A-1" data-order-value="5"')
    rig.shop.page = 'script' in page ? { script } : page
    await rig.visit()
    await card(rig.page).getByText('Very easy').click()
    await eventually(() => rig.collector.revisions.at(-1)?.context.order).toMatchObject({ orderId: 'A-1', value: 5 })
  })

  it('[CD2] show always says whether it was shown, and why not', async () => {
    await rig.visit()
    const show = (id: string, options = {}): Promise<unknown> =>
      rig.page.evaluate(
        ([id, options]) =>
          (window as never as { frankly: (...args: unknown[]) => unknown }).frankly('show', id, options),
        [id, options] as const,
      )
    await awake(rig.page)
    // a refusal that is told as `suppressed` too names what was asked for
    expect(await show('nothing')).toMatchObject({ shown: false, reason: 'unknown-survey', surveyId: 'nothing' })
    expect(await show('after')).toMatchObject({ shown: true })
    expect(await show('after')).toMatchObject({ shown: false, reason: 'another-open' })
    expect(await show('after', { mount: '#nowhere', force: true })).toEqual({ shown: false, reason: 'no-mount' })
  })

  it('[peer 46] shows from code, inline, in spite of the rules when forced', async () => {
    rig.collector.config = config({
      surveys: [{ ...survey, targeting: { triggers: [], url: { op: 'contains', value: 'nowhere' } } }],
    })
    rig.shop.page = { body: '<main><div id="here"></div></main>' }
    await rig.visit()
    await awake(rig.page)
    expect(await rig.page.evaluate(`frankly('show', 'after')`)).toMatchObject({ shown: false, reason: 'url' })
    expect(await rig.page.evaluate(`frankly('show', 'after', { force: true, mount: '#here' })`)).toMatchObject({
      shown: true,
    })
    await rig.page.locator('#here frankly-box .card').waitFor()
  })

  it('<frankly-survey> stands in the page, <frankly-door> takes a complaint and gives a receipt', async () => {
    rig.shop.page = { body: '<frankly-survey survey="after"></frankly-survey><frankly-door></frankly-door>' }
    await rig.visit()
    await rig.page.locator('frankly-survey .card').getByText('Very hard').waitFor()
    await rig.page.locator('frankly-door').getByRole('button').click()
    const door = card(rig.page)
    await door.getByRole('textbox').first().fill('The parcel came broken')
    await door.getByRole('button', { name: 'Next' }).click()
    await door.getByText('What would put it right?').waitFor()
    await door.getByRole('button', { name: 'Next' }).click()
    await door.getByText('No reply needed').click()
    await door.getByRole('button', { name: 'Send' }).click()
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
    const last = rig.collector.revisions.at(-1)!
    expect(last.complaint).toBeTruthy()
    await door.getByText(last.receiptCode!).first().waitFor()
  })

  it.each(['Very hard', 'Very easy'])(
    'the frank door is offered before and after "%s" alike, and keeps the answer given',
    async (word) => {
      rig.shop.page = { head: bought() }
      await rig.visit()
      const door = card(rig.page).getByRole('button', { name: 'Something went wrong?' })
      await door.waitFor()
      await card(rig.page).getByText(word).click()
      await card(rig.page).getByRole('textbox').waitFor()
      await door.click()
      await card(rig.page).getByText('What happened?').first().waitFor()
      expect(await door.count()).toBe(0)
      await eventually(() => rig.collector.revisions.at(-1)?.answers['ease']).toMatchObject({ kind: 'rating' })
    },
  )

  it('a broken survey in the configuration gives one clear line, nothing else, and the sound one is shown', async () => {
    const broken = {
      ...survey,
      id: 'broken',
      pages: [{ id: 'p', questions: [{ kind: 'hologram', id: 'q', text: 'x' }] }],
    }
    rig.collector.config = { ...config(), surveys: [broken, survey] }
    rig.shop.page = { head: bought() }
    await rig.visit()
    await card(rig.page).getByText('Very easy').waitFor()
    expect(rig.tab.errors).toHaveLength(1)
    expect(rig.tab.errors[0]).toMatch(/survey "broken" is left out: pages\[0\]\.questions\[0\]/)
    rig.tab.errors.length = 0
  })

  it('[Q29] the collector dies right after the question came: the card says so, keeps the choice, and trying again stores it', async () => {
    rig.shop.page = { head: bought() }
    await rig.visit({}, '')
    // the first question is here, what steps it on is not
    await rig.page.route('**/a/*.js*', (route) => route.abort())
    await rig.page.goto(rig.shop.url)
    await card(rig.page).getByText('In between').click()
    // within two seconds it stands on the disk, written by the code that is here
    await card(rig.page).getByRole('alert').getByText('Saved in this browser.').waitFor()
    expect(await card(rig.page).getByRole('radio', { name: 'In between' }).isChecked()).toBe(true)
    expect(rig.tab.errors.join()).toContain('[frankly] code for the answers cannot be fetched now')
    // the browser's own lines about the network, and nothing that reached the page
    const network = /Failed to load resource|Same Origin Policy|\[frankly\]/
    expect(rig.tab.errors.filter((line) => !network.test(line))).toEqual([])
    await rig.page.unroute('**/a/*.js*')
    await card(rig.page).getByRole('button', { name: 'Try again' }).click()
    await card(rig.page).getByRole('textbox').waitFor()
    await eventually(() => rig.collector.revisions.at(-1)?.answers['ease']).toEqual({ kind: 'rating', value: 3 })
    rig.tab.errors.length = 0
  })

  it('kept answers of a closed page arrive later, once, without being asked again', async () => {
    rig.shop.page = { head: bought() }
    await rig.visit()
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').waitFor()
    rig.collector.down = true
    await card(rig.page).getByRole('textbox').fill('Nobody answered the phone')
    await card(rig.page).getByRole('button', { name: 'Send' }).click()
    await card(rig.page)
      .getByText(/saved in this browser/i)
      .first()
      .waitFor()
    await rig.page.goto('about:blank')
    rig.collector.down = false
    rig.tab.errors.length = 0
    rig.shop.page = {}
    await rig.page.goto(rig.shop.url)
    await eventually(() => rig.collector.revisions.filter(({ status }) => status === 'completed').length).toBe(1)
    expect(await card(rig.page).count()).toBe(0)
  })
})
