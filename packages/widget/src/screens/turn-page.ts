import type { RunView, Survey } from '@frankly/core'

const last = new WeakMap<ParentNode, number>()

/** Lets the page that has come slide in from where it lies in the order of pages. */
export function turnPage(root: ParentNode, view: RunView, { pages }: Survey): void {
  const at = view.screen === 'page' ? pages.findIndex(({ id }) => id === view.pageId) : pages.length
  const page = root.querySelector<HTMLElement>('.page')
  if (page) page.dataset['turn'] = at < (last.get(root) ?? 0) ? 'back' : ''
  last.set(root, at)
}
