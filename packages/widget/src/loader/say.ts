/**
 * Says on the page that something did not come, while nothing but this file is here: in English, and in the browser's
 * own look of a popover. The interface brings something better (`LoaderHost.say`).
 */
export function say(again: () => void, inside: HTMLElement | undefined): () => void {
  const line = document.createElement('frankly-box')
  const button = document.createElement('button')
  line.role = 'alert'
  line.lang = 'en'
  line.textContent = 'This could not be loaded. '
  button.textContent = 'Try again'
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
