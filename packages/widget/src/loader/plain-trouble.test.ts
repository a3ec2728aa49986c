import { afterEach, describe, expect, it, vi } from 'vitest'
import { showPlainTrouble } from './plain-trouble.ts'

afterEach(() => {
  for (const line of document.querySelectorAll('frankly-box')) line.remove()
  document.body.innerHTML = ''
})

const line = (): HTMLElement => document.querySelector<HTMLElement>('frankly-box')!

describe('what did not come is said on the page', () => {
  it('in English while nothing else is here, as an alert with a button that tries again', () => {
    const again = vi.fn()
    const takeAway = showPlainTrouble(again, undefined)
    expect(line()).toMatchObject({ role: 'alert', lang: 'en', parentNode: document.documentElement })
    expect(line().textContent).toBe('This could not be loaded. Try again')
    line().querySelector('button')!.click()
    expect(again).toHaveBeenCalledTimes(1)
    takeAway()
    expect(line()).toBeNull()
    // a page may have taken it away before
    takeAway()
  })

  it('in the words and the language that were given', () => {
    showPlainTrouble(() => {}, undefined, ['Не загрузилось.', 'Ещё раз', 'ru'])
    expect(line()).toMatchObject({ lang: 'ru', textContent: 'Не загрузилось. Ещё раз' })
  })

  it('inside the element that was to be drawn, in its root where it has one', () => {
    const element = document.body.appendChild(document.createElement('div'))
    showPlainTrouble(() => {}, element)
    expect(line().parentNode).toBe(element)
    const root = element.attachShadow({ mode: 'open' })
    showPlainTrouble(() => {}, element)
    expect(root.querySelector('[role=alert]')).not.toBeNull()
  })
})
