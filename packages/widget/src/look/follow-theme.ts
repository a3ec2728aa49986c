import type { LookConfig } from '@frankly/core/wire'
import type { Disposer } from '../page/disposer.ts'

/** A page that changes its colours does so in several steps: it is judged when they are over, ms. */
const CALM_MS = 60

/** Wears the theme anew when the page's switch, its colours or the system's setting change. */
export function followTheme({ theme }: LookConfig, apply: () => void, scope: Disposer): void {
  if (theme === 'light' || theme === 'dark') return
  let cancel = (): void => undefined
  const soon = (): void => {
    cancel()
    cancel = scope.after(CALM_MS, apply)
  }
  const { documentElement, body } = document
  scope.on(matchMedia('(prefers-color-scheme:dark)'), 'change', apply)
  scope.on(document, 'transitionend', ({ target }) => {
    if (target === documentElement || target === body) apply()
  })
  const observer = new MutationObserver(soon)
  for (const element of [documentElement, body]) observer.observe(element, { attributes: true })
  scope.add(() => observer.disconnect())
}
