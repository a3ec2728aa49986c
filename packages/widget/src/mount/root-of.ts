const known = new WeakMap<HTMLElement, ShadowRoot>()

/**
 * The shadow root of an element of ours. The page may have declared one in HTML, open or closed; a closed one is
 * known to the element's internals alone, which are handed out once.
 */
export function rootOf(host: HTMLElement): ShadowRoot {
  const root =
    host.shadowRoot ?? known.get(host) ?? host.attachInternals?.().shadowRoot ?? host.attachShadow({ mode: 'open' })
  known.set(host, root)
  return root
}
