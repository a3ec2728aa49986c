import type { TroubleWords } from '../contract/host.ts'

/**
 * Says on the page that something did not come, in the browser's own look of a popover: in English while nothing but
 * this file is here. The rest of the code brings something better (`LoaderHost.say`).
 */
export function showTrouble(
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
