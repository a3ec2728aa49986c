import { directionOf } from '../i18n/languages.ts'
import type { Disposer } from '../mount/disposer.ts'
import { createMount } from '../mount/mount.ts'
import { tabCss } from './tab.css.ts'

/** A tab at the side of the window. */
export interface TabWish {
  readonly nonce: string
  readonly label: string
  readonly css: string
  readonly corner: 'start' | 'end'
  /** Language of the label. */
  readonly lang: string
  open(): void
}

/** Puts a small tab at the side, in the page's own layer: under the page's dialogs, above its content. */
export function putTab(scope: Disposer, wish: TabWish): void {
  const mount = createMount(wish.nonce, undefined, wish.css + tabCss)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'tab'
  button.textContent = wish.label
  button.lang = wish.lang
  button.dir = directionOf(wish.lang)
  button.dataset['corner'] = wish.corner
  mount.frame.className = ''
  mount.frame.appendChild(button)
  scope.on(button, 'click', wish.open)
  const observer = new MutationObserver(() => {
    if (!mount.host.isConnected) document.documentElement.appendChild(mount.host)
  })
  observer.observe(document.documentElement, { childList: true })
  scope.add(() => {
    observer.disconnect()
    mount.remove()
  })
}
