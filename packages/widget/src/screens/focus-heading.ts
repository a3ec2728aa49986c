/**
 * Moves the focus to the heading of a new screen, so that it is read first and Tab goes on from there. False: it is not
 * drawn yet.
 */
export function focusHeading(root: ParentNode): boolean {
  const head = root.querySelector<HTMLElement>('[data-head]')
  head?.focus({ preventScroll: true })
  return !!head
}
