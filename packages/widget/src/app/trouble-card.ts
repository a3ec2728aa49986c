import { directionOf, languageOf, textsFor } from '../i18n/languages.ts'
import { lookCss } from '../look/look.ts'
import { themeNow } from '../look/theme.ts'
import { createMount } from '../mount/mount.ts'
import { rootOf } from '../mount/root-of.ts'
import { promote } from '../page/top-layer.ts'
import { styles } from '../screens/styles.ts'
import type { AppCore } from './core.ts'
import { configuredLook } from './look-of.ts'

/** At the top, since what floats already stands at the bottom. */
const css = `
.card.trouble{padding:14px 18px;gap:6px}
.frame[data-placement=inline]{margin-block-start:8px;min-inline-size:min(300px,100vw - 48px)}
.frame[data-placement=popover]{inset-block:calc(16px + env(safe-area-inset-top)) auto}
`
let pressed = false

/** Says that something did not come, in the customer's language, with a button that tries again. */
export function showTroubleCard(core: AppCore, again: () => void, inside: HTMLElement | undefined): () => void {
  const { facts, settings } = core.host
  const { notLoaded, retry, close } = textsFor(facts.locale)
  const look = configuredLook(core)
  const { host, frame, remove } = createMount(settings.nonce, inside && rootOf(inside), lookCss(look) + styles + css)
  const make = <Name extends keyof HTMLElementTagNameMap>(name: Name, into: Element, text = '') => {
    const made = into.appendChild(document.createElement(name))
    made.textContent = text
    return made
  }
  const box = make('div', frame)
  const words = make('p', box, notLoaded)
  const foot = make('div', box)
  const retryButton = make('button', foot, retry)
  box.className = 'card trouble'
  box.lang = languageOf(facts.locale)
  frame.dir = directionOf(box.lang)
  frame.dataset['placement'] = inside ? 'inline' : 'popover'
  frame.dataset['theme'] = themeNow(look, inside)
  frame.dataset['corner'] = look.corner ?? 'end'
  words.setAttribute('role', 'alert')
  foot.className = 'foot'
  retryButton.className = 'go'
  retryButton.onclick = () => {
    pressed = true
    again()
  }
  if (!inside) {
    make('button', foot, close).onclick = remove
    promote(host)
  }
  // it stands where the one was whose button was pressed
  if (pressed) retryButton.focus()
  pressed = false
  return remove
}
