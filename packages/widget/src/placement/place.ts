import type { LookConfig } from '@frankly/core/wire'
import { type ReadonlySignal, signal } from '@preact/signals'
import { themeNow } from '../look/theme.ts'
import { createMount, type Mount } from '../mount/mount.ts'
import { takenBelow } from '../page/around.ts'
import type { Disposer } from '../page/disposer.ts'
import { promote } from '../page/top-layer.ts'
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
  /** Its look. */
  readonly look: LookConfig
  /** Light or dark, by the page as it is now. */
  applyTheme(): void
  /** Moves above what the page keeps beneath, also above what has come since. @param anew - down again too */
  keepClear(anew?: boolean): void
  /** Closes with an animation, then calls `end`; set when the full interface is loaded. */
  softly?: (end: () => void) => void
  /** Closes what floats when the key is Escape. */
  escape(event: KeyboardEvent): void
  /** To be called when the interface is rendered: takes the focus where it was asked for. */
  ready(): void
  /** Hides it while another one floats above it; `back` shows it again. */
  aside(): void
  back(): void
  /**
   * @param clear - takes away what was rendered
   * @param softly - the customer closes it, and may see it go
   */
  remove(clear: () => void, softly?: boolean): void
}

/** What has the focus, also inside our own roots. */
function focused(): HTMLElement | null {
  let element = document.activeElement
  for (let inner = element; inner; inner = element?.shadowRoot?.activeElement ?? null) element = inner
  return element as HTMLElement | null
}

/** At and below this width what floats is a sheet at the bottom, px. */
export const SHEET_WIDTH = 480

/**
 * Puts up a place. The page's own elements, styles, scroll and history are left alone. In one piece: what reads the layout
 * comes before the first line that writes, and the order is the point.
 */
export function place(wish: PlaceWish): Place {
  const { look, inside, scope } = wish
  const floats = wish.placement !== 'inline' && wish.placement !== 'page'
  const narrow = matchMedia(`(max-width: ${SHEET_WIDTH}px)`)
  const isRight = (look.corner === 'start') === (wish.direction === 'rtl')
  const taken = (): number =>
    floats && wish.placement !== 'modal' ? takenBelow(narrow.matches ? undefined : isRight) : 0
  // both read the layout, which is clean until we write the first word of ours
  const theme = themeNow(look, inside)
  let lift = taken()
  const mount = createMount(wish.nonce, inside)
  const { host, frame, root } = mount
  const fits = (): Placement => (floats && narrow.matches ? 'sheet' : wish.placement)
  const placement = signal(fits())
  const opener = focused()
  let lastFocus: HTMLElement | null = null

  const arrange = (): void => {
    placement.value = fits()
    frame.dataset['placement'] = placement.value
  }
  const raise = (): void => host.style.setProperty('--frankly-lift', `${lift}px`)
  frame.dataset['theme'] = theme
  if (lift) raise()
  const { block, inline } = look.offset ?? {}
  if (block !== undefined) host.style.setProperty('--frankly-block', `${block}px`)
  if (inline !== undefined) host.style.setProperty('--frankly-inline', `${inline}px`)
  // `all: initial` cuts inheritance, so that an inherited font is carried over by name
  if (look.font)
    frame.style.setProperty(
      '--f-font',
      look.font === 'inherit' ? getComputedStyle(inside ?? document.body).fontFamily : look.font,
    )
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

  const self: Place = {
    mount,
    placement,
    scope,
    floats,
    look,
    applyTheme() {
      frame.dataset['theme'] = themeNow(look, inside)
    },
    keepClear(anew) {
      const now = taken()
      // what has gone leaves it where it is: nothing moves without a need
      if (now === lift || (now < lift && !anew)) return
      lift = now
      raise()
    },
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
    remove(clear, softly) {
      const had = root.activeElement !== null
      const end = (): void => {
        clear()
        mount.remove()
      }
      scope.dispose()
      if (softly && self.softly) self.softly(end)
      else end()
      if (had && opener?.isConnected) opener.focus({ preventScroll: true })
    },
  }
  return self
}
