import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, appPage } from '../../test/support/app-page.ts'

let page: AppPage
afterEach(() => {
  document.body.innerHTML = ''
  page.end()
})
const look = (element: HTMLElement): Promise<unknown> => page.app.command('element', [element])
/** A door in the page, looked after as its class does. */
async function putDoor(): Promise<HTMLElement> {
  const element = document.body.appendChild(document.createElement('frankly-door'))
  await look(element)
  return element
}

describe('<frankly-door>', () => {
  it('is a button in the words of the page; pressed it opens the door, and leaves no link around it', async () => {
    page = await appPage()
    const element = await putDoor()
    const button = element.shadowRoot!.querySelector('button')!
    expect(button).toMatchObject({ lang: 'en', type: 'button' })
    expect(button.textContent).not.toBe('')
    const press = new MouseEvent('click', { bubbles: true, cancelable: true })
    button.dispatchEvent(press)
    expect(press.defaultPrevented).toBe(true)
    await vi.waitFor(async () => expect(await page.command('status')).toMatchObject({ open: [expect.any(String)] }))
  })

  it('[CR4] takes the words of another language; taken out it is undone', async () => {
    page = await appPage()
    const element = await putDoor()
    await page.command('locale', 'ru')
    await vi.waitFor(() => expect(element.shadowRoot!.querySelector('button')!.lang).toBe('ru'))
    element.remove()
    await look(element)
    expect(element.shadowRoot!.childNodes).toHaveLength(0)
  })
})

describe('the tab of the door', () => {
  it('hangs beside the page, is put back where an app tears it out, and after eight times no more', async () => {
    page = await appPage()
    await page.app.command('tab', [])
    const [tab] = page.cards()
    expect(tab!.shadowRoot!.querySelector('.tab')).not.toBeNull()
    for (let i = 0; i < 8; i++) {
      tab!.remove()
      await vi.waitFor(() => expect(tab!.isConnected).toBe(true))
    }
    tab!.remove()
    await new Promise((go) => setTimeout(go, 50))
    expect(tab!.isConnected).toBe(false)
  })
})
