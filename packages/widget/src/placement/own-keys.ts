import type { Place } from './place.ts'

/** Beside `keydown`: what a page may take away by its shortcuts, focus traps and paste. Nothing of ours listens to it. */
const STOPPED = ['keypress', 'keyup', 'focusin', 'focusout', 'beforeinput', 'paste', 'cut', 'copy']

/**
 * Keeps keys typed into our fields from the page. The page sees such an event come from our host element, which is not a
 * field, so that its shortcuts would take the letter and its focus trap the focus. Stopped at the window before the page hears of it; what the
 * browser does by itself (typing, moving the focus) stays.
 */
export function keepKeys({ mount: { root }, scope, escape: leave }: Place): void {
  const guard = (type: string, then: (event: KeyboardEvent, field: HTMLElement) => void): void =>
    scope.on(
      window,
      type,
      (event) => {
        const path = event.composedPath()
        if (!path.includes(root)) return
        event.stopImmediatePropagation()
        then(event as KeyboardEvent, path[0] as HTMLElement)
      },
      { capture: true },
    )
  for (const type of STOPPED) guard(type, () => undefined)
  guard('keydown', (event, field) => {
    // heard before us by a listener on the window that has taken the letter
    if (event.defaultPrevented) putBack(field, event)
    else leave(event)
  })
}

function putBack(field: HTMLElement, { key, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
  if (key.length !== 1 || ctrlKey || altKey || metaKey || !/^(input|textarea)$/.test(field.localName)) return
  field.focus()
  // the only way that keeps the caret, the undo list and the input event as typing has them
  document.execCommand('insertText', false, key)
}
