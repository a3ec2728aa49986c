import { type Chunk, startScript } from '../loader/script.ts'

// written in by the build, after the chunks exist
declare const FRANKLY_UI: Chunk
declare const FRANKLY_DELIVERY: Chunk
/** What cleans facts, and what reads orders. */
declare const FRANKLY_FACTS: readonly Pick<Chunk, 'file' | 'integrity'>[]

startScript((base, script) => {
  const tried = new Set<string>()
  let tries = 0
  let isDeliveryHere = false
  const addressOf = (file: string): string => base.replace(/[^/?#]*([?#].*)?$/, file)
  /** Fetches a module without running it. */
  const preload = (href: string, integrity: string): HTMLLinkElement => {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.integrity = integrity
    link.nonce = script.nonce
    link.href = href
    document.head.appendChild(link)
    return link
  }
  const load = async <Part>({
    file,
    integrity,
    start = '',
  }: Pick<Chunk, 'file' | 'integrity'> & Partial<Chunk>): Promise<Part> => {
    // browsers cache an import that failed or hangs: a second try needs another URL
    const href = addressOf(file) + (tried.has(file) ? `?r=${++tries}` : '')
    tried.add(file)
    // `import()` takes no hash; a module preloaded under one is checked, and a wrong one then fails the import
    const link = preload(href, integrity)
    try {
      return { start: (await import(/* @vite-ignore */ href))[start] } as Part
    } finally {
      link.remove()
    }
  }
  const facts = (withOrders?: boolean): void => {
    // a failure is ignored here: it is tried again, and reported, where the code is needed
    for (const chunk of FRANKLY_FACTS.slice(0, withOrders ? 2 : 1))
      if (!tried.has(chunk.file)) load(chunk).catch(() => {})
  }
  return {
    ui: () => load(FRANKLY_UI),
    facts,
    delivery: () => load(FRANKLY_DELIVERY),
    prefetch() {
      // a response is cleaned by what cleans facts
      facts()
      const { file, integrity } = FRANKLY_DELIVERY
      if (isDeliveryHere || tried.has(file)) return
      const link = preload(addressOf(file), integrity)
      link.onload = () => {
        link.remove()
        isDeliveryHere = true
      }
      link.onerror = () => {
        link.remove()
        tried.add(file)
      }
    },
  }
})
