import type { Language } from '../language.ts'
import type { Box } from './basket-store.ts'
import { find } from './dom.ts'
import { findOrder, purchaseEvent } from './orders.ts'
import { summary } from './summary.ts'

declare global {
  interface Window {
    dataLayer?: unknown[]
  }
}

/** Shows the order and tells the shop's tag manager about it: GA4, nothing of anybody else's. */
export function showThanks(box: Box, language: Language): void {
  const whole = find('data-order')
  if (whole === null) return
  const order = findOrder(box, new URLSearchParams(location.search).get('order'))
  whole.toggleAttribute('hidden', order === undefined)
  find('data-no-order')?.toggleAttribute('hidden', order !== undefined)
  if (order === undefined) return

  const write = (attribute: string, text: string) => {
    const target = find(attribute)
    if (target !== null) target.textContent = text
  }
  write('data-order-id', order.id)
  write('data-order-name', `, ${order.name.split(' ')[0]}`)
  write('data-order-email', order.email)
  find('data-summary')?.replaceChildren(summary(order.items, order.shipping, order.currency, language))

  window.dataLayer = window.dataLayer ?? []
  window.dataLayer.push({ ecommerce: null })
  window.dataLayer.push(purchaseEvent(order))
}
