import type { Locale, LookConfig } from '@frankly/core'
import { type ReadonlySignal, signal } from '@preact/signals'
import { createDisposer, type Disposer } from '../mount/disposer.ts'
import { createMount, type Mount } from '../mount/mount.ts'
import { keepOnTop } from '../mount/top-layer.ts'
import type { Placement } from '../state/ui-context.ts'

/** What is wished of a place. */
export interface PlaceWish {
  readonly placement: Placement
  /** Element of the page to stand in; needed for `inline`. */
  readonly inside?: HTMLElement | undefined
  readonly nonce: string
  readonly look: LookConfig
  readonly locale: Locale
  readonly direction: 'ltr' | 'rtl'
  /** Name for assistive technology. */
  readonly label: string
  /** The customer asked for it (click, call): it takes the focus and gives it back. */
  readonly asked: boolean
  failed(cause: unknown): void
  /** Escape was pressed inside. */
  escape(): void
}

/** A place that stands. */
export interface Place {
  readonly mount: Mount
  readonly placement: ReadonlySignal<Placement>
  readonly scope: Disposer
  setLanguage(locale: Locale, direction: 'ltr' | 'rtl'): void
  /** To be called when the interface is rendered: takes the focus where it was asked for. */
  ready(): void
  remove(): void
}

/** At and below this width a popover is a sheet at the bottom, px. */
export const SHEET_WIDTH = 480

/** Puts up a place. The page's own elements, styles, scroll and history are left alone. */
export function place(wish: PlaceWish): Place {
  const { look } = wish
  const scope = createDisposer(wish.failed)
  const mount = createMount(wish.nonce, wish.inside)
  const { host, frame, root } = mount
  const narrow = matchMedia(`(max-width: ${SHEET_WIDTH}px)`)
  const floating = wish.placement === 'popover' || wish.placement === 'tab' || wish.placement === 'modal'
  const fits = (): Placement => (floating && narrow.matches ? 'sheet' : wish.placement)
  const placement = signal(fits())
  const opener = document.activeElement as HTMLElement | null

  const arrange = (): void => {
    placement.value = fits()
    frame.dataset['placement'] = placement.value
  }
  frame.dataset['theme'] = look.theme ?? 'auto'
  frame.dataset['density'] = look.density ?? 'comfortable'
  frame.dataset['corner'] = look.corner ?? 'end'
  frame.setAttribute('role', wish.placement === 'inline' || wish.placement === 'page' ? 'region' : 'dialog')
  frame.setAttribute('aria-label', wish.label)
  const variable = (name: string, value: string): void => host.style.setProperty(name, value)
  if (look.offset?.block !== undefined) variable('--block', `${look.offset.block}px`)
  if (look.offset?.inline !== undefined) variable('--inline', `${look.offset.inline}px`)
  // `all: initial` cuts inheritance, so that an inherited font is carried over by name
  if (look.inheritFont) variable('--f-font', getComputedStyle(wish.inside ?? document.body).fontFamily)
  arrange()
  scope.on(narrow, 'change', arrange)
  scope.on(frame, 'keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent
    if (key !== 'Escape' || isComposing) return
    event.stopPropagation()
    wish.escape()
  })
  if (floating) {
    keepOnTop(scope, host)
    followKeyboard(scope, host)
  }

  return {
    mount,
    placement,
    scope,
    setLanguage(locale, direction) {
      frame.lang = locale
      frame.dir = direction
    },
    ready() {
      if (wish.asked) (root.querySelector<HTMLElement>('[data-head]') ?? frame).focus({ preventScroll: true })
    },
    remove() {
      const had = root.activeElement !== null
      scope.dispose()
      mount.remove()
      if (had && opener?.isConnected) opener.focus({ preventScroll: true })
    },
  }
}

/** Lifts the frame above an on-screen keyboard: the part of the window that it covers, px. */
function followKeyboard(scope: Disposer, host: HTMLElement): void {
  const view = window.visualViewport
  if (!view) return
  const follow = (): void => {
    // pinch zoom moves the viewport too; only a covered bottom at scale 1 is a keyboard
    const covered = view.scale > 1.01 ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop)
    host.style.setProperty('--kb', `${Math.round(covered)}px`)
  }
  follow()
  scope.on(view, 'resize', follow)
  scope.on(view, 'scroll', follow)
}
