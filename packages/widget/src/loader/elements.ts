/** Names of the custom elements (house 6.1). */
const NAMES = ['frankly-survey', 'frankly-door']

/** Makes an element what it has to be now: in the page or out of it, with the attributes that it has. */
type Look = (element: HTMLElement) => void
type OurClass = CustomElementConstructor & { look?: Look | undefined }

/**
 * Makes `<frankly-survey>` and `<frankly-door>` known. Names cannot be taken back from the registry, so that the
 * elements ask their class each time who looks after them: after `undefined` they are inert, and the next one, also
 * from another copy of this code, finds all that stand.
 */
export function defineElements(look: Look | undefined): void {
  for (const name of NAMES) {
    const ours: OurClass = customElements.get(name) ?? elementClass()
    ours.look = look
    if (look) {
      if (!customElements.get(name)) customElements.define(name, ours)
      document.querySelectorAll<HTMLElement>(name).forEach(look)
    }
  }
}

function elementClass(): OurClass {
  return class OwnElement extends HTMLElement {
    static observedAttributes = ['survey', 'placement']
    static look: Look | undefined
    connectedCallback(): void {
      OwnElement.look?.(this)
    }
    disconnectedCallback(): void {
      OwnElement.look?.(this)
    }
    attributeChangedCallback(): void {
      OwnElement.look?.(this)
    }
  }
}
