import type { LookConfig } from '@frankly/core'
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Disposer } from '../mount/disposer.ts'
import { createMount, type Mount } from '../mount/mount.ts'
import { promote } from '../mount/top-layer.ts'
import type { Placement } from '../state/ui-context.ts'

/** What is wished of a place. */
export interface PlaceWish {
  readonly placement: Placement
  /** Element of the page to stand in; needed for `inline`. */
  readonly inside?: HTMLElement | undefined
  readonly nonce: string
  readonly look: LookConfig
  readonly direction: 'ltr' | 'rtl'
  /** Name for assistive technology. */
  readonly label: string
  /** The customer asked for it (click, call): it takes the focus and gives it back. */
  readonly asked: boolean
  /** Ends with the place. */
  readonly scope: Disposer
  /** Escape was pressed inside. */
  escape(): void
}

/** A place that stands. */
export interface Place {
  readonly mount: Mount
  readonly placement: ReadonlySignal<Placement>
  readonly scope: Disposer
  /** Floats above the page, rather than standing in it. */
  readonly floats: boolean
  /** Closes what floats when the key is Escape. */
  escape(event: KeyboardEvent): void
  /** To be called when the interface is rendered: takes the focus where it was asked for. */
  ready(): void
  /** Makes way for something else that floats, with all that is in it; `back` puts it before the customer again. */
  aside(): void
  back(): void
  /** @param clear - takes away what was rendered */
  remove(clear: () => void): void
}

/** What has the focus, also inside our own roots. */
function focused(): HTMLElement | null {
  let element = document.activeElement
  for (let inner = element; inner; inner = element?.shadowRoot?.activeElement ?? null) element = inner
  return element as HTMLElement | null
}

/** At and below this width what floats is a sheet at the bottom, px. */
export const SHEET_WIDTH = 480

/** Puts up a place. The page's own elements, styles, scroll and history are left alone. */
export function place(wish: PlaceWish): Place {
  const { look, inside, scope } = wish
  const floats = wish.placement !== 'inline' && wish.placement !== 'page'
  const mount = createMount(wish.nonce, inside)
  const { host, frame, root } = mount
  const narrow = matchMedia(`(max-width: ${SHEET_WIDTH}px)`)
  const fits = (): Placement => (floats && narrow.matches ? 'sheet' : wish.placement)
  const placement = signal(fits())
  const opener = focused()
  let lastFocus: HTMLElement | null = null

  const arrange = (): void => {
    placement.value = fits()
    frame.dataset['placement'] = placement.value
  }
  const { block, inline } = look.offset ?? {}
  if (block !== undefined) host.style.setProperty('--frankly-block', `${block}px`)
  if (inline !== undefined) host.style.setProperty('--frankly-inline', `${inline}px`)
  // `all: initial` cuts inheritance, so that an inherited font is carried over by name
  if (look.inheritFont) frame.style.setProperty('--f-font', getComputedStyle(inside ?? document.body).fontFamily)
  frame.dataset['corner'] = look.corner ?? 'end'
  frame.dir = wish.direction
  frame.setAttribute('role', floats ? 'dialog' : 'region')
  frame.setAttribute('aria-label', wish.label)
  arrange()
  scope.on(narrow, 'change', arrange)
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || !floats) return
    // the page's own Escape is for the page's own things
    event.stopPropagation()
    wish.escape()
  }
  scope.on(frame, 'keydown', (event) => onEscape(event as KeyboardEvent))
  if (floats && wish.placement !== 'modal') promote(host)

  return {
    mount,
    placement,
    scope,
    floats,
    escape: onEscape,
    ready() {
      if (wish.asked && floats) (root.querySelector<HTMLElement>('[data-head]') ?? frame).focus({ preventScroll: true })
    },
    aside() {
      lastFocus = root.activeElement as HTMLElement | null
      host.hidden = true
      root.querySelector('dialog')?.close()
    },
    back() {
      host.hidden = false
      const dialog = root.querySelector('dialog')
      if (dialog) dialog.showModal()
      else promote(host)
      lastFocus?.focus({ preventScroll: true })
    },
    remove(clear) {
      const had = root.activeElement !== null
      clear()
      scope.dispose()
      mount.remove()
      if (had && opener?.isConnected) opener.focus({ preventScroll: true })
    },
  }
}
