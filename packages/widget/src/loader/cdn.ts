import { type Chunk, startScript } from './script.ts'
import type { DeliveryPart } from './surface.ts'

// written in by the build, after the chunks exist
declare const FRANKLY_UI: Chunk
declare const FRANKLY_DELIVERY: Chunk
/** What cleans facts, and what reads orders. */
declare const FRANKLY_FACTS: readonly Pick<Chunk, 'file' | 'integrity'>[]

startScript((base, script) => {
  const tried = new Set<string>()
  /** Delivery, asked for before it was needed. */
  let early: Promise<DeliveryPart> | undefined
  let tries = 0
  const addressOf = (file: string): string => base.replace(/[^/?#]*([?#].*)?$/, file)
  const load = async <Part>({
    file,
    integrity,
    start = '',
  }: Pick<Chunk, 'file' | 'integrity'> & Partial<Chunk>): Promise<Part> => {
    // browsers remember an import that failed or hangs: a further try has an address of its own
    const href = addressOf(file) + (tried.has(file) ? `?r=${++tries}` : '')
    tried.add(file)
    // `import()` takes no hash; a module preloaded under one is checked, and a wrong one then fails the import
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.integrity = integrity
    link.nonce = script.nonce
    link.href = href
    document.head.appendChild(link)
    try {
      return { start: (await import(/* @vite-ignore */ href))[start] } as Part
    } finally {
      document.head.removeChild(link)
    }
  }
  const facts = (withOrders?: boolean): void => {
    // one that fails is asked for again, and told of, where it is needed
    for (const chunk of FRANKLY_FACTS.slice(0, withOrders ? 2 : 1))
      if (!tried.has(chunk.file)) load(chunk).catch(() => {})
  }
  return {
    ui: () => load(FRANKLY_UI),
    facts,
    delivery() {
      const here = early?.catch(() => load<DeliveryPart>(FRANKLY_DELIVERY)) ?? load<DeliveryPart>(FRANKLY_DELIVERY)
      // one that hangs is asked for anew
      early = undefined
      return here
    },
    ahead() {
      // a response is cleaned by what cleans facts
      facts()
      if (tried.has(FRANKLY_DELIVERY.file)) return
      early = load(FRANKLY_DELIVERY)
      early.catch(() => {})
    },
  }
})
