import type { ProjectConfig, RunHandle } from '@frankly/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AppPage, after, appPage } from '../../test/support/app-page.ts'

let page: AppPage
afterEach(() => {
  document.body.innerHTML = ''
  page.end()
})
/** Puts an element into the page and has it looked after, as its class does. */
async function put(html: string): Promise<HTMLElement> {
  const box = document.createElement('div')
  box.innerHTML = html
  const element = box.firstElementChild as HTMLElement
  document.body.append(element)
  await look(element)
  return element
}
const look = (element: HTMLElement): Promise<unknown> => page.app.command('element', [element])
const isDrawn = (element: HTMLElement): boolean => element.shadowRoot?.querySelector('.card, button') != null

describe('<frankly-survey>', () => {
  it('stands in the page without asking rules or caps, and takes no focus', async () => {
    page = await appPage([after({ targeting: { triggers: [{ on: 'purchase' }] } })], {
      config: { governor: { perDay: 0 } },
    })
    const element = await put('<frankly-survey survey="after"></frankly-survey>')
    expect(isDrawn(element)).toBe(true)
    expect(document.activeElement).toBe(document.body)
    expect(page.events.map(([name]) => name)).toEqual(['survey.shown'])
  })

  it('without a survey waits for its attribute; one that the project has not is warned of by its id', async () => {
    page = await appPage()
    const element = await put('<frankly-survey></frankly-survey>')
    expect(isDrawn(element)).toBe(false)
    expect(page.warned).toEqual([])
    element.setAttribute('survey', 'none')
    await look(element)
    expect(page.warned.join()).toContain('survey="none"')
    element.setAttribute('survey', 'after')
    await look(element)
    expect(isDrawn(element)).toBe(true)
  })

  it('attributes are properties too, also those that a framework has set before', async () => {
    page = await appPage()
    const element = document.createElement('frankly-survey')
    Object.defineProperty(element, 'survey', { value: 'after', configurable: true, enumerable: true, writable: true })
    document.body.append(element)
    await look(element)
    expect(element.getAttribute('survey')).toBe('after')
    expect(isDrawn(element)).toBe(true)
    Object.assign(element, { survey: null })
    expect(element.hasAttribute('survey')).toBe(false)
  })

  it('[P1] taken out of the page it is put away; back in it, it goes on with what was answered', async () => {
    page = await appPage()
    const element = await put('<frankly-survey survey="after"></frankly-survey>')
    const [, shown] = page.events[0]!
    const { run } = shown as { run: RunHandle }
    run.answer('ease', { kind: 'rating', value: 3 })
    element.remove()
    await look(element)
    expect(await page.command('status')).toMatchObject({ open: [] })
    document.body.append(element)
    await look(element)
    expect(page.events.filter(([name]) => name === 'survey.shown')).toHaveLength(1)
    expect(await page.command('status')).toMatchObject({ open: ['after'] })
  })

  it('moved while its code is on the way, it is drawn once, as it is in the end', async () => {
    page = await appPage([after(), after({ id: 'other', title: 'Other' })])
    const element = document.body.appendChild(document.createElement('frankly-survey'))
    element.setAttribute('survey', 'after')
    const first = look(element)
    element.setAttribute('survey', 'other')
    await Promise.all([first, look(element)])
    expect(await page.command('status')).toMatchObject({ open: ['other'] })
    expect(element.shadowRoot!.querySelectorAll('.card')).toHaveLength(1)
  })

  it('nobody is asked twice: moved after its end it shows the thanks again, on a later page nothing', async () => {
    page = await appPage()
    const element = await put('<frankly-survey survey="after"></frankly-survey>')
    const [, shown] = page.events[0]!
    const { run } = shown as { run: RunHandle }
    run.answer('ease', { kind: 'rating', value: 3 })
    await run.submit()
    element.remove()
    await look(element)
    document.body.append(element)
    await look(element)
    expect(run.current.screen).toBe('end')
    expect(page.events.filter(([name]) => name === 'survey.shown')).toHaveLength(1)
    expect(await page.command('status')).toMatchObject({ open: ['after'] })
    const kept = new Map(Object.entries(localStorage))
    page.end()
    for (const [key, value] of kept) localStorage.setItem(key, value)
    page = await appPage()
    document.body.innerHTML = ''
    expect(isDrawn(await put('<frankly-survey survey="after"></frankly-survey>'))).toBe(false)
  })

  it('reset draws it anew, for another visitor', async () => {
    page = await appPage()
    const element = await put('<frankly-survey survey="after"></frankly-survey>')
    await page.command('reset')
    await vi.waitFor(() => expect(page.events.filter(([name]) => name === 'survey.shown')).toHaveLength(2))
    expect(isDrawn(element)).toBe(true)
  })

  it('without a configuration the element says that it was not loaded, and is drawn by the next look', async () => {
    page = await appPage([], { config: null })
    const element = document.body.appendChild(document.createElement('frankly-survey'))
    element.setAttribute('survey', 'after')
    await expect(look(element)).rejects.toThrow('no configuration')
    page.config = { project: 'pk', shop: 'S', surveys: [after()], governor: {} } satisfies ProjectConfig
    await look(element)
    expect(isDrawn(element)).toBe(true)
  })
})
