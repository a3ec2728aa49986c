import { promote } from '../mount/top-layer.ts'
import { letDrag } from './drag.ts'
import type { Place } from './place.ts'

/** What a place that floats needs once it stands: staying on top, keeping clear of the keyboard, being moved away. */
export function settle(place: Place): void {
  const { mount, scope, floats, placement } = place
  if (!floats || scope.done) return
  if (placement.value !== 'modal') {
    const observer = new MutationObserver(() => {
      if (!scope.done) promote(mount.host)
    })
    // `open` tells of dialogs, the list of children of a swap that took the host with it
    observer.observe(document, { childList: true, subtree: true, attributeFilter: ['open'] })
    scope.add(() => observer.disconnect())
    promote(mount.host)
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
