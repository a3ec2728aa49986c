import { type Product, productById } from '../catalogue.ts'

/** The part of `localStorage` that the shop needs. */
export type Box = Pick<Storage, 'getItem' | 'setItem'>

export interface Line {
  readonly product: Product
  readonly quantity: number
}

const KEY = 'kiln-leaf.basket'

/** What is in the basket. Ids only are kept, so that a change of language keeps the basket; rubbish is left out. */
export function readBasket(box: Box): readonly Line[] {
  let raw: unknown
  try {
    raw = JSON.parse(box.getItem(KEY) ?? '{}')
  } catch {
    return []
  }
  if (typeof raw !== 'object' || raw === null) return []
  return Object.entries(raw).flatMap(([id, quantity]) => {
    const product = productById(id)
    return product !== undefined && Number.isInteger(quantity) && quantity > 0 && quantity < 100
      ? [{ product, quantity }]
      : []
  })
}

/** Sets how many of a product are wanted; 0 takes it out. */
export function setQuantity(box: Box, id: string, quantity: number): void {
  const kept = Object.fromEntries(readBasket(box).map((line) => [line.product.id, line.quantity]))
  if (quantity > 0) kept[id] = Math.min(quantity, 99)
  else delete kept[id]
  box.setItem(KEY, JSON.stringify(kept))
}

export function addOne(box: Box, id: string): void {
  const now = readBasket(box).find((line) => line.product.id === id)?.quantity ?? 0
  setQuantity(box, id, now + 1)
}

export function emptyBasket(box: Box): void {
  box.setItem(KEY, '{}')
}

export function countOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0)
}
