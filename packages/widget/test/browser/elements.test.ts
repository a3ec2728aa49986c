import { BROWSERS } from '@frankly/testing'
import { describe, expect, it } from 'vitest'
import { awake, bought, card, config, eventually, setUp, survey, tag } from './rig.ts'

const STUB = 'window.frankly=window.frankly||function(){(window.frankly.q=window.frankly.q||[]).push(arguments)}'
const door = 'frankly-door'
const knock = 'Something went wrong?'

describe.each(BROWSERS)('[F6] the door is a button until it is pressed, in %s', (name) => {
  const rig = setUp(name, {}, { width: 1000, height: 800 })
  /** A card with words in it that has the focus. */
  const halfTyped = async (words = 'Half a word'): Promise<void> => {
    await card(rig.page).getByText('Hard', { exact: true }).click()
    await card(rig.page).getByRole('textbox').click()
    await card(rig.page).getByRole('textbox').pressSequentially(words)
  }
  const focused = (): Promise<string> =>
    rig.page.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      return `${at?.localName}:${(at as HTMLTextAreaElement).value ?? ''}`
    })

  it('the thank-you snippet of the README, as written, asks its question and has the door beside it', async () => {
    rig.shop.page = {
      script: `${tag(rig.collector.url)}<script>${STUB}
        frankly('purchase', { orderId: 'A-1', value: 1990, currency: 'RUB' })</script>`,
      body: '<h1>Thank you</h1><frankly-door></frankly-door>',
    }
    await rig.visit()
    await card(rig.page).getByText('How easy was it').waitFor()
    await rig.page.locator(door).getByRole('button', { name: knock }).waitFor()
    expect(await rig.page.locator(`${door} textarea`).count()).toBe(0)
    await halfTyped()
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
  })

  it('doors that a router draws, moves and takes away leave an open card alone: words, focus, caret', async () => {
    rig.shop.page = { head: bought(), body: '<main></main><aside></aside>' }
    await rig.visit()
    await halfTyped('Half a')
    await rig.page.evaluate(`document.querySelector('main').innerHTML = '<frankly-door></frankly-door>'`)
    await rig.page.locator(door).getByRole('button').waitFor()
    await rig.page.evaluate(`document.querySelector('aside').append(document.querySelector('frankly-door'))`)
    await rig.page.evaluate(`document.querySelector('main').append(document.createElement('frankly-door'))`)
    await eventually(() => rig.page.locator(`${door} button`).count()).toBe(2)
    await rig.page.evaluate(`document.querySelector('main').replaceChildren()`)
    await rig.page.keyboard.type(' word')
    expect(await focused()).toBe('textarea:Half a word')
  })

  it('pressed, it opens the complaint; a card with words waits beneath and comes back with words and focus', async () => {
    rig.shop.page = { head: bought(), body: '<frankly-door></frankly-door>' }
    await rig.visit()
    await halfTyped()
    await rig.page.locator(door).getByRole('button').click()
    await card(rig.page).getByText('What happened?').first().waitFor()
    expect(await card(rig.page).filter({ visible: true }).count()).toBe(1)
    await card(rig.page).filter({ visible: true }).getByRole('textbox').first().fill('The lid is chipped')
    await rig.page.keyboard.press('Escape')
    await eventually(() => card(rig.page).count()).toBe(1)
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
    // words that were typed into the door survive too
    await rig.page.locator(door).getByRole('button').click()
    await eventually(focused).toBe('h2:')
    const field = card(rig.page).filter({ visible: true }).getByRole('textbox').first()
    expect(await field.inputValue()).toBe('The lid is chipped')
    await rig.page.keyboard.press('Escape')
    await eventually(() => card(rig.page).count()).toBe(1)
    // the focus goes back to what was pressed, the words stand where they stood
    await eventually(focused).toBe('button:')
    expect(await card(rig.page).getByRole('textbox').inputValue()).toBe('Half a word')
  })

  it('no call of the page puts a card with words aside; untouched, it waits beneath', async () => {
    rig.shop.page = { head: bought() }
    await rig.visit()
    await card(rig.page).getByText('How easy was it').waitFor()
    expect(await rig.page.evaluate(`frankly('complain')`)).toMatchObject({ shown: true })
    await card(rig.page).filter({ visible: true }).getByText('What happened?').first().waitFor()
    await rig.page.evaluate(`frankly('close')`)
    await eventually(() => card(rig.page).count()).toBe(0)
  })

  it('pressed inside a link of the page it opens the complaint, and the page stays', async () => {
    rig.shop.page = { body: '<a href="/elsewhere"><frankly-door></frankly-door></a>' }
    await rig.visit()
    await rig.page.locator(door).getByRole('button').click()
    await card(rig.page).getByText('What happened?').first().waitFor()
    expect(new URL(rig.page.url()).pathname).toBe('/')
  })

  it('the focus comes back to the door by whose button it was opened', async () => {
    rig.shop.page = { body: '<frankly-door></frankly-door>' }
    await rig.visit()
    await rig.page.locator(door).getByRole('button').focus()
    await rig.page.keyboard.press('Enter')
    await card(rig.page).getByText('What happened?').first().waitFor()
    // the focus comes into the card with the frame after its first
    await eventually(focused).toBe('h2:')
    await rig.page.keyboard.press('Escape')
    await eventually(focused).toBe('button:')
  })

  it('speaks the language of the page, and the other one after it was chosen', async () => {
    rig.shop.page = { html: 'lang="ar" dir="rtl"', body: '<frankly-door></frankly-door>' }
    await rig.visit()
    await rig.page.locator(`${door} [lang=ar][dir=rtl]`).waitFor()
    await rig.page.evaluate(`frankly('locale', 'ru')`)
    await rig.page.locator(door).getByText('Что-то пошло не так?').waitFor()
  })
})

const inline = (more = ''): string => `<frankly-survey survey="after" ${more}></frankly-survey>`

describe.each(BROWSERS)('[F8] custom elements follow the conventions of the platform, in %s', (name) => {
  const rig = setUp(name, {}, { width: 1000, height: 800 })
  const drawn = (selector = 'frankly-survey') => rig.page.locator(`${selector} .card`)
  const act = (source: string): Promise<unknown> => rig.page.evaluate(source)
  const visit = async (body: string, more: object = {}): Promise<void> => {
    rig.collector.config = config({ surveys: [survey, { ...survey, id: 'other', title: 'Other' }] })
    rig.shop.page = { body, ...more }
    await rig.visit()
    await awake(rig.page)
  }

  it.each([
    ['written in the page', inline(), ''],
    [
      'createElement and append',
      '',
      `{ const e = document.createElement('frankly-survey'); e.setAttribute('survey', 'after'); document.body.append(e) }`,
    ],
    [
      'property before append',
      '',
      `{ const e = document.createElement('frankly-survey'); e.survey = 'after'; document.body.append(e) }`,
    ],
    ['innerHTML', '', `document.body.innerHTML = '${inline()}'`],
    [
      'attribute a second later',
      '<frankly-survey></frankly-survey>',
      `setTimeout(() => document.querySelector('frankly-survey').setAttribute('survey', 'after'), 300)`,
    ],
    [
      'property a second later',
      '<frankly-survey></frankly-survey>',
      `setTimeout(() => { document.querySelector('frankly-survey').survey = 'after' }, 300)`,
    ],
    [
      'a clone of one that is drawn, instead of it',
      inline(),
      `setTimeout(() => { const e = document.querySelector('frankly-survey'); e.replaceWith(e.cloneNode(true)) }, 300)`,
    ],
    [
      'a template',
      `<template>${inline()}</template>`,
      `document.body.append(document.querySelector('template').content.cloneNode(true))`,
    ],
    [
      'moved while it loads',
      `<main>${inline()}</main><aside></aside>`,
      `document.querySelector('aside').append(document.querySelector('frankly-survey'))`,
    ],
    [
      'taken out and put back while it loads',
      inline(),
      `{ const e = document.querySelector('frankly-survey'); e.remove(); setTimeout(() => document.body.append(e), 5) }`,
    ],
    [
      'an open declared root with a placeholder',
      `<frankly-survey survey="after"><template shadowrootmode="open"><p>Loading</p></template></frankly-survey>`,
      '',
    ],
    [
      'another shadow root',
      '<div id="app"></div>',
      `{ const r = document.querySelector('#app').attachShadow({ mode: 'open' }); r.innerHTML = '${inline()}' }`,
    ],
  ])('%s: drawn once, without a word on the console', async (_how, body, script) => {
    await visit(body)
    await act(script)
    await drawn().getByText('How easy was it').waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await drawn().count()).toBe(1)
    expect(await rig.page.getByText('Loading').count()).toBe(0)
    await drawn().getByText('In between').click()
    await drawn().getByRole('textbox').waitFor()
  })

  it('a closed declared root shows the survey instead of its placeholder', async () => {
    rig.shop.page = {
      body: `<frankly-survey survey="after"><template shadowrootmode="closed"><p style="height:50px">Loading</p></template></frankly-survey>`,
    }
    await rig.visit()
    await eventually(() => act(`document.querySelector('frankly-survey').offsetHeight`)).toBeGreaterThan(150)
  })

  it('a property that was set before the upgrade counts', async () => {
    rig.collector.config = config({ surveys: [survey, { ...survey, id: 'other', title: 'Other' }] })
    rig.shop.page = {
      body: `<frankly-survey></frankly-survey><script>document.querySelector('frankly-survey').survey='after'</script>`,
    }
    await rig.visit()
    await drawn().getByText('How easy was it').waitFor()
    await act(`{ document.querySelector('frankly-survey').survey = 'other' }`)
    await rig.page.getByRole('region', { name: 'Other' }).waitFor()
    expect(await drawn().count()).toBe(1)
    await act(`{ document.querySelector('frankly-survey').survey = null }`)
    await eventually(() => drawn().count()).toBe(0)
  })

  it('two for one survey: one draws, the other draws when the first has gone', async () => {
    await visit(`<main>${inline('id="one"')}</main>${inline('id="two"')}`)
    await drawn().first().waitFor()
    await rig.page.waitForLoadState('networkidle')
    expect(await drawn().count()).toBe(1)
    await act(
      `[...document.querySelectorAll('frankly-survey')].find((e) => e.shadowRoot?.querySelector('.card')).remove()`,
    )
    await eventually(() => drawn().count()).toBe(1)
  })

  it('moved with words in it, unmounted and mounted, it goes on with the same pass', async () => {
    await visit(`<main>${inline()}</main><aside></aside>`)
    await drawn().getByText('Hard', { exact: true }).click()
    await drawn().getByRole('textbox').fill('Half a word')
    await act(`document.querySelector('aside').append(document.querySelector('frankly-survey'))`)
    expect(await drawn().getByRole('textbox').inputValue()).toBe('Half a word')
    await act(`document.querySelector('aside').replaceChildren()`)
    await rig.page.waitForTimeout(300)
    await act(`document.querySelector('main').innerHTML = '${inline()}'`)
    await drawn().getByRole('textbox').waitFor()
    expect(await drawn().getByRole('textbox').inputValue()).toBe('Half a word')
    await drawn().getByRole('button', { name: 'Send' }).click()
    await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
    expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
  })

  it.each(['local', 'session'])(
    'reloaded, or gone back to, it goes on with the same pass: storage %s',
    async (storage) => {
      rig.shop.page = { body: inline(), script: tag(rig.collector.url, `data-storage="${storage}"`) }
      await rig.visit()
      await drawn().getByText('Hard', { exact: true }).click()
      await drawn().getByRole('textbox').fill('Half a word')
      await rig.page.reload()
      await drawn().getByRole('textbox').waitFor()
      expect(await drawn().getByRole('textbox').inputValue()).toBe('Half a word')
      await rig.page.goto(`${rig.shop.url}/next`)
      await drawn().getByRole('textbox').waitFor()
      // the driver of Firefox loses a page that comes back
      if (name === 'chromium') await rig.page.goBack()
      else await rig.page.goto(rig.shop.url)
      await drawn().getByRole('textbox').waitFor()
      expect(await drawn().getByRole('textbox').inputValue()).toBe('Half a word')
      await drawn().getByRole('button', { name: 'Send' }).click()
      await eventually(() => rig.collector.revisions.at(-1)?.status).toBe('completed')
      expect(new Set(rig.collector.revisions.map(({ id }) => id)).size).toBe(1)
      // once it is answered it asks no more
      await eventually(() => drawn().getByText('Got it, thank you.').count()).toBe(1)
      await rig.page.reload()
      await awake(rig.page)
      await rig.page.waitForLoadState('networkidle')
      expect(await drawn().count()).toBe(0)
    },
  )

  it('destroyed, it is empty; a second copy of the script finds what stands', async () => {
    await visit(`${inline()}<frankly-door></frankly-door>`)
    await drawn().waitFor()
    await act(`frankly.destroy()`)
    expect(await drawn().count()).toBe(0)
    expect(await rig.page.locator('frankly-door button').count()).toBe(0)
    await act(
      `{ const s = document.createElement('script'); s.src = '${rig.collector.url}/frankly.js?again'; s.dataset.project = 'pk_demo'; document.head.append(s) }`,
    )
    await drawn().waitFor()
    await rig.page.locator('frankly-door button').waitFor()
  })

  it('adopted by another document it stands there empty, and says so; back again it is drawn', async () => {
    await visit(`${inline()}<iframe></iframe>`)
    await drawn().waitFor()
    await act(`document.querySelector('iframe').contentDocument.body.append(document.querySelector('frankly-survey'))`)
    await eventually(() => rig.tab.errors.splice(0).join()).toContain('in the document of its script only')
    await act(`document.body.append(document.querySelector('iframe').contentDocument.querySelector('frankly-survey'))`)
    await drawn().waitFor()
    expect(await drawn().evaluate((e) => getComputedStyle(e).display)).toBe('flex')
  })
})
