import type { Place } from './place.ts'

/** A page that stirs is looked at after so long, ms, and no sooner again. */
const CALM_MS = 400

/** So long after an act in it, ms, a card stays where it is: it must not go away under a finger. */
const ACT_MS = 600

/**
 * Moves a place above elements of the page that appear under it later: a bar that comes with scrolling, a chat bubble. A card that the customer has pushed somewhere stays there.
 */
export function keepClear({ mount: { frame }, scope, keepClear: rise }: Place): void {
  let actedAt = 0
  let isWaiting = false
  let anew = false
  const soon = (): void => {
    if (isWaiting) return
    isWaiting = true
    scope.after(CALM_MS, () => {
      isWaiting = false
      if (frame.style.translate) return
      if (Date.now() - actedAt < ACT_MS) return soon()
      rise(anew)
      anew = false
    })
  }
  for (const act of ['pointerdown', 'pointerup', 'keydown'])
    scope.on(frame, act, () => {
      actedAt = Date.now()
    })
  scope.on(window, 'scroll', soon, { passive: true, capture: true })
  scope.on(window, 'resize', () => {
    anew = true
    soon()
  })
  const observer = new MutationObserver(soon)
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ['class', 'style', 'hidden'] })
  scope.add(() => observer.disconnect())
}
