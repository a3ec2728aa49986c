/** Names of the custom elements (house 6.1). */
const NAMES = ['frankly-survey', 'frankly-door'] as const

type Render = (element: HTMLElement) => () => void
let render: Render | undefined

/**
 * Makes `<frankly-survey>` and `<frankly-door>` known. Names cannot be taken back from the registry, so that the
 * elements ask for their renderer each time: after `undefined` they are empty and inert.
 */
export function defineElements(how: Render | undefined): void {
  render = how
  for (const name of NAMES) {
    if (how && !customElements.get(name)) {
      customElements.define(
        name,
        class extends HTMLElement {
          #undo: (() => void) | undefined
          connectedCallback(): void {
            this.#undo = render?.(this)
          }
          disconnectedCallback(): void {
            this.#undo?.()
          }
        },
      )
    }
  }
}
