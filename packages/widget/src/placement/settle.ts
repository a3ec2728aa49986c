import { followTheme } from '../look/follow-theme.ts'
import { promote } from '../page/top-layer.ts'
import { animateClose } from './animate-close.ts'
import { letDrag } from './drag.ts'
import { keepClear } from './keep-clear.ts'
import { keepKeys } from './own-keys.ts'
import type { Place } from './place.ts'

/** A page that takes our element out again and again does not want it: after so many times it is left alone. */
const TRIES = 8

/** What a place that floats needs once it stands: staying on top, keeping clear of the keyboard, being moved away. */
export function settle(place: Place, giveUp: () => void): void {
  const { mount, scope, floats, placement } = place
  if (scope.done) return
  keepKeys(place)
  followTheme(place.look, place.applyTheme, scope)
  if (!floats) return
  place.softly = (end) => animateClose(place, end)
  if (placement.value !== 'modal') {
    let tries = 0
    const observer = new MutationObserver(() => {
      if (scope.done) return
      if (!mount.host.isConnected && ++tries > TRIES) {
        observer.disconnect()
        giveUp()
      } else promote(mount.host)
    })
    // `open` tells of dialogs, the list of children of a swap that took the host with it
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributeFilter: ['open', 'aria-modal', 'aria-hidden', 'inert'],
    })
    scope.add(() => observer.disconnect())
    promote(mount.host)
    keepClear(place)
  }
  followKeyboard(place)
  letDrag(place)
}

/** Lifts the frame above an on-screen keyboard: the part of the window that it covers, px. */
function followKeyboard({ scope, mount }: Place): void {
  const view = window.visualViewport
  if (!view) return
  const follow = (): void => {
    // pinch zoom moves the viewport too; only a covered bottom at scale 1 is a keyboard
    const covered = view.scale > 1.01 ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop)
    mount.host.style.setProperty('--frankly-keyboard', `${Math.round(covered)}px`)
  }
  follow()
  scope.on(view, 'resize', follow)
  scope.on(view, 'scroll', follow)
}
