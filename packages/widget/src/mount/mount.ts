import { adopt } from '../look/adopt.ts'
import { styles } from '../screens/styles.ts'
import { hostCss } from './host.css.ts'
import { rootOf } from './root-of.ts'

/** A place of ours on the page: one element of the page's tree, everything else in its shadow root. */
export interface Mount {
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** What the screens are rendered into. */
  readonly frame: HTMLElement
  remove(): void
}

/**
 * Makes the host with its shadow root and frame. `inside`: an element of the page to stand in; without it the host
 * hangs on the root element, beside `body`, so that an app that swaps its body leaves it alone. An element of ours is
 * its own host, and what was in its root before (a placeholder from the server, a word of trouble) goes.
 */
export function createMount(nonce: string, inside?: HTMLElement | ShadowRoot, css: string = styles): Mount {
  const own = (inside as HTMLElement | undefined)?.localName?.startsWith('frankly-')
  const host = own ? (inside as HTMLElement) : document.createElement('frankly-box')
  const root = own ? rootOf(host) : host.attachShadow({ mode: 'open' })
  root.textContent = ''
  for (const each of [hostCss, css]) adopt(root, each, nonce)
  const frame = document.createElement('div')
  frame.className = 'frame'
  frame.tabIndex = -1
  root.appendChild(frame)
  if (!own) (inside ?? document.documentElement).appendChild(host)
  if (!inside) host.dataset['layer'] = ''
  return {
    host,
    root,
    frame,
    remove() {
      if (root.contains(frame)) root.textContent = ''
      // old libraries replace `remove` and `append` by their own functions
      if (!own) host.parentNode?.removeChild(host)
    },
  }
}
