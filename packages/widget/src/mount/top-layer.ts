import type { Disposer } from './disposer.ts'

/** The page's own modal dialog that is open now, the uppermost first. */
export function openDialog(except: Element): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('dialog[open]')]
    .filter((dialog) => dialog !== except && dialog.matches(':modal'))
    .at(-1)
}

/**
 * Keeps the host above the page: in the top layer where there is one, inside the page's modal dialog while one is
 * open (everything outside it is inert), and attached when an app tears out what it does not know.
 */
export function keepOnTop(scope: Disposer, host: HTMLElement): void {
  const top = (): void => {
    if (scope.done) return
    const home = openDialog(host) ?? document.documentElement
    if (host.parentNode !== home) {
      const within = host.shadowRoot?.activeElement as HTMLElement | null
      home.append(host)
      within?.focus({ preventScroll: true })
    }
    // an element that was moved has left the top layer
    if (host.popover === 'manual' && !host.matches(':popover-open')) host.showPopover()
  }
  if ('popover' in host) host.popover = 'manual'
  top()
  const observer = new MutationObserver(top)
  // `open` tells of dialogs; the list of children of a swap that took the host with it
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ['open'] })
  scope.add(() => observer.disconnect())
}
