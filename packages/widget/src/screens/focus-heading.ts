/** Moves the focus to the heading of a new screen, so that it is read first and Tab goes on from there. */
export function focusHeading(root: ParentNode): void {
  root.querySelector<HTMLElement>('[data-head]')?.focus({ preventScroll: true })
}
