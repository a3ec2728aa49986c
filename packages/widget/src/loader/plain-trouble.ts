import type { TroubleWords } from '../contract/host.ts'

/**
 * Shows on the page that something could not be loaded, in the browser's own look of a popover: in English while nothing but
 * the loader is here. The interface replaces it by a card (`LoaderHost.alert`).
 */
export function showPlainTrouble(
  again: () => void,
  inside: HTMLElement | undefined,
  [text, label, lang]: TroubleWords = ['This could not be loaded.', 'Try again', 'en'],
): () => void {
  const line = document.createElement('frankly-box')
  const button = document.createElement('button')
  line.role = 'alert'
  line.lang = lang
  line.dir = 'auto'
  line.style.padding = '12px 16px'
  line.textContent = `${text} `
  button.textContent = label
  button.onclick = again
  line.appendChild(button)
  const home = inside?.shadowRoot ?? inside ?? document.documentElement
  home.appendChild(line)
  if (!inside) {
    line.popover = 'manual'
    line.showPopover?.()
  }
  return () => line.parentNode?.removeChild(line)
}
