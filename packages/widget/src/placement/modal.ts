import { adopt } from '../look/adopt.ts'
import { modalCss } from './modal.css.ts'
import type { Place } from './place.ts'

/**
 * Makes a place modal with the browser's own dialog: the page becomes inert, Tab stays inside, the focus goes back
 * by itself. Only after a click of the customer, never by a trigger.
 */
export function makeModal({ mount, scope }: Place, nonce: string, leave: () => void): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'modal'
  const { frame, root } = mount
  dialog.appendChild(frame)
  root.appendChild(dialog)
  adopt(root, modalCss, nonce)
  // Escape closes by our own way, which saves what was typed
  scope.on(dialog, 'cancel', (event) => {
    event.preventDefault()
    leave()
  })
  scope.on(dialog, 'click', (event) => {
    if (event.target === dialog) leave()
  })
  dialog.showModal()
  scope.add(() => {
    dialog.close()
  })
}
