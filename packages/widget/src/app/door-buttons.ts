import { doorWords } from '../i18n/door-words.ts'
import { directionOf, languageOf, loadWords, textsFor } from '../i18n/languages.ts'
import { followTheme } from '../look/follow-theme.ts'
import { lookCss } from '../look/look.ts'
import { themeNow } from '../look/theme.ts'
import { createMount } from '../mount/mount.ts'
import type { Disposer } from '../page/disposer.ts'
import { doorCss } from '../placement/door-button.css.ts'
import { tabCss } from '../placement/tab.css.ts'
import { styles } from '../screens/styles.ts'
import type { AppCore } from './core.ts'
import { lookOf } from './look-of.ts'
import { ownElementsOf } from './own-elements.ts'

/**
 * Draws the button that opens the door: in `<frankly-door>`, or as a tab at the side of the window. Nothing of the
 * complaint itself is here until it is pressed. The returned scope takes it away.
 */
export async function putDoorButton(core: AppCore, inside?: HTMLElement): Promise<Disposer> {
  const { host } = core
  const { facts, settings } = host
  await Promise.all([loadWords(core.code.language, facts.locale), core.load()])
  const scope = host.newScope()
  const look = await lookOf(core)
  const mount = createMount(settings.nonce, inside, lookCss(look) + styles + (inside ? doorCss : tabCss))
  const button = document.createElement('button')
  const label = async (): Promise<void> => {
    await loadWords(core.code.language, facts.locale)
    button.textContent = doorWords(textsFor(facts.locale))
    button.lang = languageOf(facts.locale)
    button.dir = directionOf(button.lang)
  }
  button.type = 'button'
  button.className = inside ? 'knock' : 'tab'
  button.setAttribute('part', inside ? 'door' : 'tab')
  button.dataset['corner'] = look.corner ?? 'end'
  mount.frame.className = ''
  mount.frame.removeAttribute('tabindex')
  const apply = (): void => {
    mount.frame.dataset['theme'] = themeNow(look, inside)
  }
  apply()
  followTheme(look, apply, scope)
  mount.frame.appendChild(button)
  scope.on(button, 'click', (event) => {
    // a link of the page around it would leave the page, and what is written with it
    event.preventDefault()
    core.openDoor(inside)
  })
  core.afterLocale.add(label)
  scope.add(() => core.afterLocale.delete(label))
  scope.add(() => mount.remove())
  const ours = ownElementsOf(core)
  if (inside) scope.add(ours.watch(inside))
  else {
    scope.add(keepOnPage(mount.host))
    // a card, a survey or a door in the page is not to be covered, and each offers the door itself
    scope.add(
      ours.whenSeen((isSeen) => {
        mount.host.hidden = isSeen
      }),
    )
  }
  await label()
  return scope
}

/** A page that takes it out so often does not want it. */
const TRIES = 8

/** Puts a host back that an app has torn out with what it does not know. */
function keepOnPage(host: HTMLElement): () => void {
  let tries = 0
  const observer = new MutationObserver(() => {
    if (host.isConnected) return
    if (++tries > TRIES) observer.disconnect()
    else document.documentElement.appendChild(host)
  })
  observer.observe(document.documentElement, { childList: true })
  return () => observer.disconnect()
}
