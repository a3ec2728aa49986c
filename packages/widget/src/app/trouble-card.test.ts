import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, appPage } from '../../test/support/app-page.ts'

let page: AppPage
afterEach(() => {
  page.end()
  document.body.innerHTML = ''
})
const last = () => [...document.querySelectorAll<HTMLElement>('frankly-box')].at(-1)!.shadowRoot!
const buttons = (root: ShadowRoot) => [...root.querySelectorAll('button')]

describe('[CS5] what did not come is said in the customer`s language', () => {
  it('in a corner as an alert, with a button that tries again and one that closes', async () => {
    page = await appPage()
    const again = vi.fn()
    page.host.alert(again, undefined)
    expect(last().querySelector('[role=alert]')!.textContent).not.toBe('')
    const [retry, close] = buttons(last())
    retry!.click()
    expect(again).toHaveBeenCalledTimes(1)
    close!.click()
    expect(page.cards()).toEqual([])
  })

  it('in Russian where that is the language', async () => {
    page = await appPage([], { settings: { locale: 'ru' } })
    await vi.waitFor(() => {
      const takeAway = page.host.alert(() => {}, undefined)
      const { lang } = last().querySelector<HTMLElement>('.card')!
      takeAway()
      expect(lang).toBe('ru')
    })
  })

  it('inside the element that was to be drawn it has no close: the page chose the place', async () => {
    page = await appPage()
    const element = document.body.appendChild(document.createElement('frankly-door'))
    page.host.alert(() => {}, element)
    const root = element.shadowRoot!.querySelector('frankly-box')!.shadowRoot!
    expect(buttons(root)).toHaveLength(1)
    expect(root.querySelector<HTMLElement>('.frame')!.dataset['placement']).toBe('inline')
  })

  it('who pressed finds the focus on the button of the next word, if it failed again', async () => {
    page = await appPage()
    const takeAway = page.host.alert(() => {}, undefined)
    const first = last()
    buttons(first)[0]!.click()
    takeAway()
    page.host.alert(() => {}, undefined)
    expect(last().activeElement).toBe(buttons(last())[0])
  })
})
