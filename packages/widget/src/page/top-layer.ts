import { asksConsent } from './around.ts'

/** The page's own modal dialog that is open now: the uppermost. Everything outside it is inert. */
export function openDialog(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('dialog[open]')].filter((dialog) => dialog.matches(':modal')).at(-1)
}

/** The page's own modal of elements: visible, and named so for assistive technology. Its focus trap knows nothing else. */
function openModal(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[aria-modal=true]')]
    .filter((modal) => modal.getClientRects().length > 0)
    .at(-1)
}

/** Does the page want the customer's whole attention now, or an answer to its question for consent? */
export function pageIsBusy(): boolean {
  return openDialog() !== undefined || openModal() !== undefined || asksConsent()
}

/**
 * Puts the host above the page: in the top layer where there is one, inside the page's modal dialog while one is
 * open, and back on the root element when an app has torn out what it does not know.
 */
export function promote(host: HTMLElement): void {
  // set aside: somebody else is before the customer
  if (host.hidden) return
  const home = openDialog() ?? openModal() ?? document.documentElement
  if (host.inert) host.inert = false
  if (host.parentNode !== home) {
    const focused = host.shadowRoot?.activeElement as HTMLElement | null
    home.appendChild(host)
    focused?.focus({ preventScroll: true })
  }
  if (!('popover' in host)) return
  host.popover = 'manual'
  // an element that was moved has left the top layer
  if (!host.matches(':popover-open')) host.showPopover()
}
