import { afterEach, expect, it, vi } from 'vitest'
import { defineElements } from './elements.ts'

afterEach(() => {
  defineElements(undefined)
  document.body.innerHTML = ''
})

it('elements that stood in the page before the code came are looked after, and so is each change of them', () => {
  document.body.innerHTML = '<frankly-survey survey="after"></frankly-survey><frankly-door></frankly-door>'
  const look = vi.fn()
  defineElements(look)
  const [survey, door] = document.body.children
  expect(new Set(look.mock.calls.map(([element]) => element))).toEqual(new Set([survey, door]))
  look.mockClear()
  survey!.setAttribute('survey', 'other')
  expect(look.mock.calls).toEqual([[survey]])
  door!.remove()
  expect(look.mock.lastCall).toEqual([door])
})

it('after destroy they are inert; the next copy of this code finds all that stand', () => {
  const first = vi.fn()
  defineElements(first)
  document.body.innerHTML = '<frankly-door></frankly-door>'
  expect(first).toHaveBeenCalledTimes(1)
  defineElements(undefined)
  first.mockClear()
  document.body.append(document.createElement('frankly-survey'))
  expect(first).not.toHaveBeenCalled()
  const next = vi.fn()
  defineElements(next)
  expect(next.mock.calls.map(([{ localName }]) => localName).sort()).toEqual(['frankly-door', 'frankly-survey'])
})
