/** A fixed element of the page: it does not scroll. */
interface Fixed {
  /** The largest part of it, from where it was hit up, that is low enough for a bar or a bubble. */
  readonly box: DOMRect
  /** How the elements from the one that was hit up to the one that is fixed call themselves, and the root they are in. */
  readonly names: string
}

/** Taller elements are ignored, as a share of the window: drawers, or pages that are fixed as a whole. */
const MOST = 0.45

/** Space between us and what is below, px. */
const GAP = 8

/** Where bars, bubbles and small buttons are looked for, px: from the side where we stand, and from below. */
const ASIDE = [36, 110, 200, 330]
const UP = [6, 44, 80, 116, 152, 188]

/** How consent bars and dialogs call themselves. */
const CONSENT =
  /cookie.?(ba|bo|co|di|la|me|mo|no|po|wa)|consent|gdpr|onetrust|usercentrics|didomi|qc-cmp|cmp(box|wrap)|iubenda|osano|shopify-pc|tarteaucitron|sp_message|axeptio|termly/i

/**
 * How far up from the bottom of the window reaches what the page keeps there, px: a bar to add to the basket, a bubble
 * to chat, a button of a consent platform. 0: nothing is there. Reads the layout once and writes nothing.
 * @param isRight - the side where we stand; `undefined`: the whole width
 */
export function takenBelow(isRight: boolean | undefined): number {
  // without the scroll bar, beside which both we and the page's own stand
  const { clientWidth } = document.documentElement
  const at = (x: number): number => (isRight === undefined ? (clientWidth * x) / 366 : isRight ? clientWidth - x : x)
  const tops = fixedAt(ASIDE.map(at), UP).map(({ box }) => innerHeight - box.top)
  return Math.max(-GAP, ...tops.filter((top) => top < MOST * innerHeight)) + GAP
}

/** Is a bar or dialog open that asks for consent? Known by what it is: fixed, of some size, and named so. */
export const asksConsent = (): boolean =>
  fixedAt(
    [0.1, 0.5, 0.9].map((share) => innerWidth * share),
    [28, 100, 0.5 * innerHeight, 0.75 * innerHeight, innerHeight - 28],
  ).some(({ box, names }) => box.width > 200 && box.height > 48 && CONSENT.test(names))

/** What of the page is fixed at these points of the window, px from the left and from below. */
function fixedAt(xs: readonly number[], ups: readonly number[]): Fixed[] {
  const hits = new Set(xs.flatMap((x) => ups.map((up) => hitAt(document, x, innerHeight - up))))
  return [...hits].flatMap((hit) => fixedOf(hit) ?? [])
}

/** The topmost element of the page at a point, ours left out; looks into open shadow roots. */
function hitAt(root: DocumentOrShadowRoot, x: number, y: number): Element | undefined {
  const hit = root.elementsFromPoint(x, y).find(({ localName }) => !/^frankly-/.test(localName))
  // a root answers with its own host where nothing inside is hit
  return hit?.shadowRoot && hit.shadowRoot !== root ? hitAt(hit.shadowRoot, x, y) : hit
}

function fixedOf(hit: Element | undefined): Fixed | undefined {
  let box: DOMRect | undefined
  let names = ''
  for (let at = hit; at && at !== document.body; at = around(at)) {
    const own = at.getBoundingClientRect()
    const { position } = getComputedStyle(at)
    const host = (at.getRootNode() as Partial<ShadowRoot>).host
    if (!box || own.height < MOST * innerHeight) box = own
    // many a platform has its whole interface in a root of its own
    for (const each of [at, host])
      names += each ? `${each.localName} ${each.id} ${each.className} ${each.ariaLabel} ` : ''
    if (position === 'fixed' || (position === 'sticky' && own.bottom >= innerHeight - 1)) return { box, names }
  }
  return
}

/** The element around, out of a shadow root too. */
export const around = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
