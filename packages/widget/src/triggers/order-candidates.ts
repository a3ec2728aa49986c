import type { Disposer } from '../page/disposer.ts'

/** Where an order can stand. */
export type OrderSource = 'call' | 'attributes' | 'layer' | 'json-ld'

/**
 * Something that looks like an order, from one of the sources of house 6.1, weakest last. It is read in full
 * (`orders.ts`) only when a survey wants to know.
 */
export interface OrderCandidate {
  readonly from: OrderSource
  readonly raw: unknown
  /** Which page of a single-page app it was found on, counted from 0: an order of a later page is the newer one. */
  readonly route: number
}

/** Hears of a candidate. */
export type OrderFound = (from: OrderSource, raw: unknown) => void

/**
 * Reads what was pushed to a data layer before us and hears what comes later. The layer is never created (no
 * globals), so the returned function looks for it again at each moment a page is likely to have made or replaced it.
 */
export function watchDataLayer(scope: Disposer, name: string, found: OrderFound): () => void {
  let watched: unknown[] | undefined
  const read = (entry: unknown): void => {
    try {
      const push = entry as { [key: string | number]: unknown; ecommerce?: { purchase?: unknown } }
      // GA4 · gtag's arguments · Universal Analytics and Yandex Metrica
      if (push['event'] === 'purchase' || push[1] === 'purchase' || push.ecommerce?.purchase) found('layer', entry)
    } catch {
      // an empty entry, or a getter of the page that throws
    }
  }
  return () => {
    const layer = layerNamed(name)
    if (!layer || layer === watched) return
    watched = layer
    for (let i = 0; i < layer.length; i++) read(layer[i])
    const { push } = layer
    const own = (...entries: unknown[]): number => {
      const length = push.apply(layer, entries)
      if (!scope.done && layer === watched) for (let i = 0; i < entries.length; i++) read(entries[i])
      return length
    }
    layer.push = own
    scope.add(() => {
      // when someone wrapped us in turn, our dead wrapper stays and only passes on
      if (layer.push === own) layer.push = push
    })
  }
}

/** The page's array of that name; a getter of the page that throws is none. */
function layerNamed(name: string): unknown[] | undefined {
  let layer: unknown
  try {
    layer = (window as unknown as Record<string, unknown>)[name]
  } catch {
    return undefined
  }
  // outside of `try`: a page without `Array.isArray` is told of once
  return Array.isArray(layer) ? layer : undefined
}

/**
 * Looks at the `data-order-*` attributes of our tag and at the page's JSON-LD, which a single-page app may set late or
 * anew; tells of what is other than at the last look.
 */
export function watchMarkup(data: DOMStringMap, found: OrderFound): () => void {
  const seen: { [From in OrderSource]?: string | undefined } = {}
  const look = (from: OrderSource, raw: object, now: string | undefined): void => {
    if (now && now !== seen[from]) found(from, raw)
    seen[from] = now
  }
  return () => {
    look('attributes', { ...data }, data['orderId'])
    const texts: string[] = []
    for (const { textContent } of document.querySelectorAll('script[type^="application/ld+json" i]'))
      if (/["/#:]Order"/.test(textContent)) texts.push(textContent)
    look('json-ld', texts, texts.join())
  }
}

/** When to look again after a page came, ms: its thank-you component may be fetched, drawn and filled late. */
const LOOKS_MS = [300, 1000, 2000, 4000, 8000]

/** Looks now and for some seconds more. */
export function lookForAWhile(scope: Disposer, look: () => void): void {
  look()
  for (const ms of LOOKS_MS) scope.after(ms, look)
}
