/** Finds the one element of a page by its data attribute. */
export function find<E extends HTMLElement>(attribute: string, root: ParentNode = document): E | null {
  return root.querySelector<E>(`[${attribute}]`)
}

/** Makes an element with text or children; strings become text, never markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** A drawing from the shop's own art. */
export function drawing(svg: string, className: string): HTMLElement {
  const frame = el('span', { class: className })
  frame.innerHTML = svg
  return frame
}
