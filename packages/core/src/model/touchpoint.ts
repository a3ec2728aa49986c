/** Touchpoints of a journey. A shop may add its own with an `x_` prefix. @public */
export type TouchpointId =
  | 'discovery'
  | 'search'
  | 'product_page'
  | 'consult'
  | 'cart'
  | 'checkout'
  | 'payment'
  | 'order_confirmed'
  | 'processing'
  | 'shipping_notice'
  | 'pickup'
  | 'delivery'
  | 'unboxing'
  | 'use'
  | 'support'
  | 'return'
  | 'refund'
  | 'complaint_close'
  | 'repeat'
  | 'store_visit'
  | `x_${string}`

/** The built-in touchpoints in the order of the journey. @public */
export const TOUCHPOINTS: readonly TouchpointId[] = [
  'discovery',
  'search',
  'product_page',
  'consult',
  'cart',
  'checkout',
  'payment',
  'order_confirmed',
  'processing',
  'shipping_notice',
  'pickup',
  'delivery',
  'unboxing',
  'use',
  'support',
  'return',
  'refund',
  'complaint_close',
  'repeat',
  'store_visit',
]
