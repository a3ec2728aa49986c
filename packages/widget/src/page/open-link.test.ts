import { afterEach, expect, it, vi } from 'vitest'
import { openLink } from './open-link.ts'

afterEach(() => vi.restoreAllMocks())

it.each([
  ['https://reviews.example/shop', true],
  ['mailto:help@shop.example', true],
  ['tel:+15550100', true],
  ['/terms', true],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['blob:https://shop.example/x', false],
  ['file:///etc/passwd', false],
])(
  '[peer 40] a link of a definition opens in a tab that knows nothing of the page, or not at all: %s',
  (url, opens) => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null)
    openLink(url)
    expect(open.mock.calls).toEqual(opens ? [[new URL(url, location.href).href, '_blank', 'noopener,noreferrer']] : [])
  },
)
